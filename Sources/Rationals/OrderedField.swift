// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers with +, −, ×, ÷ and an order that respects them.
///
/// It lets an algorithm be written once for `Rational` and `Double`. Only `Rational` satisfies the laws
/// exactly, and only a `Rational` can be certified.
public protocol OrderedField: SignedNumeric, Comparable {
  /// The quotient; the divisor is not 0.
  static func / (dividend: Self, divisor: Self) -> Self
  /// Divides; the divisor is not 0.
  static func /= (dividend: inout Self, divisor: Self)
}

extension Double: OrderedField {}
extension Rational: OrderedField {}
