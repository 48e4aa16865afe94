// SPDX-License-Identifier: GPL-3.0-or-later

/// The least common multiple of the denominators: the least positive integer whose product with each
/// number is an integer. 1 for no numbers. Cost: one gcd a number.
public func commonDenominator(of numbers: some Sequence<Rational>) -> Rational {
  var small = 1
  var large: LargeRational?
  for number in numbers {
    if large == nil, case .small(_, let denominator) = number.storage {
      if small % denominator == 0 { continue }
      let divisor = Rational.greatestCommonDivisor(UInt(small), UInt(denominator))
      let (product, overflow) = small.multipliedReportingOverflow(by: denominator / Int(divisor))
      if !overflow {
        small = product
        continue
      }
    }
    // Ours alone, so it may be changed in place.
    let multiple = large ?? LargeRational(small, 1)
    switch number.storage {
    case .small(_, let denominator): multiple.formLeastCommonMultiple(with: denominator)
    case .large(let other): multiple.formLeastCommonMultiple(withDenominatorOf: other)
    }
    large = multiple
  }
  return large.map { Rational($0) } ?? Rational(small)
}

/// Numbers as integers over one denominator D: numberⱼ = numeratorsⱼ/D.
///
/// A sum of products with integers then needs no gcd.
package struct CommonDenominatorVector: Sendable {
  package let numerators: [Rational]
  package let denominator: Rational

  /// Cost: one gcd and one product a number.
  package init(_ numbers: [Rational]) {
    denominator = commonDenominator(of: numbers)
    let denominator = denominator
    numerators = denominator == 1 ? numbers : numbers.map { $0 * denominator }
  }

  /// The same, or `nil` when the common denominator is so much longer than those of the numbers that
  /// sums over it would cost more than the gcds they save.
  package init?(ifShort numbers: [Rational]) {
    let longest = numbers.lazy.map(\.bitWidth).max() ?? 0
    let denominator = commonDenominator(of: numbers)
    guard denominator.bitWidth <= 512 + 2 * longest else { return nil }
    self.denominator = denominator
    numerators = denominator == 1 ? numbers : numbers.map { $0 * denominator }
  }
}
