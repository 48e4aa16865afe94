// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import LinearPrograms
import Rationals
import Testing

@Suite("LinearProgramsComments: code in documents")
struct LinearProgramsCommentsSnippets {
  @Test("Sources/LinearPrograms/LinearProgram.swift, line 19")
  func LinearProgram19() throws {
    let document = "Sources/LinearPrograms/LinearProgram.swift"
    var program = LinearProgram(sense: .maximize)
    let budget = program.addRow("budget", upper: 4)
    program.addVariable("x", cost: 3, entries: [.init(row: budget, value: 2)])
    shows(program.objective(at: [2]), #"6"#, document, 22)
    shows(program.activities(at: [2]), #"[4]"#, document, 23)
  }
}
