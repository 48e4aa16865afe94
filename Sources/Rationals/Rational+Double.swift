// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGMP

extension Rational {
  /// The exact value of a binary floating-point number; `nil` for NaN and infinities.
  public init?(exactly value: Double) {
    guard value.isFinite else { return nil }
    let result = LargeRational()
    __gmpq_set_d(result.pointer, value)
    self.init(result)
  }

  /// The nearest `Double`, halves to even, as IEEE 754 rounds; ±infinity beyond its range.
  ///
  /// To be shown, or proposed to a floating-point solver. Nothing exact may depend on it.
  public var nearestDouble: Double {
    if case .small(let numerator, let denominator) = storage,
      numerator.magnitude <= 1 << 53, denominator <= 1 << 53
    {
      // Both exact as doubles, so IEEE division rounds the quotient once, correctly.
      return Double(numerator) / Double(denominator)
    }
    return roundedQuotient
  }

  private var roundedQuotient: Double {
    let number = large
    let size = magnitude
    // 2^(e−1) < |self| < 2^(e+1)
    let exponent =
      __gmpz_sizeinbase(number.numerator, 2) - __gmpz_sizeinbase(number.denominator, 2)
    if exponent > 1030 { return signum < 0 ? -.infinity : .infinity }
    if exponent < -1090 { return signum < 0 ? -0.0 : 0.0 }
    // The unit in the last place of a double near |self|, subnormals included.
    var unit = max(exponent - 52, -1074)
    var significand = (size * Rational(2).raised(to: -unit)).roundedToEven
    if significand < Rational(1 << 52) && unit > -1074 {
      unit -= 1
      significand = (size * Rational(2).raised(to: -unit)).roundedToEven
    }
    guard case .small(let bits, _) = significand.storage else { return .infinity }
    let value = Double(sign: .plus, exponent: unit, significand: Double(bits))
    return signum < 0 ? -value : value
  }
}
