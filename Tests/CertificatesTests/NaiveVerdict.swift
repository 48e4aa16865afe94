// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LinearPrograms
import Rationals

/// What is wrong with a proof, found in the dullest way: dense rows, one condition after the other, as
/// the definitions are written in `Proofs/notes/certificates.md`. The order is that of the checker.
struct NaiveVerdict {
  private let program: LinearProgram
  private var matrix: [[Rational]]
  private(set) var violations: [Violation] = []

  static func of(_ outcome: Outcome, _ program: LinearProgram) -> Verdict {
    var naive = NaiveVerdict(program)
    switch outcome {
    case .optimal(let proof): naive.optimal(proof)
    case .infeasible(.multipliers(let multipliers)): naive.contradiction(multipliers)
    case .infeasible(.crossedRow(let index)):
      naive.crossed(
        index, program.rows.map { (Violation.Constraint.row($0.name), $0.lower, $0.upper) }, "rows")
    case .infeasible(.crossedVariable(let index)):
      naive.crossed(
        index,
        program.variables.map { (Violation.Constraint.variable($0.name), $0.lower, $0.upper) },
        "variables")
    case .unbounded(let proof): naive.unbounded(proof)
    }
    return naive.violations.isEmpty ? .valid : .invalid(naive.violations)
  }

  private init(_ program: LinearProgram) {
    self.program = program
    matrix = program.rows.map { _ in program.variables.map { _ in 0 } }
    for (variable, column) in program.columns.enumerated() {
      for entry in column { matrix[entry.row][variable] = entry.value }
    }
  }

  /// Every variable and every row with its bounds.
  private var constraints:
    [(form: [Rational], name: Violation.Constraint, lower: Bound, upper: Bound)]
  {
    var all: [(form: [Rational], name: Violation.Constraint, lower: Bound, upper: Bound)] = []
    for (index, variable) in program.variables.enumerated() {
      var form = [Rational](repeating: 0, count: program.variables.count)
      form[index] = 1
      all.append((form, .variable(variable.name), variable.lower, variable.upper))
    }
    for (index, row) in program.rows.enumerated() {
      all.append((matrix[index], .row(row.name), row.lower, row.upper))
    }
    return all
  }

  private func product(_ first: [Rational], _ second: [Rational]) -> Rational {
    var total: Rational = 0
    for index in first.indices { total = total + first[index] * second[index] }
    return total
  }

  private var costs: [Rational] { program.variables.map(\.cost) }

  private func hasLength(_ values: [Rational], _ expected: Int, _ what: String) -> Violation? {
    values.count == expected
      ? nil : .wrongLength(what: what, expected: expected, found: values.count)
  }

  private mutating func feasible(_ point: [Rational]) -> Bool {
    if let violation = hasLength(point, program.variables.count, "point") {
      violations.append(violation)
      return false
    }
    for constraint in constraints {
      let value = product(constraint.form, point)
      if let lower = constraint.lower.value, !(lower <= value) {
        violations.append(.belowLower(constraint.name, by: lower - value))
      }
      if let upper = constraint.upper.value, !(value <= upper) {
        violations.append(.aboveUpper(constraint.name, by: value - upper))
      }
    }
    return true
  }

  /// Σ of the least values of wᵢ·(form i) over the bounds, rows first; what has none is a violation.
  private mutating func least(_ rows: [Rational], _ variables: [Rational]) -> Rational? {
    var total: Rational = 0
    var isBounded = true
    let all = constraints
    let ordered = all[program.variables.count...] + all[..<program.variables.count]
    for (weight, constraint) in zip(rows + variables, ordered) where weight != 0 {
      guard let bound = (weight > 0 ? constraint.lower : constraint.upper).value else {
        violations.append(.missingBound(constraint.name, multiplier: weight))
        isBounded = false
        continue
      }
      total = total + weight * bound
    }
    return isBounded ? total : nil
  }

  private mutating func optimal(_ proof: OptimalityCertificate) {
    let hasPoint = feasible(proof.primal)
    if let violation = hasLength(proof.multipliers, program.rows.count, "multipliers") {
      return violations.append(violation)
    }
    // A maximisation is the minimisation of the negative.
    let turn: Rational = program.sense == .maximize ? -1 : 1
    let multipliers = proof.multipliers.map { turn * $0 }
    let reduced = costs.indices.map { variable in
      turn * costs[variable] - product(matrix.map { $0[variable] }, multipliers)
    }
    guard let least = least(multipliers, reduced), hasPoint else { return }
    let bound = program.objectiveConstant + turn * least
    let objective = program.objectiveConstant + product(costs, proof.primal)
    if bound != objective {
      let gap = bound > objective ? bound - objective : objective - bound
      violations.append(.dualityGap(objective: objective, provenBound: bound, gap: gap))
    }
  }

  private mutating func contradiction(_ multipliers: [Rational]) {
    if let violation = hasLength(multipliers, program.rows.count, "multipliers") {
      return violations.append(violation)
    }
    let negated = costs.indices.map { variable in
      0 - product(matrix.map { $0[variable] }, multipliers)
    }
    guard let least = least(multipliers, negated) else { return }
    if !(least > 0) { violations.append(.noContradiction(slack: 0 - least)) }
  }

  private mutating func crossed(
    _ index: Int, _ all: [(name: Violation.Constraint, lower: Bound, upper: Bound)], _ what: String
  ) {
    guard index >= 0, index < all.count else {
      return violations.append(.wrongLength(what: what, expected: all.count, found: index + 1))
    }
    guard let lower = all[index].lower.value, let upper = all[index].upper.value else {
      return violations.append(.missingBound(all[index].name, multiplier: 1))
    }
    if lower <= upper { violations.append(.notCrossed(all[index].name, slack: upper - lower)) }
  }

  private mutating func unbounded(_ proof: UnboundednessCertificate) {
    _ = feasible(proof.point)
    if let violation = hasLength(proof.ray, program.variables.count, "ray") {
      return violations.append(violation)
    }
    for constraint in constraints {
      let rate = product(constraint.form, proof.ray)
      if rate < 0, constraint.lower != .none {
        violations.append(.rayLeaves(constraint.name, by: 0 - rate))
      }
      if rate > 0, constraint.upper != .none {
        violations.append(.rayLeaves(constraint.name, by: rate))
      }
    }
    let rate = product(costs, proof.ray)
    let improves = program.sense == .minimize ? rate < 0 : rate > 0
    if !improves { violations.append(.rayDoesNotImprove(rate: rate)) }
  }
}
