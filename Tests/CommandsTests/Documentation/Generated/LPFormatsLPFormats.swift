// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import LPFormats
import LinearPrograms
import Rationals
import Testing

@Suite("LPFormatsLPFormats: code in documents")
struct LPFormatsLPFormatsSnippets {
  @Test("Sources/LPFormats/LPFormats.docc/LPFormats.md, example 1")
  func LPFormats1() throws {
    let document = "Sources/LPFormats/LPFormats.docc/LPFormats.md"

    let text = """
      Minimize
       cost: 0.1 x + 2 y
      Subject To
       need: x + 3 y >= 1
      End
      """
    let program = try LinearProgram(lp: Array(text.utf8), source: "need.lp")
    shows(program.variables[0].cost, #"1/10"#, document, #"program.variables[0].cost                // → 1/10"#)
    do {
      _ = try LinearProgram(lp: Array("Minimize\n x + >= 2\nEnd\n".utf8), source: "broken.lp")
    } catch {
    shows(error.line, #"2"#, document, #"print(error.line)                      // → 2"#)
    shows(error.column, #"6"#, document, #"print(error.column)                    // → 6"#)
    shows(error.found, #"">=""#, document, #"print(error.found)                     // → ">=""#)
    }
  }
}
