// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals
import TestSupport
import Testing

@Suite("Integers in place, and vectors of them")
struct IntegerTests {
  @Test("every operation agrees with Rational's")
  func operations() throws {
    try forAll(
      "integers in place", cases: 1000,
      { choices in
        let sign = choices.bool() ? Rational(-1) : 1
        return (sign * choices.hugeNatural(words: 3), choices.hugeNatural(words: 3) + 1)
      }
    ) { a, b in
      let first = Integer(numeratorOf: a)
      let second = Integer(numeratorOf: b)
      var result = Integer()
      func expect(_ value: Rational, _ name: String) throws {
        try demand(result.rational == value, "\(name): \(result.rational) ≠ \(value)")
      }
      result.set(first)
      result.add(second)
      try expect(a + b, "+")
      result.subtract(first)
      try expect(b, "−")
      result.setProduct(first, second)
      try expect(a * b, "×")
      result.addProduct(first, first)
      result.subtractProduct(second, second)
      try expect(a * b + a * a - b * b, "fused")
      result.setPower(of: first, to: 3)
      try expect(a * a * a, "power")
      result.multiply(by: -7)
      result.multiply(by: second)
      try expect(-7 * a * a * a * b, "products in place")
      result.divideExactly(by: second)
      try expect(-7 * a * a * a, "exact division")
      result.shiftLeft(by: 67)
      try expect(-7 * a * a * a * Rational(2).raised(to: 67), "shift")
      result.setNegation(of: first)
      try expect(-a, "negation")
      let isExact = result.setFloorQuotient(first, second)
      try expect((a / b).floor, "floor")
      try demand(isExact == (a / b).isInteger, "whether the division is exact")
      try demand(first.compared(to: second).signum() == (a < b ? -1 : a == b ? 0 : 1), "order")
      try demand(first.signum == a.signum, "sign")
      try demand(Rational(first, over: second) == a / b, "quotient")
      let (fraction, exponent) = second.approximateParts
      let near = Double(sign: .plus, exponent: exponent, significand: fraction)
      try demand((near / b.nearestDouble - 1).magnitude < 1e-15, "approximation")
    }
  }

  @Test("a vector holds fractions over their common denominator, whatever the width")
  func vectors() throws {
    try forAll(
      "vectors", cases: 1000,
      { choices in choices.distribution(size: choices.integer(in: 1...9)) }
    ) { numbers in
      let denominator = commonDenominator(of: numbers)
      var vector = IntegerVector(numbers, times: denominator)
      try demand(vector.sum == denominator, "Σ is not the denominator")
      for (index, number) in numbers.enumerated() {
        try demand(vector[index] / denominator == number, "element \(index)")
        try demand(vector.isZero(at: index) == number.isZero, "zero at \(index)")
        let limbs = vector.significantLimbs(of: index)
        let value = limbs.reversed().reduce(Rational(0)) {
          $0 * Rational(2).raised(to: 64) + Rational(exactly: $1)!
        }
        try demand(value / denominator == number && limbs.last != 0, "limbs of \(index)")
      }
      // Multiplying by anything and reducing gives the same coprime integers.
      var scaled = IntegerVector(numbers, times: denominator * 60)
      scaled.reduce()
      vector.reduce()
      try demand(
        numbers.indices.allSatisfy { scaled[$0] == vector[$0] }, "not reduced to the same")
    }
  }

  @Test("significands are stored shifted across limbs")
  func shifted() {
    var vector = IntegerVector(count: 3, bits: 200)
    for shift in [0, 1, 40, 63, 64, 65, 127, 130, 136] {
      vector.store(0xFFFF_FFFF_FFFF_FFFF, shiftedBy: shift, at: 1)
      #expect(vector[1] == (Rational(2).raised(to: 64) - 1) * Rational(2).raised(to: shift))
      #expect(vector.isZero(at: 0) && vector.isZero(at: 2))
    }
    vector.store(0, shiftedBy: 500, at: 1)
    #expect(vector.isZero(at: 1))
  }
}
