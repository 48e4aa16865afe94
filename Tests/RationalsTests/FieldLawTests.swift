// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals
import TestSupport
import Testing

@Suite("Rational is an ordered field")
struct FieldLawTests {
  private static func triple(_ choices: inout Choices) -> (Rational, Rational, Rational) {
    (choices.awkwardRational(), choices.awkwardRational(), choices.awkwardRational())
  }

  @Test("sums and products: associative, commutative, distributive, with units and inverses")
  func fieldLaws() throws {
    try forAll("field laws", cases: 3000, Self.triple) { a, b, c in
      try demand((a + b) + c == a + (b + c), "addition does not associate")
      try demand((a * b) * c == a * (b * c), "multiplication does not associate")
      try demand(a + b == b + a && a * b == b * a, "no commutation")
      try demand(a * (b + c) == a * b + a * c, "no distribution")
      try demand(a + 0 == a && a * 1 == a && (a * 0).isZero, "units")
      try demand(a - a == 0 && a + -a == 0, "additive inverse")
      try demand(b.isZero || (a / b) * b == a, "multiplicative inverse")
      try demand(b.reciprocal.map { $0 * b == 1 } ?? b.isZero, "reciprocal")
    }
  }

  @Test("what is added comes off again, and what is multiplied divides out")
  func undo() throws {
    try forAll("(a + b) − b = a", cases: 3000, Self.triple) { a, b, _ in
      try demand((a + b) - b == a, "sum")
      try demand(b.isZero || (a * b) / b == a, "product")
    }
  }

  @Test("the order is total and respected by sums and by products with positive numbers")
  func orderLaws() throws {
    try forAll("order laws", cases: 3000, Self.triple) { a, b, c in
      try demand([a < b, a == b, a > b].count { $0 } == 1, "not exactly one of <, =, >")
      try demand(!(a < b && b < c) || a < c, "not transitive")
      try demand((a < b) == (a + c < b + c), "sum")
      try demand(c.signum <= 0 || (a < b) == (a * c < b * c), "product")
      try demand((a - b).signum == (a < b ? -1 : a > b ? 1 : 0), "sign of the difference")
      try demand(a.magnitude == max(a, -a), "magnitude")
    }
  }

  @Test("equal numbers have equal hashes and equal texts, however they were made")
  func canonical() throws {
    try forAll("canonical form", cases: 3000, Self.triple) { a, b, _ in
      let detour = (a + b) - b
      try demand(detour.hashValue == a.hashValue, "hash")
      try demand(detour.description == a.description, "text")
      try demand(a.numerator / a.denominator == a, "parts")
      try demand(a.denominator.signum > 0, "sign of the denominator")
    }
  }

  @Test("the four ways of aliasing change nothing, and copies keep their value")
  func aliasing() throws {
    try forAll("aliasing", cases: 2000, Self.triple) { a, b, c in
      var x = a
      let copy = x
      x += x
      try demand(x == a * 2 && copy == a, "x += x")
      x = a
      x -= x
      try demand(x.isZero && copy == a, "x -= x")
      x = a
      x *= x
      try demand(x == a * a && copy == a, "x *= x")
      if !a.isZero {
        x = a
        x /= x
        try demand(x == 1 && copy == a, "x /= x")
      }
      x = a
      x.addProduct(x, x)
      try demand(x == a + a * a && copy == a, "x += x·x")
      x = a
      x.subtractProduct(b, x)
      try demand(x == a - b * a && copy == a, "x -= b·x")
      x = c
      x.addProduct(a, b)
      try demand(x == c + a * b, "addProduct")
      x = a
      x.negate()
      try demand(x == 0 - a && copy == a, "negate")
    }
  }

  @Test("large numbers updated in place leave their copies alone")
  func inPlace() {
    var number = Rational("123456789012345678901234567890/7")!
    let copy = number
    let text = number.description
    for step in 1...20 {
      number += Rational(step, 3)
      number *= Rational(3, 5)
      number -= Rational(1, 11)
    }
    #expect(copy.description == text)
    #expect(number != copy)
  }

  @Test("powers")
  func powers() throws {
    try forAll("aⁿ·a = aⁿ⁺¹", { ($0.awkwardRational(), $0.integer(in: 0...9)) }) { a, n in
      try demand(a.raised(to: n) * a == a.raised(to: n + 1), "step")
      try demand(a.isZero || a.raised(to: -n) * a.raised(to: n) == 1, "negative exponent")
    }
  }

  @Test(
    "the border between machine integers and GMP is crossed without a trace",
    arguments: [
      Rational(Int.max), Rational(Int.min), Rational(Int.max) + 1, Rational(Int.min) - 1,
      Rational(1, Int.max), Rational(1, Int.min), Rational(Int.min, Int.min),
      Rational(Int.max, Int.min),
    ])
  func border(_ number: Rational) {
    for step in [Rational(1), Rational(1, Int.max), Rational(Int.max)] {
      #expect((number + step) - step == number)
      #expect((number * step) / step == number)
      #expect(((number + step) - step).hashValue == number.hashValue)
    }
    #expect(-(-number) == number)
    #expect(Rational(number.description) == number)
  }

  /// lcm(a, b) = a·b / gcd(a, b), by Euclid's algorithm on rationals.
  private static func naiveMultiple(_ a: Rational, _ b: Rational) -> Rational {
    var (x, y) = (a, b)
    while !y.isZero { (x, y) = (y, x - y * (x / y).floor) }
    return a / x * b
  }

  @Test("the least common multiple of denominators clears them all")
  func commonDenominators() throws {
    try forAll(
      "common denominator",
      { choices in
        (0..<choices.integer(in: 0...6)).map { _ in choices.awkwardRational() }
      }
    ) { numbers in
      let denominator = commonDenominator(of: numbers)
      try demand(denominator.isInteger && denominator.signum > 0, "\(denominator)")
      try demand(numbers.allSatisfy { ($0 * denominator).isInteger }, "not cleared")
      try demand(
        denominator == numbers.reduce(1) { Self.naiveMultiple($0, $1.denominator) }, "least")
    }
    #expect(commonDenominator(of: [Rational(1, 4), Rational(5, 6), 7]) == 12)
  }
}
