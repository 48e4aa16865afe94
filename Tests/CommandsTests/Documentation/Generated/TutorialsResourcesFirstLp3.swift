// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import LinearPrograms
import Rationals
import Testing

@Suite("TutorialsResourcesFirstLp3: code in documents")
struct TutorialsResourcesFirstLp3Snippets {
  @Test("Sources/SpecHub.docc/Tutorials/Resources/first-lp-3.swift, example 1")
  func firstlp31() throws {
    let document = "Sources/SpecHub.docc/Tutorials/Resources/first-lp-3.swift"

    // How much of the foods x and y, so that there is enough of everything
    // and nothing is cheaper?
    var diet = LinearProgram(name: "diet", sense: .minimize, objectiveName: "cost")

    let need = diet.addRow("need", lower: 1)
    let have = diet.addRow("have", lower: .finite(1 / 2))

    diet.addVariable("x", cost: 3, entries: [.init(row: need, value: 1), .init(row: have, value: 2)])
    diet.addVariable("y", cost: 2, entries: [.init(row: need, value: 3), .init(row: have, value: 1)])

    shows(diet.objective(at: [1, 0]), #"3"#, document, #"print(diet.objective(at: [1, 0]))  // → 3"#)
    shows(diet.activities(at: [1, 0]), #"[1, 2]"#, document, #"print(diet.activities(at: [1, 0]))  // → [1, 2]"#)

  }
}
