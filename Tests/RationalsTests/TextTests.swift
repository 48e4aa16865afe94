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
    ])
  func refusals(_ text: String, _ error: RationalSyntaxError) {
    #expect(throws: error) { try Rational(parsing: text) }
    #expect(Rational(text) == nil)
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

@Suite("Numbers as doubles")
struct DoubleTests {
  @Test("the value of a double is what its bits say")
  func exactly() {
    #expect(Rational(exactly: 0.1) == Rational(3_602_879_701_896_397, 36_028_797_018_963_968))
    #expect(Rational(exactly: -0.5) == Rational(-1, 2))
    #expect(Rational(exactly: Double.nan) == nil)
    #expect(Rational(exactly: -Double.infinity) == nil)
    #expect(
      Rational(exactly: Double.leastNonzeroMagnitude) == Rational(2).raised(to: -1074))
  }

  @Test("a double survives the way there and back")
  func roundTrip() throws {
    try forAll(
      "double round trip", cases: 3000,
      { choices -> Double in
        let high = UInt64(choices.integer(in: 0...0xffff_ffff))
        return Double(bitPattern: high << 32 | UInt64(choices.integer(in: 0...0xffff_ffff)))
      }
    ) { double in
      guard let exact = Rational(exactly: double) else { return }
      try demand(exact.nearestDouble == double, "\(exact.nearestDouble)")
    }
  }

  @Test("the nearest double is nearer than its neighbours")
  func nearest() throws {
    try forAll("nearest", cases: 3000, { $0.awkwardRational() }) { number in
      let double = number.nearestDouble
      guard let exact = Rational(exactly: double) else {
        return try demand(number.magnitude > Rational(exactly: Double.greatestFiniteMagnitude)!, "")
      }
      let distance = (exact - number).magnitude
      for neighbour in [double.nextUp, double.nextDown] {
        guard let other = Rational(exactly: neighbour) else { continue }
        try demand(distance <= (other - number).magnitude, "\(neighbour) is nearer")
      }
    }
  }

  @Test("halves go to the even significand, and the ends of the range are right")
  func ends() {
    let one = Rational(1)
    let half = Rational(2).raised(to: -53)
    #expect((one + half).nearestDouble == 1)
    #expect((one + 3 * half).nearestDouble == 1.0.nextUp.nextUp)
    #expect((one + half + Rational(2).raised(to: -90)).nearestDouble == 1.0.nextUp)
    #expect(Rational(10).raised(to: 400).nearestDouble == .infinity)
    #expect((-Rational(10).raised(to: 400)).nearestDouble == -.infinity)
    #expect(Rational(10).raised(to: -400).nearestDouble == 0)
    #expect(Rational(2).raised(to: -1074).nearestDouble == .leastNonzeroMagnitude)
    #expect(Rational(2).raised(to: -1075).nearestDouble == 0)
    #expect((3 * Rational(2).raised(to: -1076)).nearestDouble == .leastNonzeroMagnitude)
    #expect(
      Rational(exactly: Double.greatestFiniteMagnitude)!.nearestDouble
        == .greatestFiniteMagnitude)
  }
}
