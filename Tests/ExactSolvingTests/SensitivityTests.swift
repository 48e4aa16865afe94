// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LinearPrograms
import Rationals
import TestSupport
import Testing

@testable import ExactSolving

@Suite("Ranging: the objective is linear within the interval, the basis fails beyond it")
struct SensitivityTests {
  private static func sensitivity(_ program: LinearProgram) throws -> Sensitivity {
    let solution = try ExactSolver(oracle: NoOracle()).solve(program)
    return try Sensitivity(of: program, basis: solution.basis)
  }

  @Test("a diet of three foods, worked by hand")
  func diet() throws {
    let program = LinearProgram(
      .minimize, costs: [2, 3, 5],
      rows: [
        ([1, 1, 1], 4, .none), ([1, 3, 1], 6, .none), ([1, 0, 0], 1, 10),
        ([0, 0, 1], .none, .none),
      ])
    // Optimum 9 at (3, 1, 0), prices 3/2 and 1/2.
    let found = try Self.sensitivity(program)
    #expect(
      found.costs == [
        .init(lower: 1, upper: 3, slope: 3), .init(lower: 2, upper: 6, slope: 1),
        .init(lower: 2, upper: .none, slope: 0),
      ])
    #expect(
      found.rightHandSides == [
        [
          .init(
            side: .lower,
            interval: .init(lower: .finite(Rational(8, 3)), upper: 6, slope: Rational(3, 2)))
        ],
        [.init(side: .lower, interval: .init(lower: 4, upper: 10, slope: Rational(1, 2)))],
        [
          .init(side: .lower, interval: .init(lower: .none, upper: 3, slope: 0)),
          .init(side: .upper, interval: .init(lower: 3, upper: .none, slope: 0)),
        ],
        [],
      ])
  }

  @Test("a plan of production to be maximised, worked by hand")
  func production() throws {
    let program = LinearProgram(
      .maximize, costs: [3, 2],
      rows: [([1, 1], .none, 4), ([1, 3], .none, 8), ([1, 0], .none, 3)])
    // Optimum 11 at (3, 1), prices 2, 0 and 1.
    let found = try Self.sensitivity(program)
    #expect(
      found.costs == [.init(lower: 2, upper: .none, slope: 3), .init(lower: 0, upper: 3, slope: 1)])
    #expect(
      found.rightHandSides.map { $0.map(\.interval) } == [
        [.init(lower: 3, upper: .finite(Rational(14, 3)), slope: 2)],
        [.init(lower: 6, upper: .none, slope: 0)], [.init(lower: 2, upper: 4, slope: 1)],
      ])
    #expect(found.rightHandSides.allSatisfy { $0.map(\.side) == [.upper] })
  }

  @Test("an equation moves as one")
  func equation() throws {
    let program = LinearProgram(
      .minimize, costs: [1, 2], rows: [([1, 1], 3, 3)], bounds: [(0, 5), (0, .none)])
    let found = try Self.sensitivity(program)
    #expect(
      found.rightHandSides == [
        [.init(side: .equation, interval: .init(lower: 0, upper: 5, slope: 1))]
      ])
    #expect(
      found.costs == [
        .init(lower: .none, upper: 2, slope: 3), .init(lower: 1, upper: .none, slope: 0),
      ])
  }

  @Test("a basis that is not optimal, or none, is refused")
  func refusals() {
    let program = LinearProgram(.minimize, costs: [1, 2], rows: [([1, 1], 3, 3)])
    for basis in [
      ExactSolver.logicalBasis(of: program),
      Basis(variables: [.atLower, .basic], rows: [.atLower]),
      Basis(variables: [], rows: []), Basis(variables: [.basic, .basic], rows: [.atLower]),
    ] {
      #expect(throws: SolveError.basisNotOptimal) { try Sensitivity(of: program, basis: basis) }
      #expect(throws: SolveError.basisNotOptimal) { try Uniqueness(of: program, basis: basis) }
    }
  }

  @Test("ranging can be stopped")
  func stopping() throws {
    let program = LinearProgram(.maximize, costs: [3, 2], rows: [([1, 1], .none, 4)])
    let basis = try ExactSolver(oracle: NoOracle()).solve(program).basis
    #expect(throws: SolveError.stopped(ObjectiveBounds())) {
      try Sensitivity(of: program, basis: basis, monitor: SolveMonitor(shouldStop: { true }))
    }
  }

  private struct Case: CustomStringConvertible {
    var program: LinearProgram
    var basis: Basis
    var objective: Rational
    var draws: (Int, Int)
    var description: String { "\(program) with \(basis), drawn \(draws)" }
  }

  private static func optimal(_ choices: inout Choices) throws -> Case {
    let draws = (choices.integer(in: 0...999), choices.integer(in: 0...999))
    let program = choices.linearProgram()
    let solution = try ExactSolver(oracle: NoOracle()).solve(program)
    guard case .optimal(let certificate) = solution.outcome else { throw Discard() }
    return Case(
      program: program, basis: solution.basis,
      objective: program.objective(at: certificate.primal), draws: draws)
  }

  /// Solves again, with the number moved to places in the interval and beyond.
  private static func check(
    _ interval: Sensitivity.Interval, around value: Rational, of drawn: Case,
    moved: (Rational) -> LinearProgram
  ) throws {
    func demandLinear(_ place: Rational) throws {
      let program = moved(place)
      guard case .optimal(let found) = try ExactSolver(oracle: NoOracle()).solve(program).outcome
      else { return try demand(false, "no optimum at \(place)") }
      let expected = drawn.objective + interval.slope * (place - value)
      let objective = program.objective(at: found.primal)
      try demand(objective == expected, "\(objective) at \(place), not \(expected)")
      try demand(try isOptimal(drawn.basis, program), "the basis fails at \(place)")
    }
    func demandEnd(_ end: Bound, direction: Rational) throws {
      guard case .finite(let end) = end else {
        try demandLinear(value + direction / 3)
        return try demandLinear(value + direction * 1000)
      }
      try demand((end - value) * direction >= 0, "the value lies outside the interval")
      try demandLinear(end)
      try demandLinear((end + value) / 2)
      for beyond in [Rational(1, 1_000_000_000), 1] {
        let place = end + direction * beyond
        try demand(try !isOptimal(drawn.basis, moved(place)), "the basis is optimal at \(place)")
      }
    }
    try demandEnd(interval.lower, direction: -1)
    try demandEnd(interval.upper, direction: 1)
  }

  /// Whether the point and the multipliers of the basis prove each other optimal.
  private static func isOptimal(_ basis: Basis, _ program: LinearProgram) throws -> Bool {
    var simplex = try ExactSimplex(ComputationalForm(program), basis: basis, monitor: .silent)
    return try simplex.optimalityCertificate().verify(against: program) == .valid
  }

  @Test("random programs: every kind of cost and of bound")
  func randomPrograms() throws {
    var (costCount, boundCount) = (0, 0)
    try forAll("ranging", cases: 600, { try Self.optimal(&$0) }) { drawn in
      let (program, draws) = (drawn.program, drawn.draws)
      let found = try Sensitivity(of: program, basis: drawn.basis)
      try demand(found.costs.count == program.variables.count, "one interval a variable")
      try demand(found.rightHandSides.count == program.rows.count, "one list a row")
      if !program.variables.isEmpty {
        costCount += 1
        let variable = draws.0 % program.variables.count
        try Self.check(
          found.costs[variable], around: program.variables[variable].cost, of: drawn
        ) { cost in
          var moved = program
          moved.setCost(ofVariable: variable, to: cost)
          return moved
        }
      }
      guard !program.rows.isEmpty else { return }
      let index = draws.1 % program.rows.count
      let row = program.rows[index]
      let sides = found.rightHandSides[index].map(\.side)
      let isEquation = row.lower.isFinite && row.lower == row.upper
      try demand(
        sides
          == (isEquation
            ? [.equation]
            : (row.lower.isFinite ? [.lower] : [])
              + (row.upper.isFinite ? [.upper] : [])),
        "the sides are \(sides)")
      for (side, interval) in found.rightHandSides[index].map({ ($0.side, $0.interval) }) {
        boundCount += 1
        let bound = (side == .upper ? row.upper : row.lower).value ?? 0
        try Self.check(interval, around: bound, of: drawn) { right in
          var moved = program
          moved.setBounds(
            ofRow: index, lower: side == .upper ? row.lower : .finite(right),
            upper: side == .lower ? row.upper : .finite(right))
          return moved
        }
      }
    }
    print("ranging: \(costCount) costs and \(boundCount) bounds of rows were moved")
    #expect(costCount >= scaled(300) && boundCount >= scaled(300))
  }
}
