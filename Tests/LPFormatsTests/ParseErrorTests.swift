// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import LinearPrograms
import Testing

@Suite("Messages about bad files")
struct ParseErrorTests {
  @Test("the message shows the line and points at the column")
  func excerpt() {
    let text = "min x\nst\n\tc3: x + >= 2\nend"
    #expect(
      message(text) == """
        bad.lp:3:10: expected a coefficient or a variable, found ">="
            3 |  c3: x + >= 2
                         ^
        """)
  }

  @Test("a long line is cut around the column")
  func longLine() {
    let terms = String(repeating: "+ variable ", count: 1000)
    let lines = message("min \(terms) ] \(terms)\nst\nend").split(separator: "\n")
    #expect(lines[0] == "bad.lp:1:11006: expected +, - or \"Subject To\", found \"]\"")
    #expect(lines[1].count < 120)
    let caret = lines[2].distance(from: lines[2].startIndex, to: lines[2].lastIndex(of: "^")!)
    #expect(lines[1][lines[1].index(lines[1].startIndex, offsetBy: caret)] == "]")
  }

  private func message(_ text: String) -> String {
    do {
      return "\(try LinearProgram(lp: Array(text.utf8), source: "bad.lp"))"
    } catch {
      return "\(error)"
    }
  }
}
