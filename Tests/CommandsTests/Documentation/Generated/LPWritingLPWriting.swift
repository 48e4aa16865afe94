// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import LPFormats
import LPWriting
import LinearPrograms
import Rationals
import Testing

@Suite("LPWritingLPWriting: code in documents")
struct LPWritingLPWritingSnippets {
  @Test("Sources/LPWriting/LPWriting.docc/LPWriting.md, example 1")
  func LPWriting1() throws {
    let document = "Sources/LPWriting/LPWriting.docc/LPWriting.md"

    var program = LinearProgram(sense: .maximize)
    let row = program.addRow("budget", upper: .finite(Rational(1, 3)))
    program.addVariable("x", cost: 2, entries: [.init(row: row, value: 1)])

    let text = try program.lpText()
    shows(try LinearProgram(lp: Array(text.utf8), source: "budget.lp") == program, #"true"#, document, #"try LinearProgram(lp: Array(text.utf8), source: "budget.lp") == program   // → true"#)
    refuses(#"cannot be written as LP with decimals: 1/3 is no finite decimal"#, document, #"try program.lpText(numbers: .decimals)   // throws: cannot be written as LP with decimals: 1/3 is no finite decimal"#) { _ = try program.lpText(numbers: .decimals) }
  }
}
