// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals
import TestSupport
import Testing

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

  @Test("numbers at, just below and just above a double or a half between two")
  func nearHalves() throws {
    try forAll(
      "near halves", cases: 5000,
      { choices -> (Double, Rational, Rational) in
        // All bits of the significand, or a power of two, where the spacing changes.
        let significand = choices.bool() ? 0 : UInt64(choices.integer(in: 0...(1 << 52 - 1)))
        let exponent = UInt64(choices.integer(in: 0...2045)) << 52
        let double = Double(bitPattern: exponent | significand)
        let low = Rational(exactly: double)!
        let high = Rational(exactly: double.nextUp)!
        let place = Rational(choices.integer(in: 0...4), 4)
        let nudge = (high - low) * Rational(choices.integer(in: -1...1), 1 << 40)
        return (double, low + (high - low) * place + nudge, place * 1 + nudge / (high - low))
      }
    ) { double, number, place in
      let isOdd = double.significandBitPattern % 2 == 1
      // Below the lower double the spacing may be half: 2⁻⁴⁰ of it rounds back all the same.
      let isUp = place > Rational(1, 2) || (place == Rational(1, 2) && isOdd)
      let expected = isUp ? double.nextUp : double
      try demand(number.nearestDouble == expected, "\(number.nearestDouble), not \(expected)")
      try demand((-number).nearestDouble == -expected, "not symmetric")
    }
  }

  @Test("just below a power of two the finer spacing counts")
  func belowPowerOfTwo() {
    // 1 − 1/(10¹⁶ + 1) lies 0.9 units below 1: a rounding on the scale of 1 itself gives 1.
    #expect((1 - Rational(1, 10_000_000_000_000_001)).nearestDouble == 1.0.nextDown)
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
