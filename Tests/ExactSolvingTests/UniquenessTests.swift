// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LinearPrograms
import Rationals
import TestSupport
import Testing

@testable import ExactSolving

@Suite("What the basis says of uniqueness is true")
struct UniquenessTests {
  private struct Case: CustomStringConvertible {
    var program: LinearProgram
    var basis: Basis
    var objective: Rational
    var description: String { "\(program) with \(basis)" }
  }

  private static func optimal(_ choices: inout Choices) throws -> Case {
    var program = choices.linearProgram()
    // Without these an optimal edge is rare.
    for variable in program.variables.indices where choices.bool() {
      program.setCost(ofVariable: variable, to: 0)
    }
    let solution = try ExactSolver(oracle: NoOracle()).solve(program)
    guard case .optimal(let certificate) = solution.outcome else { throw Discard() }
    return Case(
      program: program, basis: solution.basis,
      objective: program.objective(at: certificate.primal))
  }

  /// Whether each variable has one value on the face of optimal points: two solves a variable.
  private static func isUnique(_ drawn: Case) throws -> Bool {
    let program = drawn.program
    var face = LinearProgram(sense: .minimize)
    for row in program.rows { face.addRow(row.name, lower: row.lower, upper: row.upper) }
    let row = face.addEquation("optimum", equals: drawn.objective - program.objectiveConstant)
    for (variable, column) in zip(program.variables, program.columns) {
      face.addVariable(
        variable.name, lower: variable.lower, upper: variable.upper,
        entries: column + [.init(row: row, value: variable.cost)])
    }
    for variable in face.variables.indices {
      var ends: [Rational] = []
      for cost: Rational in [1, -1] {
        face.setCost(ofVariable: variable, to: cost)
        guard case .optimal(let found) = try ExactSolver(oracle: NoOracle()).solve(face).outcome
        else { return false }
        ends.append(found.primal[variable])
      }
      face.setCost(ofVariable: variable, to: 0)
      if ends[0] != ends[1] { return false }
    }
    return true
  }

  /// Whether a basic quantity stands at one of its bounds.
  private static func isDegenerate(_ drawn: Case) throws -> Bool {
    let simplex = try ExactSimplex(
      ComputationalForm(drawn.program), basis: drawn.basis, monitor: .silent)
    return simplex.basic.contains { quantity in
      let value = Bound.finite(simplex.value[quantity])
      return simplex.form.lower[quantity] == value || simplex.form.upper[quantity] == value
    }
  }

  @Test("random programs: unique is unique; and not evident is not unique without degeneracy")
  func randomPrograms() throws {
    var counts: [Uniqueness: Int] = [:]
    try forAll("uniqueness", cases: 400, { try Self.optimal(&$0) }) { drawn in
      let found = try Uniqueness(of: drawn.program, basis: drawn.basis)
      counts[found, default: 0] += 1
      switch found {
      case .unique: try demand(try Self.isUnique(drawn), "there is another optimum")
      case .notEvident:
        guard try !Self.isDegenerate(drawn) else { return }
        try demand(try !Self.isUnique(drawn), "the optimum is unique")
      }
    }
    print("uniqueness: \(counts[.unique] ?? 0) unique, \(counts[.notEvident] ?? 0) not evident")
    #expect(counts[.unique] ?? 0 > scaled(20) && counts[.notEvident] ?? 0 > scaled(20))
  }

  @Test("an optimal edge, an optimal corner, and a corner whose basis does not tell")
  func examples() throws {
    func found(_ program: LinearProgram) throws -> Uniqueness {
      let solution = try ExactSolver(oracle: NoOracle()).solve(program)
      return try Uniqueness(of: program, basis: solution.basis)
    }
    #expect(
      try found(LinearProgram(.maximize, costs: [1, 1], rows: [([1, 1], .none, 1)])) == .notEvident)
    #expect(
      try found(LinearProgram(.maximize, costs: [2, 1], rows: [([1, 1], .none, 1)])) == .unique)
    // x₀ + x₁ ≤ 0 leaves one point only, and no cost says so.
    #expect(
      try found(LinearProgram(.maximize, costs: [0, 0], rows: [([1, 1], .none, 0)])) == .notEvident)
  }
}
