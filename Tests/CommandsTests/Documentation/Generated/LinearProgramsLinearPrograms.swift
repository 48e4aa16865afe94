// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import LinearPrograms
import Rationals
import Testing

@Suite("LinearProgramsLinearPrograms: code in documents")
struct LinearProgramsLinearProgramsSnippets {
  @Test("Sources/LinearPrograms/LinearPrograms.docc/LinearPrograms.md, example 1")
  func LinearPrograms1() throws {
    let document = "Sources/LinearPrograms/LinearPrograms.docc/LinearPrograms.md"

    var diet = LinearProgram(name: "diet", sense: .minimize, objectiveName: "cost")
    let need = diet.addRow("need", lower: 5)
    diet.addVariable("bread", cost: 3, entries: [.init(row: need, value: 2)])
    diet.addVariable("milk", cost: 1, entries: [.init(row: need, value: 1)])

    shows(diet.objective(at: [1, 3]), #"6"#, document, #"diet.objective(at: [1, 3])               // → 6"#)
    shows(diet.activities(at: [1, 3]), #"[5]"#, document, #"diet.activities(at: [1, 3])              // → [5]"#)
    shows(diet.reducedCosts(multipliers: [1]), #"[1, 0]"#, document, #"diet.reducedCosts(multipliers: [1])      // → [1, 0]"#)
  }
}
