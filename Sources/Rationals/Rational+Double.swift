// SPDX-License-Identifier: GPL-3.0-or-later

extension Rational {
  /// The exact value of a binary floating-point number; `nil` for NaN and infinities.
  public init?(exactly value: Double) {
    guard value.isFinite else { return nil }
    self = Self.small(exactly: value) ?? Rational(LargeRational(value))
  }

  /// ±m·2ˢ with m odd, when it fits machine integers.
  private static func small(exactly value: Double) -> Rational? {
    guard value.isNormal else { return value.isZero ? 0 : nil }
    let significand = Int(value.significandBitPattern | 1 << 52)
    let zeros = significand.trailingZeroBitCount
    let odd = significand >> zeros
    let numerator = value < 0 ? -odd : odd
    let shift = Int(value.exponent) - 52 + zeros
    if shift >= 0 {
      guard odd.leadingZeroBitCount - 1 > shift else { return nil }
      return Rational(storage: .small(numerator << shift, 1))
    }
    return -shift < Int.bitWidth - 1 ? Rational(storage: .small(numerator, 1 << -shift)) : nil
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
    let isNegative = number.signum < 0
    // 2ᵉ ≤ |self| < 2ᵉ⁺¹. That e must be exact: one too large drops a bit just below a power of two.
    let exponent = number.exponent(base: 2)
    if exponent > 1023 { return isNegative ? -.infinity : .infinity }
    if exponent < -1075 { return isNegative ? -0.0 : 0.0 }
    // The unit in the last place of a double near |self|, subnormals included.
    let unit = max(exponent - 52, -1074)
    let significand = number.roundedMagnitude(scaledBy: 2, to: -unit)
    guard let bits = significand.small?.numerator else {
      preconditionFailure("a significand of a double has at most 54 bits")
    }
    // At most 2⁵³ units: exact, or infinite when rounding went past the largest double.
    let value = Double(sign: .plus, exponent: unit, significand: Double(bits))
    return isNegative ? -value : value
  }
}

extension Rational {
  /// e with 2ᵉ ≤ |self| < 2ᵉ⁺¹, exactly. Self is not 0.
  package var binaryExponent: Int {
    precondition(!isZero, "0 has no exponent")
    return large.exponent(base: 2)
  }
}
