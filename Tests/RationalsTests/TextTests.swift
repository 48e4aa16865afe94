// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Rationals
import TestSupport
import Testing

@Suite("Numbers as text")
struct TextTests {
  @Test(
    "every form is read exactly",
    arguments: [
      ("0", Rational(0)), ("-0", 0), ("7", 7), ("+7", 7), ("-12", -12), ("1/3", Rational(1, 3)),
      ("-4/6", Rational(-2, 3)), ("0.1", Rational(1, 10)), (".5", Rational(1, 2)), ("5.", 5),
      ("2.5e-3", Rational(1, 400)), ("2.5E+3", 2500), ("1e0", 1), ("0e99999", 0),
      ("0x1.8p-3", Rational(3, 16)), ("0xA", 10), ("0X.8P1", 1), ("-0x1p4", -16),
      ("000123.4500", Rational(2469, 20)),
    ])
  func forms(_ text: String, _ value: Rational) throws {
    #expect(try Rational(parsing: text) == value)
    #expect(Rational(text) == value)
  }

  @Test("digits beyond a machine word", arguments: [1, 18, 19, 20, 40, 400])
  func manyDigits(_ count: Int) throws {
    let digits = String(repeating: "9", count: count)
    #expect(try Rational(parsing: digits) == Rational(10).raised(to: count) - 1)
    #expect(
      try Rational(parsing: "0.\(digits)") == 1 - Rational(10).raised(to: -count))
    let hexadecimal = "0x" + String(repeating: "f", count: count)
    #expect(try Rational(parsing: hexadecimal) == Rational(16).raised(to: count) - 1)
  }

  @Test(
    "what is no number is refused, with the place",
    arguments: [
      ("", RationalSyntaxError.empty),
      ("+", .unexpected(offset: 1, expected: "a digit")),
      (".", .unexpected(offset: 1, expected: "a digit")),
      ("1/", .unexpected(offset: 2, expected: "a digit")),
      ("/3", .unexpected(offset: 0, expected: "a digit")),
      ("1/0", .zeroDenominator),
      ("1/-3", .unexpected(offset: 2, expected: "a digit")),
      ("1.5/2", .unexpected(offset: 3, expected: "the end of the number")),
      ("1e", .unexpected(offset: 2, expected: "a digit of the exponent")),
      ("1e5x", .unexpected(offset: 3, expected: "the end of the number")),
      ("0x", .unexpected(offset: 2, expected: "a hexadecimal digit")),
      ("1e999999999", .exponentTooLarge),
      ("0x1p-100001", .exponentTooLarge),
      ("nan", .unexpected(offset: 0, expected: "a digit")),
      ("inf", .unexpected(offset: 0, expected: "a digit")),
      (" 1", .unexpected(offset: 0, expected: "a digit")),
      ("1,5", .unexpected(offset: 1, expected: "the end of the number")),
      ("٣", .unexpected(offset: 0, expected: "a digit")),
      ("12é", .unexpected(offset: 2, expected: "the end of the number")),
      ("1\0", .unexpected(offset: 1, expected: "the end of the number")),
      ("--1", .unexpected(offset: 1, expected: "a digit")),
      ("1/3.0", .unexpected(offset: 3, expected: "the end of the number")),
      ("1/3e2", .unexpected(offset: 3, expected: "the end of the number")),
      ("1e+-2", .unexpected(offset: 3, expected: "a digit of the exponent")),
      ("0x1g", .unexpected(offset: 3, expected: "the end of the number")),
      ("1_000", .unexpected(offset: 1, expected: "the end of the number")),
      ("-1e100001", .exponentTooLarge),
      ("0/0", .zeroDenominator),
    ])
  func refusals(_ text: String, _ error: RationalSyntaxError) {
    #expect(throws: error) { try Rational(parsing: text) }
    #expect(Rational(text) == nil)
  }

  @Test("the largest exponents are read, quickly, and print nothing wrong")
  func exponentLimit() throws {
    #expect(try Rational(parsing: "1e100000") == Rational(10).raised(to: 100_000))
    #expect(try Rational(parsing: "-1e-100000").reciprocal == -Rational(10).raised(to: 100_000))
    #expect(try Rational(parsing: "0x1p-100000") == Rational(2).raised(to: -100_000))
  }

  @Test("substrings and slices of bytes are read from where they start")
  func slices() throws {
    let line = "cost: -12.5 x1"
    let word = line.split(separator: " ")[1]
    #expect(try Rational(parsing: word) == Rational(-25, 2))
    #expect(try Rational(utf8: Array(line.utf8)[7..<11]) == Rational(25, 2))
    #expect(throws: RationalSyntaxError.unexpected(offset: 5, expected: "the end of the number")) {
      try Rational(utf8: Array(line.utf8)[6..<13])
    }
    #expect(throws: RationalSyntaxError.empty) { try Rational(utf8: [][...]) }
  }

  @Test("one value, as text, in JSON; a number or a bad text is refused")
  func coding() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    #expect(
      String(decoding: try encoder.encode([Rational(-2, 6), 7]), as: UTF8.self)
        == #"["-1/3","7"]"#)
    for bad in [#"["1/0"]"#, #"["x"]"#, "[0.1]"] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode([Rational].self, from: Data(bad.utf8))
      }
    }
  }

  @Test("printed and read back it is the same number")
  func roundTrip() throws {
    try forAll("text round trip", cases: 3000, { $0.awkwardRational() }) { number in
      try demand(Rational(number.description) == number, "description")
      let coded = try JSONDecoder().decode(
        [Rational].self, from: JSONEncoder().encode([number]))
      try demand(coded == [number], "Codable")
    }
  }

  @Test("integers in base 16 are read back")
  func hexadecimalIntegers() throws {
    try forAll("hexadecimal integers", { $0.awkwardRational().numerator }) { integer in
      try demand(
        Rational(integer.hexadecimalInteger) == integer, "\(integer.hexadecimalInteger)")
    }
    #expect(Rational(-31).hexadecimalInteger == "-0x1f")
    #expect(Rational(Int.min).hexadecimalInteger == "-0x8000000000000000")
    #expect(Rational(2).raised(to: 64).hexadecimalInteger == "0x10000000000000000")
  }

  @Test(
    "decimals are rounded correctly, halves to the even digit",
    arguments: [
      (Rational(1, 3), 4, "0.3333"), (Rational(2, 3), 4, "0.6667"), (Rational(1, 8), 2, "0.12"),
      (Rational(3, 8), 2, "0.38"), (Rational(-1, 8), 2, "-0.12"), (Rational(5, 2), 0, "2"),
      (Rational(7, 2), 0, "4"), (Rational(-1, 1000), 2, "0.00"), (Rational(0), 3, "0.000"),
      (Rational(999_999, 1_000_000), 3, "1.000"), (Rational(12345), 2, "12345.00"),
    ])
  func places(_ number: Rational, _ places: Int, _ text: String) {
    #expect(number.decimal(places: places) == text)
  }

  @Test(
    "significant digits",
    arguments: [
      (Rational(1, 3), 5, "0.33333"), (Rational(2, 3), 1, "0.7"), (Rational(100), 5, "100"),
      (Rational(1, 4), 10, "0.25"), (Rational(9999, 10000), 2, "1"),
      (Rational(123_456), 3, "1.23e5"), (Rational(1, 10_000_000), 3, "1e-7"),
      (Rational(-5, 4), 2, "-1.2"), (Rational(0), 3, "0"), (Rational(99_500), 2, "1e5"),
    ])
  func significantDigits(_ number: Rational, _ digits: Int, _ text: String) {
    #expect(number.decimal(significantDigits: digits) == text)
  }

  @Test("significant digits: the error is at most half a unit of the last one")
  func significantDigitsError() throws {
    try forAll(
      "significant digits error", cases: 2000,
      { choices in (choices.awkwardRational(), choices.integer(in: 1...25)) }
    ) { number, digits in
      let text = number.decimal(significantDigits: digits)
      let shown = try Rational(parsing: text)
      // |x| ≥ 10ᵉ, so half a unit of the last of k digits is at most |x|·10¹⁻ᵏ/2.
      try demand(
        (shown - number).magnitude * 2 <= number.magnitude * Rational(10).raised(to: 1 - digits),
        text)
      let written = text.prefix { $0 != "e" }.drop { !("1"..."9").contains($0) }
      try demand(written.count { $0.isNumber } <= max(digits, 1) || shown.isInteger, text)
    }
  }

  @Test(
    "a finite decimal is written in full, another not at all",
    arguments: [
      (Rational(1, 8), "0.125"), (Rational(-7, 5), "-1.4"), (Rational(3), "3"), (Rational(0), "0"),
      (Rational(1, 250), "0.004"), (Rational(1, 3), nil), (Rational(7, 30), nil),
    ])
  func finiteDecimals(_ number: Rational, _ text: String?) {
    #expect(number.finiteDecimal == text)
  }

  @Test("what is written in full is the number")
  func finiteDecimalRoundTrip() throws {
    try forAll(
      "finite decimal",
      { choices in
        choices.hugeNatural(words: 3) * Rational(2).raised(to: -choices.integer(in: 0...90))
          * Rational(5).raised(to: -choices.integer(in: 0...90))
      }
    ) { number in
      let text = try #require(number.finiteDecimal)
      try demand(Rational(text) == number, text)
      try demand(!text.contains(".") || !text.hasSuffix("0"), "\(text) is longer than needed")
    }
  }

  @Test("the floor is the largest integer that is not above")
  func floors() throws {
    try forAll("⌊x⌋ ≤ x < ⌊x⌋ + 1", { $0.awkwardRational() }) { number in
      let floor = number.floor
      try demand(floor.isInteger && floor <= number && number < floor + 1, "\(floor)")
    }
  }

  @Test("a decimal is within half a unit of its last place")
  func decimalError() throws {
    try forAll(
      "decimal error", cases: 2000,
      { choices in
        (choices.awkwardRational(), choices.integer(in: 0...30))
      }
    ) { number, places in
      let shown = try Rational(parsing: number.decimal(places: places))
      let unit = Rational(10).raised(to: -places)
      try demand((shown - number).magnitude * 2 <= unit, "\(shown) for \(number)")
    }
  }
}
