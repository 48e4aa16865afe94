// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import ExactSolving
import GLPK
import LinearPrograms
import Rationals
import Testing

@Suite("TutorialsResourcesFirstLp7: code in documents")
struct TutorialsResourcesFirstLp7Snippets {
  @Test("Sources/SpecHub.docc/Tutorials/Resources/first-lp-7.swift, example 1")
  func firstlp71() throws {
    let document = "Sources/SpecHub.docc/Tutorials/Resources/first-lp-7.swift"

    // How much of the foods x and y, so that there is enough of everything
    // and nothing is cheaper?
    var diet = LinearProgram(name: "diet", sense: .minimize, objectiveName: "cost")

    let need = diet.addRow("need", lower: 1)
    let have = diet.addRow("have", lower: .finite(1 / 2))

    diet.addVariable("x", cost: 3, entries: [.init(row: need, value: 1), .init(row: have, value: 2)])
    diet.addVariable("y", cost: 2, entries: [.init(row: need, value: 3), .init(row: have, value: 1)])

    let solution = try ExactSolver(oracle: GLPKOracle()).solve(diet)
    shows(solution.outcome.status, #"optimal"#, document, #"print(solution.outcome.status)  // → optimal"#)

    guard case .optimal(let certificate) = solution.outcome else { fatalError("there is an optimum") }
    shows(certificate.primal, #"[1/10, 3/10]"#, document, #"print(certificate.primal)  // → [1/10, 3/10]"#)
    shows(diet.objective(at: certificate.primal), #"9/10"#, document, #"print(diet.objective(at: certificate.primal))  // → 9/10"#)

    let prices = certificate.multipliers
    shows(prices, #"[1/5, 7/5]"#, document, #"let prices = certificate.multipliers  // → [1/5, 7/5]"#)
    shows(diet.reducedCosts(multipliers: prices), #"[0, 0]"#, document, #"print(diet.reducedCosts(multipliers: prices))  // → [0, 0]"#)
    shows(prices[0] * 1 + prices[1] * (1 / 2), #"9/10"#, document, #"print(prices[0] * 1 + prices[1] * (1 / 2))  // → 9/10"#)

    shows(certificate.verify(against: diet), #"valid"#, document, #"print(certificate.verify(against: diet))  // → valid"#)

  }
}
