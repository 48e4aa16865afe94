// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import LinearPrograms
import Rationals
import Testing

@Suite("LinearProgramsComments: code in documents")
struct LinearProgramsCommentsSnippets {
  @Test("Sources/LinearPrograms/LinearProgram.swift, example 1")
  func LinearProgram1() throws {
    let document = "Sources/LinearPrograms/LinearProgram.swift"
    var program = LinearProgram(sense: .maximize)
    let budget = program.addRow("budget", upper: 4)
    program.addVariable("x", cost: 3, column: [budget: 2])
    shows(program.objective(at: [2]), #"6"#, document, #"program.objective(at: [2])    // → 6"#)
    shows(program.activities(at: [2]), #"[4]"#, document, #"program.activities(at: [2])   // → [4]"#)
  }
}
