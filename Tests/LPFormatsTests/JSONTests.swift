// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals
import TestSupport
import Testing

private func parse(_ text: String) throws -> JSONValue {
  try JSONValue.parse(Array(text.utf8), source: "test.json")
}

@Suite("JSON")
struct JSONTests {
  @Test(
    "values",
    arguments: [
      ("null", nil), (" true ", true), ("false", false), ("0", 0), ("-0", 0), ("12", 12),
      ("0.1", .number(Rational(1, 10))), ("-2.5e-3", .number(Rational(-1, 400))), ("1E+2", 100),
      ("\"\"", ""), ("\"a\\n\\u00e9\\\"\\/\"", "a\né\"/"), ("\"\\ud83d\\ude00\"", "😀"),
      ("\"é😀\"", "é😀"), ("[]", []), ("{}", [:]), ("[1, [2], {}]", [1, [2], [:]]),
      ("{\"b\": 1, \"a\": [true]}", ["b": 1, "a": [true]]), ("\t\r\n[ 1 ,2\n]\n", [1, 2]),
    ] as [(String, JSONValue)])
  func values(_ text: String, _ value: JSONValue) throws {
    #expect(try parse(text) == value)
  }

  @Test(
    "refusals, with the place",
    arguments: [
      ("", "1:1: expected a value, found the end of the file"),
      ("[1,]", "1:4: expected a value, found \"]\""),
      ("[1 2]", "1:4: expected \",\" or \"]\", found \"2\""),
      ("{\"a\": 1,\n \"a\": 2}", "2:2: expected each key once, found \"a\" for the second time"),
      (
        "{\"a\": 1, \"\\u0061\": 2}",
        "1:10: expected each key once, found \"\\u0061\" for the second time"
      ),
      ("{a: 1}", "1:2: expected a key in quotes, found \"a\""),
      ("{\"a\" 1}", "1:6: expected \":\", found \"1\""),
      ("01", "1:2: expected no digit after a leading 0, found \"1\""),
      ("1.", "1:3: expected a digit, found the end of the file"),
      (".5", "1:1: expected a value, found \".\""),
      ("+1", "1:1: expected a value, found \"+\""),
      ("1e", "1:3: expected a digit, found the end of the file"),
      ("NaN", "1:1: expected a value, found \"NaN\""),
      ("nul", "1:4: expected \"null\", found the end of the file"),
      (
        "1e999999999",
        "1:1: expected a number, found \"1e999999999\" (the exponent is beyond ±100000)"
      ),
      ("\"abc", "1:5: expected the closing quote of the string, found the end of the file"),
      ("\"a\nb\"", "1:3: expected the closing quote of the string, found the end of the line"),
      ("\"\\x\"", "1:3: expected an escape such as \\n, found \"x\""),
      ("\"\\u12g4\"", "1:6: expected a hexadecimal digit, found \"g4\""),
      ("\"\\ud800\"", "1:4: expected a pair of surrogates, found half of one"),
      ("\"\\ud800\\u0041\"", "1:4: expected a pair of surrogates, found half of one"),
      ("\"\\udc00\"", "1:4: expected a pair of surrogates, found half of one"),
      ("1 x", "1:3: expected the end of the file, found \"x\""),
      ("{} {}", "1:4: expected the end of the file, found \"{\""),
    ])
  func refusals(_ text: String, _ message: String) {
    do {
      Issue.record("read as \(try parse(text))")
    } catch {
      #expect("\(error)".split(separator: "\n").first! == "test.json:" + message)
    }
  }

