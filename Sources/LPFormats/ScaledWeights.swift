// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Rationals

/// Non-negative numbers as integers times one rational unit: how a distribution comes out of a file.
struct ScaledWeights {
  let integers: IntegerVector
  /// The value of the integer 1.
  let unit: Rational

  /// The most bits that all numbers together may have over their common denominator: 512 MB.
  private static let bitLimit = 1 << 32

  /// Exact numbers over their common denominator.
  init(_ list: JSONCursor) throws(JSONPathError) {
    let numbers = try list.rationals()
    for (index, number) in numbers.enumerated() where number.signum < 0 {
      throw list.error("entry \(index) is negative: \(number)")
    }
    let denominator = commonDenominator(of: numbers)
    let longest = numbers.reduce(1) { max($0, $1.numerator.bitWidth - $1.denominator.bitWidth) }
    try Self.check(count: numbers.count, bits: longest + denominator.bitWidth, list)
    integers = IntegerVector(numbers, times: denominator)
    unit = 1 / denominator
  }

  /// Binary floats: integers times the unit of the smallest.
  init(_ list: JSONCursor, format: BitPatterns) throws(JSONPathError) {
    let parts = try format.scaledParts(list)
    var (low, high) = (Int.max, Int.min)
    for (index, part) in parts.enumerated() where part.significand != 0 {
      if part.significand < 0 {
        let value = Rational(part.significand) * Rational(2).raised(to: part.exponent)
        throw list.error("entry \(index) is negative: \(value)")
      }
      low = min(low, part.exponent + part.significand.trailingZeroBitCount)
      high = max(high, part.exponent + Int.bitWidth - part.significand.leadingZeroBitCount)
    }
    let bits = high > low ? high - low : 1
    try Self.check(count: parts.count, bits: bits, list)
    var integers = IntegerVector(count: parts.count, bits: bits)
    for (index, part) in parts.enumerated() where part.significand != 0 {
      let zeros = part.significand.trailingZeroBitCount
      integers.store(
        UInt(part.significand >> zeros), shiftedBy: part.exponent + zeros - low, at: index)
    }
    self.integers = integers
    unit = high > low ? Rational(2).raised(to: low) : 1
  }

  private static func check(count: Int, bits: Int, _ list: JSONCursor) throws(JSONPathError) {
    guard bits <= bitLimit / max(1, count) else {
      throw list.error(
        "the common denominator of the \(count) entries has about \(bits) bits, too long to work with"
      )
    }
  }

  /// The distribution that the numbers stand for in the file at `list`.
  func distribution(
    _ list: JSONCursor, total: Rational?, mode: InstanceText.Mode, notes: inout [String]
  ) throws(JSONPathError) -> IntegerDistribution {
    guard integers.count > 0 else { throw list.error("a distribution needs at least one point") }
    let sum = integers.sum * unit
    switch mode {
    case .strict:
      if let total {
        guard sum == total else {
          throw list.error("the entries sum to \(sum), not to \"total\" = \(total)")
        }
      } else if sum != 1 {
        throw list.error(
          "the sum is \(sum) (about \(sum.decimal(significantDigits: 12))), not 1; "
            + "--normalize divides by the sum")
      }
    case .normalize:
      if sum != 1 {
        notes.append(
          "\(list.path) sums to \(sum) (about \(sum.decimal(significantDigits: 12))); "
            + "divided by it")
      }
    }
    guard let distribution = IntegerDistribution(integers) else {
      throw list.error("all weights are zero, so they cannot be normalized")
    }
    return distribution
  }
}
