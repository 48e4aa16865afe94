// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import ExactSolving
import GLPK
import LinearPrograms
import Rationals
import Testing

@Suite("GLPKGLPK: code in documents")
struct GLPKGLPKSnippets {
  @Test("Sources/GLPK/GLPK.docc/GLPK.md, example 1")
  func GLPK1() throws {
    let document = "Sources/GLPK/GLPK.docc/GLPK.md"

    var thin = LinearProgram(sense: .minimize)
    let above = thin.addRow("above", lower: 1)
    let below = thin.addRow("below", upper: .finite(1 - Rational("1e-12")!))
    thin.addVariable("x", entries: [.init(row: above, value: 1), .init(row: below, value: 1)])
    thin.addVariable("y", entries: [.init(row: above, value: -1), .init(row: below, value: -1)])

    shows(FloatAnswer(.simplex, to: thin)?.status, #"optimal"#, document, #"FloatAnswer(.simplex, to: thin)?.status      // → optimal"#)

    let solution = try ExactSolver(oracle: GLPKOracle()).solve(thin)
    shows(solution.outcome.status, #"infeasible"#, document, #"solution.outcome.status                      // → infeasible"#)
    shows(solution.outcome.verify(against: thin), #"valid"#, document, #"solution.outcome.verify(against: thin)       // → valid"#)
  }
}
