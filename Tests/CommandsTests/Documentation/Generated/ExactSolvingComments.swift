// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import ExactSolving
import LPFormats
import LPWriting
import LinearPrograms
import Rationals
import Testing

@Suite("ExactSolvingComments: code in documents")
struct ExactSolvingCommentsSnippets {
  @Test("Sources/ExactSolving/ExactSolver.swift, example 1")
  func ExactSolver1() throws {
    let document = "Sources/ExactSolving/ExactSolver.swift"
    var program = LinearProgram(sense: .maximize)
    let budget = program.addRow("budget", upper: 4)
    program.addVariable("x", cost: 3, entries: [.init(row: budget, value: 2)])

    let solution = try ExactSolver(oracle: NoOracle()).solve(program)
    shows(solution.outcome.status, #"optimal"#, document, #"solution.outcome.status                     // → optimal"#)
    shows(solution.outcome.verify(against: program), #"valid"#, document, #"solution.outcome.verify(against: program)   // → valid"#)
  }

  @Test("Sources/ExactSolving/IrreducibleInfeasibleSubsystem.swift, example 1")
  func IrreducibleInfeasibleSubsystem1() throws {
    let document = "Sources/ExactSolving/IrreducibleInfeasibleSubsystem.swift"
    // x + y ≥ 3 contradicts x ≤ 1 and y ≤ 1, and x − y = 0 has nothing to do with it.
    var program = LinearProgram(sense: .minimize)
    let sum = program.addRow("sum", lower: 3)
    let difference = program.addEquation("difference", equals: 0)
    program.addVariable(
      "x", upper: 1, entries: [.init(row: sum, value: 1), .init(row: difference, value: 1)])
    program.addVariable(
      "y", upper: 1, entries: [.init(row: sum, value: 1), .init(row: difference, value: -1)])

    let solution = try ExactSolver(oracle: NoOracle()).solve(program)
    guard case .infeasible(let certificate) = solution.outcome else { fatalError("feasible") }
    let reason = try IrreducibleInfeasibleSubsystem(
      of: program, certificate: certificate, oracle: NoOracle())
    shows(reason.constraints.count, #"3"#, document, #"reason.constraints.count                              // → 3"#)
    shows(reason.certificate.verify(against: reason.program), #"valid"#, document, #"reason.certificate.verify(against: reason.program)    // → valid"#)
  }

  @Test("Sources/ExactSolving/Sensitivity.swift, example 1")
  func Sensitivity1() throws {
    let document = "Sources/ExactSolving/Sensitivity.swift"
    // The most of 3x + 2y where x + y ≤ 4 and x ≤ 3.
    var program = LinearProgram(sense: .maximize)
    let budget = program.addRow("budget", upper: 4)
    program.addVariable("x", upper: 3, cost: 3, entries: [.init(row: budget, value: 1)])
    program.addVariable("y", cost: 2, entries: [.init(row: budget, value: 1)])

    let solution = try ExactSolver(oracle: NoOracle()).solve(program)
    let sensitivity = try Sensitivity(of: program, basis: solution.basis)
    shows(sensitivity.costs[1].lower.value, #"0"#, document, #"sensitivity.costs[1].lower.value                     // → 0"#)
    shows(sensitivity.costs[1].upper.value, #"3"#, document, #"sensitivity.costs[1].upper.value                     // → 3"#)
    shows(sensitivity.rightHandSides[budget][0].interval.slope, #"2"#, document, #"sensitivity.rightHandSides[budget][0].interval.slope   // → 2"#)
  }
}
