// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import LinearPrograms
import Rationals
import Testing

@Suite("TutorialsResourcesFirstLp2: code in documents")
struct TutorialsResourcesFirstLp2Snippets {
  @Test("Sources/SpecHub.docc/Tutorials/Resources/first-lp-2.swift, example 1")
  func firstlp21() throws {
    let document = "Sources/SpecHub.docc/Tutorials/Resources/first-lp-2.swift"

    // How much of the foods x and y, so that there is enough of everything
    // and nothing is cheaper?
    var diet = LinearProgram(name: "diet", sense: .minimize, objectiveName: "cost")

    diet.addRow("need", lower: 1)
    diet.addRow("have", lower: .finite(1 / 2))
    shows(diet.rows.map(\.name), #"["need", "have"]"#, document, #"print(diet.rows.map(\.name))  // → ["need", "have"]"#)

  }
}
