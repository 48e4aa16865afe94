// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import LinearPrograms
import Testing

@Suite("TutorialsResourcesFirstLp1: code in documents")
struct TutorialsResourcesFirstLp1Snippets {
  @Test("Sources/SpecHub.docc/Tutorials/Resources/first-lp-1.swift, example 1")
  func firstlp11() throws {
    let document = "Sources/SpecHub.docc/Tutorials/Resources/first-lp-1.swift"

    // How much of the foods x and y, so that there is enough of everything
    // and nothing is cheaper?
    let diet = LinearProgram(name: "diet", sense: .minimize, objectiveName: "cost")
    shows(diet.variables.count, #"0"#, document, #"print(diet.variables.count)  // → 0"#)

  }
}
