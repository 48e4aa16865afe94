// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import GLPK
import LinearPrograms
import Rationals
import TestSupport
import Testing

/// One suite for every way to get a basis: the answers may not depend on it.
@Suite("Every oracle leads to the same certified answers")
struct SolverConformanceTests {
  static let oracles: [(name: String, oracle: any BasisOracle)] = [
    ("no oracle", NoOracle()), ("GLPK", GLPKOracle()), ("a wrong basis", SpitefulOracle()),
  ]

  @Test("the problem library", arguments: problemLibrary)
  func library(_ problem: Problem) throws {
    for (name, oracle) in Self.oracles {
      let outcome = try ExactSolver(oracle: oracle).solve(problem.program).outcome
      #expect(outcome.verify(against: problem.program) == .valid, "\(name)")
      switch (problem.end, outcome) {
      case (.optimal(let expected), .optimal(let certificate)):
        #expect(problem.program.objective(at: certificate.primal) == expected, "\(name)")
      case (.infeasible, .infeasible), (.unbounded, .unbounded): break
      default: Issue.record("\(name): \(problem.end) expected, found \(outcome.status)")
      }
    }
  }

  @Test("random programs: one status, one objective, always a valid certificate")
  func randomPrograms() throws {
    try forAll("oracles agree", cases: 1000, { $0.linearProgram() }) { program in
      var ends: [String] = []
      for (_, oracle) in Self.oracles {
        let outcome = try ExactSolver(oracle: oracle).solve(program).outcome
        try demand(outcome.verify(against: program) == .valid, "invalid certificate")
        if case .optimal(let certificate) = outcome {
          ends.append("optimal \(program.objective(at: certificate.primal))")
        } else {
          ends.append(outcome.status)
        }
      }
      try demand(Set(ends).count == 1, "the oracles lead to different ends: \(ends)")
    }
  }

  @Test("GLPK may be asked from many threads at once")
  func threads() async throws {
    let problems = problemLibrary
    await withTaskGroup(of: Void.self) { group in
      for round in 0..<64 {
        group.addTask {
          let problem = problems[round % problems.count]
          _ = GLPKOracle().proposeBasis(
            for: problem.program, startingFrom: nil, monitor: .silent)
        }
      }
    }
  }

  @Test("a solver that is told to stop says what it has proved", arguments: problemLibrary)
  func stopping(_ problem: Problem) throws {
    let solver = ExactSolver(oracle: NoOracle(), monitor: SolveMonitor(shouldStop: { true }))
    do {
      // Crossed bounds, or a first basis that proves something, need no step to stop before.
      let outcome = try solver.solve(problem.program).outcome
      #expect(outcome.verify(against: problem.program) == .valid)
    } catch SolveError.stopped(let bounds) {
      guard case .optimal(let optimum) = problem.end else { return }
      if let lower = bounds.lower { #expect(lower <= optimum) }
      if let upper = bounds.upper { #expect(upper >= optimum) }
    }
  }
}

/// Proposes the first variables as the basis, whatever they are: often singular, never optimal.
private struct SpitefulOracle: BasisOracle {
  func proposeBasis(
    for program: LinearProgram, startingFrom start: Basis?, monitor: SolveMonitor
  ) -> BasisProposal? {
    let variables = program.variables.indices.map { index -> Basis.Status in
      index < program.rows.count ? .basic : .atUpper
    }
    return BasisProposal(
      basis: Basis(
        variables: variables, rows: Array(repeating: .atUpper, count: program.rows.count)))
  }
}

extension Choices {
  /// A small random program of any kind: ranges, equations, free and boxed variables, both senses.
  mutating func linearProgram() -> LinearProgram {
    let variableCount = integer(in: 0...5)
    let rowCount = integer(in: 0...5)
    var program = LinearProgram(sense: bool() ? .maximize : .minimize)
    for row in 0..<rowCount {
      let (lower, upper) = interval()
      program.addRow("r\(row)", lower: lower, upper: upper)
    }
    for variable in 0..<variableCount {
      let (lower, upper) = interval()
      let entries = (0..<rowCount).compactMap { row -> LinearProgram.Entry? in
        bool() ? .init(row: row, value: number()) : nil
      }
      program.addVariable(
        "x\(variable)", lower: lower, upper: upper, cost: number(), entries: entries)
    }
    return program
  }

  private mutating func number() -> Rational {
    Rational(integer(in: -9...9), integer(in: 1...4))
  }

  /// Mostly in order, so that most programs are not trivially infeasible.
  private mutating func interval() -> (Bound, Bound) {
    switch integer(in: 0...4) {
    case 0: return (0, .none)
    case 1: return (.none, .finite(number()))
    case 2: return (.none, .none)
    case 3:
      let value = number()
      return (.finite(value), .finite(value + Rational(integer(in: 0...6))))
    default: return (.finite(number()), .none)
    }
  }
}
