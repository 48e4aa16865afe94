// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LinearPrograms
import Rationals

/// The constraints that a Farkas certificate of a program leans on: infeasible by themselves.
///
/// Always true: `certificate` proves the program infeasible, also when it has only `constraints`.
struct InfeasibleSubsystem {
  typealias Constraint = IrreducibleInfeasibleSubsystem.Constraint

  let certificate: FarkasCertificate
  /// The rows in ascending order, then the variables.
  let constraints: [Constraint]
  private let whole: LinearProgram
  private let matrix: IntegerMatrix

  init(of program: LinearProgram, _ certificate: FarkasCertificate) {
    self.init(of: program, IntegerMatrix(program), certificate)
  }

  private init(of program: LinearProgram, _ matrix: IntegerMatrix, _ certificate: FarkasCertificate)
  {
    whole = program
    self.matrix = matrix
    self.certificate = certificate
    constraints = Self.support(of: certificate, in: program)
  }

  private static func support(
    of certificate: FarkasCertificate, in program: LinearProgram
  ) -> [Constraint] {
    switch certificate {
    case .crossedRow(let row): return [.row(row, .lower), .row(row, .upper)]
    case .crossedVariable(let variable):
      return [.variable(variable, .lower), .variable(variable, .upper)]
    case .multipliers(let multipliers):
      let rows = zip(multipliers, program.rows).enumerated().compactMap { index, pair in
        side(pair.0, pair.1.lower, pair.1.upper).map { Constraint.row(index, $0) }
      }
      let forms = program.combinations(multipliers: multipliers)
      let variables = zip(forms, program.variables).enumerated().compactMap { index, pair in
        side(-pair.0, pair.1.lower, pair.1.upper).map { Constraint.variable(index, $0) }
      }
      return rows + variables
    }
  }

  /// The bound that a multiplier leans on.
  private static func side(_ multiplier: Rational, _ lower: Bound, _ upper: Bound) -> BoundSide? {
    if multiplier.isZero { return nil }
    if lower == upper { return .equation }
    return multiplier.signum > 0 ? .lower : .upper
  }

  /// Whether the rank shows that no constraint can be spared.
  ///
  /// The certificate makes of the k constraints, none with multiplier 0, a linear form that is zero. When
  /// their k linear forms have rank k − 1, there is no other such combination; then none leans on fewer
  /// of them, so without one they are feasible. (When the rank is lower, some constraint can be spared.)
  ///
  /// The forms of the variables are unit vectors. What is left to see is that the rows but one, in the
  /// columns of the other variables, are independent; and rows that are so modulo a prime are so over ℚ.
  ///
  /// Cost: an elimination modulo p.
  var isEvidentlyIrreducible: Bool {
    switch certificate {
    case .crossedVariable: return true
    case .crossedRow(let row): return whole.columns.contains { $0.contains { $0.row == row } }
    case .multipliers: break
    }
    var positions = [Int](repeating: -1, count: whole.rows.count)
    var isBounded = [Bool](repeating: false, count: whole.variables.count)
    var rowCount = 0
    for constraint in constraints {
      switch constraint {
      case .row(let row, _):
        positions[row] = rowCount
        rowCount += 1
      case .variable(let variable, _): isBounded[variable] = true
      }
    }
    rowCount -= 1
    let columns = matrix.columns.indices.compactMap { variable in
      let column = matrix.columns[variable].compactMap { entry -> (index: Int, value: Residue)? in
        let position = positions[entry.row]
        guard position >= 0, position < rowCount else { return nil }
        let residue = LiftedFactorization.residue(entry.value)
        return residue.isZero ? nil : (position, residue)
      }
      return isBounded[variable] || column.isEmpty ? nil : column
    }
    guard rowCount <= columns.count else { return false }
    var elimination = Elimination<Residue>(columns: columns)
    elimination.peel()
    elimination.eliminateKernel()
    return columns.count - elimination.remaining == rowCount
  }

  /// What is infeasible without this constraint; `nil` when nothing is. Cost: an exact solve.
  func removing(
    _ constraint: Constraint, solver: ExactSolver
  ) throws(SolveError) -> InfeasibleSubsystem? {
    let rest = CoreProgram(keeping(constraints.filter { $0 != constraint }))
    let outcome: Outcome
    do throws(SolveError) {
      outcome = try solver.solve(rest.program).outcome
    } catch {
      // What is proved of the objective of this subsystem is of no interest.
      if case .stopped = error { throw .stopped(ObjectiveBounds()) }
      throw error
    }
    guard case .infeasible(let certificate) = outcome else { return nil }
    return InfeasibleSubsystem(of: whole, matrix, rest.original(of: certificate))
  }

  /// The program with only these bounds, and no objective.
  func keeping(_ constraints: [Constraint]) -> LinearProgram {
    var program = whole
    program.objectiveConstant = 0
    for row in program.rows.indices { program.setBounds(ofRow: row, lower: .none, upper: .none) }
    for variable in program.variables.indices {
      program.setBounds(ofVariable: variable, lower: .none, upper: .none)
      program.setCost(ofVariable: variable, to: 0)
    }
    for constraint in constraints {
      switch constraint {
      case .row(let row, let side):
        let now = program.rows[row]
        program.setBounds(
          ofRow: row, lower: side == .upper ? now.lower : whole.rows[row].lower,
          upper: side == .lower ? now.upper : whole.rows[row].upper)
      case .variable(let variable, let side):
        let now = program.variables[variable]
        program.setBounds(
          ofVariable: variable, lower: side == .upper ? now.lower : whole.variables[variable].lower,
          upper: side == .lower ? now.upper : whole.variables[variable].upper)
      }
    }
    return program
  }
}

/// A program without its free rows, and without the free variables that no other row has.
private struct CoreProgram {
  private(set) var program: LinearProgram
  /// The rows and variables that are left, by index in the original.
  private var rows: [Int]
  private var variables: [Int] = []
  private let rowCount: Int

  init(_ original: LinearProgram) {
    program = LinearProgram(sense: original.sense)
    rowCount = original.rows.count
    rows = original.rows.indices.filter {
      original.rows[$0].lower.isFinite || original.rows[$0].upper.isFinite
    }
    var positions = [Int](repeating: -1, count: rowCount)
    for (position, index) in rows.enumerated() {
      positions[index] = position
      let row = original.rows[index]
      program.addRow(row.name, lower: row.lower, upper: row.upper)
    }
    for (index, variable) in original.variables.enumerated() {
      let entries = original.columns[index].compactMap { entry in
        positions[entry.row] >= 0
          ? LinearProgram.Entry(row: positions[entry.row], value: entry.value) : nil
      }
      guard !entries.isEmpty || variable.lower.isFinite || variable.upper.isFinite else { continue }
      variables.append(index)
      program.addVariable(
        variable.name, lower: variable.lower, upper: variable.upper, cost: variable.cost,
        entries: entries)
    }
  }

  /// The same proof for the original.
  func original(of certificate: FarkasCertificate) -> FarkasCertificate {
    switch certificate {
    case .crossedRow(let row): return .crossedRow(rows[row])
    case .crossedVariable(let variable): return .crossedVariable(variables[variable])
    case .multipliers(let multipliers):
      var all = [Rational](repeating: 0, count: rowCount)
      for (row, multiplier) in zip(rows, multipliers) { all[row] = multiplier }
      return .multipliers(all)
    }
  }
}
