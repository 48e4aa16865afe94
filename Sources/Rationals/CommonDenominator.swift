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
