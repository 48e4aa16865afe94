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

/// Numbers as integers over one denominator D > 0: numberⱼ = numeratorsⱼ/D.
///
/// A sum of products with integers then needs no gcd.
package struct CommonDenominatorVector: Sendable {
  package let numerators: [Rational]
  package let denominator: Rational

  /// Takes over integers and a positive integer, which need not be the least.
  package init(numerators: [Rational], denominator: Rational) {
    self.numerators = numerators
    self.denominator = denominator
  }

  /// Cost: one gcd, one division and one product a number.
  package init(_ numbers: [Rational]) {
    self.init(numbers, over: commonDenominator(of: numbers))
  }

  /// The same, or `nil` when the common denominator is so much longer than those of the numbers that
  /// sums over it would cost more than the gcds they save.
  package init?(ifShort numbers: [Rational]) {
    let longest = numbers.lazy.map(\.bitWidth).max() ?? 0
    let denominator = commonDenominator(of: numbers)
    guard denominator.bitWidth <= 512 + 2 * longest else { return nil }
    self.init(numbers, over: denominator)
  }

  private init(_ numbers: [Rational], over denominator: Rational) {
    self.denominator = denominator
    numerators =
      denominator == 1 ? numbers : numbers.map { $0.numerator(over: denominator) }
  }

  /// The number at an index, in lowest terms. Cost: a gcd.
  package subscript(index: Int) -> Rational { numerators[index] / denominator }
}

extension Rational {
  /// self·denominator for a multiple of its own denominator: no gcd.
  fileprivate func numerator(over denominator: Rational) -> Rational {
    if isZero { return 0 }
    guard case .large(let common) = denominator.storage else { return self * denominator }
    return Rational(large.numerator(over: common))
  }
}
