// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import ExactSolving
import LinearPrograms
import Rationals
import Testing

@Suite("ExactSolvingExactSolving: code in documents")
struct ExactSolvingExactSolvingSnippets {
  @Test("Sources/ExactSolving/ExactSolving.docc/ExactSolving.md, example 1")
  func ExactSolving1() throws {
    let document = "Sources/ExactSolving/ExactSolving.docc/ExactSolving.md"

    var program = LinearProgram(sense: .maximize)
    let budget = program.addRow("budget", upper: 4)
    program.addVariable("x", cost: 3, entries: [.init(row: budget, value: 1)])
    program.addVariable("y", cost: 2, entries: [.init(row: budget, value: 3)])

    let solution = try ExactSolver(oracle: NoOracle()).solve(program)
    shows(solution.outcome.verify(against: program), #"valid"#, document, #"solution.outcome.verify(against: program)   // → valid"#)
    if case .optimal(let certificate) = solution.outcome {
    shows(  certificate.primal, #"[4, 0]"#, document, #"certificate.primal                        // → [4, 0]"#)
    shows(  certificate.multipliers, #"[3]"#, document, #"certificate.multipliers                   // → [3]"#)
    }
    shows(solution.uniqueness, #"unique"#, document, #"solution.uniqueness                         // → unique"#)
  }
}
