// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import LinearPrograms
import Testing

/// A bad file, named after its mistake, and the message it deserves.
private struct Refusal: Sendable, CustomTestStringConvertible {
  let mistake: String
  let text: String
  let message: String
  var testDescription: String { mistake }

  init(_ mistake: String, _ text: String, _ message: String) {
    self.mistake = mistake
    self.text = text
    self.message = message
  }
}

private let refusals = [
  Refusal(
    "empty file", "", "1:1: expected \"Minimize\" or \"Maximize\", found the end of the file"),
  Refusal("no objective", "st\n", "1:1: expected \"Minimize\" or \"Maximize\", found \"st\""),
  Refusal("no rows", "min x\nend", "2:1: expected \"Subject To\", found \"end\""),
  Refusal("no sign", "min x y\nst\nend", "1:7: expected +, - or \"Subject To\", found \"y\""),
  Refusal(
    "missing End", "min x\nst\n x >= 1\n", "4:1: expected \"End\", found the end of the file"),
  Refusal(
    "text after End", "min x\nst\nend\n x", "4:2: expected nothing after \"End\", found \"x\""),
  Refusal(
    "variable called end at the start of a line", "min x\nst\n x >= 1\nend + y >= 2\n",
    "4:5: expected nothing after \"End\", found \"+\""),
  Refusal(
    "term without variable", "min x\nst\n c3: x + >= 2\nend",
    "3:10: expected a coefficient or a variable, found \">=\""),
  Refusal(
    "row without form", "min x\nst\n c: >= 2\nend",
    "3:5: expected a coefficient or a variable, found \">=\""),
  Refusal(
    "row without relation", "min x\nst\n c: x\n d: x >= 1\nend",
    "4:2: expected a sign or one of <= >= =, found \"d\""),
  Refusal(
    "unknown relation", "min x\nst\n x == 1\nend",
    "3:4: expected a sign or one of <= >= =, found \"==\""),
  Refusal(
    "variable on the right", "min x\nst\n x >= y\nend",
    "3:7: expected a number or an infinity, found \"y\""),
  Refusal(
    "two numbers on the right", "min x\nst\n x >= 1 + 2\nend",
    "3:9: expected the end of the line, found \"+\""),
  Refusal(
    "two rows on one line", "min x\nst\n x >= 1 y >= 2\nend",
    "3:9: expected the end of the line, found \"y\""),
  Refusal(
    "range with two directions", "min x\nst\n 1 <= x >= 2\nend",
    "3:9: expected two relations of the same direction, found \">=\""),
  Refusal(
    "coefficient or constant", "min x\nst\n 1 <= x + 3\n y >= 2\nend",
    "4:2: expected a coefficient and its variable on one line, or a row with a name, found \"y\""),
  Refusal(
    "same row twice", "min x\nst\n c: x >= 1\n c: x >= 2\nend",
    "4:2: expected each row once, found row c a second time"),
  Refusal(
    "unreachable limit", "min x\nst\n x >= inf\nend",
    "3:7: expected a number, found an infinity nothing can reach"),
  Refusal(
    "infinite coefficient", "min x + inf\nst\nend", "1:9: expected a variable, found \"inf\""),
  Refusal("variable called inf", "min 2 inf\nst\nend", "1:7: expected a variable, found \"inf\""),
  Refusal(
    "exponent without digits", "min 2ex\nst\nend",
    "1:5: expected a number, found \"2e\" (expected a digit of the exponent at character 3)"),
  Refusal(
    "denominator 0", "min 1/0 x\nst\nend",
    "1:5: expected a number, found \"1/0\" (the denominator is 0)"),
  Refusal(
    "a fraction of variables", "min x/3\nst\nend",
    "1:6: expected +, - or \"Subject To\", found \"/\""),
  Refusal(
    "hostile exponent", "min 1e999999999 x\nst\nend",
    "1:5: expected a number, found \"1e999999999\" (the exponent is beyond ±100000)"),
  Refusal("product", "min 2 * x\nst\nend", "1:7: expected +, - or \"Subject To\", found \"*\""),
  Refusal("square", "min [ x ^ 2 ]\nst\nend", "1:5: expected +, - or \"Subject To\", found \"[\""),
  Refusal(
    "bound on an unknown variable", "min x\nst\nbounds\n z <= 4\nend",
    "4:2: expected a variable of the objective or of a row, found \"z\""),
  Refusal(
    "two bounds on one line", "min x + y\nst\nbounds\n x <= 4 y <= 3\nend",
    "4:9: expected the end of the line, found \"y\""),
  Refusal(
    "rows after bounds", "min x\nst\nbounds\nst\nend",
    "4:1: expected one objective and one list of rows, found \"st\""),
  Refusal(
    "integer variables", "min x\nst\n x >= 1\ngeneral\n x\nend",
    "4:1: expected a linear program, found a section of integer or other restricted variables"),
  Refusal(
    "semi-continuous variables", "min x\nst\nsemi-continuous\n x\nend",
    "3:1: expected a linear program, found a section of integer or other restricted variables"),
  Refusal("not ASCII", "min größe\nst\nend", "1:7: expected +, - or \"Subject To\", found \"öße\""),
  Refusal(
    "control character", "min \u{1B}[31m\nst\nend",
    "1:5: expected +, - or \"Subject To\", found \"\u{FFFD}\""),
]

@Suite("What the LP reader refuses")
struct LPRefusalTests {
  @Test("with the place and the reason", arguments: refusals)
  private func refused(_ refusal: Refusal) {
    do {
      let program = try LinearProgram(lp: Array(refusal.text.utf8), source: "bad.lp")
      Issue.record("\(refusal.mistake) was read as \(program)")
    } catch {
      #expect("\(error)".split(separator: "\n").first! == "bad.lp:" + refusal.message)
    }
  }

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