  @Test("bytes that are no UTF-8 are refused")
  func invalidUTF8() {
    #expect(throws: ParseError.self) {
      try JSONValue.parse([0x22, 0xFF, 0x22], source: "test.json")
    }
    #expect(throws: ParseError.self) {
      try JSONValue.parse([0x22, 0x5C, 0x6E, 0xC3, 0x22], source: "test.json")
    }
  }

  @Test("nesting: 500 levels are read, a million refused")
  func depth() throws {
    _ = try parse(String(repeating: "[", count: 500) + String(repeating: "]", count: 500))
    #expect(throws: ParseError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
    #expect(throws: ParseError.self) { try parse(String(repeating: "{\"a\":", count: 1_000_000)) }
  }

  @Test("what was written is read back")
  func roundTrip() throws {
    try forAll("JSON", cases: 1000, { $0.jsonValue(depth: 4) }) { value in
      for indented in [false, true] {
        let text = value.text(indented: indented)
        let back = try parse(text)
        try demand(back == value, "read back as \(back) from \(text)")
      }
    }
  }

  @Test("a damaged text is read or refused, and nothing else")
  func damaged() throws {
    try forAll(
      "damaged JSON", cases: 3000,
      { choices in
        let text = choices.jsonValue(depth: 4).text(indented: true)
        return choices.damaged(text)
      }
    ) { bytes in
      do {
        _ = try JSONValue.parse(bytes, source: "damaged.json")
      } catch {
        try demand("\(error)".contains("damaged.json:"), "no place in \(error)")
      }
    }
  }

  @Test("layout")
  func layout() {
    let value: JSONValue = [
      "holds": true, "alpha": .exact(Rational(5, 9)), "list": [1, 2], "rows": [["w": nil], [:]],
      "text": "\u{1}\"\\\n", "third": .number(Rational(1, 3)), "half": .number(Rational(1, 2)),
    ]
    #expect(
      value.text() == """
        {"holds": true, "alpha": "5/9", "list": [1, 2], "rows": [{"w": null}, {}], \
        "text": "\\u0001\\"\\\\\\n", "third": "1/3", "half": 0.5}
        """)
    #expect(
      (["a": [1, 2], "b": [[:], ["c": []]]] as JSONValue).text(indented: true) == """
        {
          "a": [1, 2],
          "b": [
            {},
            {
              "c": []
            }
          ]
        }
        """)
  }

  @Test("a cursor reads values and names the path of a wrong one")
  func cursor() throws {
    let root = JSONCursor(
      try parse(
        """
        {"target": ["1/3", 0.5, "0x1p-2", "abc"], "k": 2, "rows": [{"out": [1, null]}], "s": "t"}
        """), source: "a.json")
    #expect(root.keys == ["target", "k", "rows", "s"])
    #expect(try root.required("k").integer() == 2)
    #expect(try root.required("s").string() == "t")
    #expect(try root.optional("absent") == nil)
    let numbers = try root.required("target").elements()
    #expect(try numbers[0].rational() == Rational(1, 3))
    #expect(try numbers[1].rational() == Rational(1, 2))
    #expect(try numbers[2].rational() == Rational(1, 4))
    #expect(
      message { try root.required("target").rationals() }.hasPrefix(
        "a.json: target[3]: expected a number"))
    #expect(message { try root.required("target").rationals() }.contains("found \"abc\""))
    #expect(message { try root.required("absent") } == "a.json: absent: this key is missing")
    #expect(message { try root.required("k").string() } == "a.json: k: expected a string, found 2")
    #expect(message { try root.elements() } == "a.json: expected an array, found an object")
    #expect(
      message { try root.required("rows").elements()[0].required("out").rationals() }
        == "a.json: rows[0].out[1]: expected a number, found null")
    #expect(
      message { try numbers[1].integer() }.hasPrefix("a.json: target[1]: expected a whole number"))
    #expect(
      message { try root.required("k").bool() } == "a.json: k: expected true or false, found 2")
  }

  private func message(_ body: () throws -> Any) -> String {
    do {
      return "\(try body())"
    } catch {
      return "\(error)"
    }
  }
}

extension Choices {
  fileprivate mutating func jsonValue(depth: Int) -> JSONValue {
    switch integer(in: 0...(depth == 0 ? 4 : 6)) {
    case 0: return nil
    case 1: return .bool(bool())
    case 2: return .integer(integer(in: -1000...1000))
    case 3:
      return .number(Rational(integer(in: -99...99)) / Rational(10).raised(to: integer(in: 0...40)))
    case 4: return .string(text())
    case 5: return .array((0..<integer(in: 0...4)).map { _ in jsonValue(depth: depth - 1) })
    default:
      return .object(
        (0..<integer(in: 0...4)).map { .init("\($0)" + text(), jsonValue(depth: depth - 1)) })
    }
  }

  private mutating func text() -> String {
    let scalars = [
      "a", "\"", "\\", "/", "\n", "\0", "\u{1F}", "\u{7F}", "é", "e\u{301}", "😀", "\u{2028}",
    ]
    return (0..<integer(in: 0...6)).map { _ in pick(from: scalars) }.joined()
  }
}
