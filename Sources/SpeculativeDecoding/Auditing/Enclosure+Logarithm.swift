// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import Rationals

extension Enclosure {
  /// The natural logarithm of a positive rational, to about 2⁻¹¹⁰ times the larger of 1 and |ln x|.
  ///
  /// x = m·2ᵉ with 1 ≤ m < 2, and ln m = 2·artanh z, z = (m − 1)/(m + 1) < 1/3. Exact only for x = 1.
  /// Cost: about forty products of machine integers and a few of rationals.
  public static func logarithm(of value: Rational) -> Enclosure {
    precondition(value.signum > 0, "a logarithm needs a positive number")
    if value == 1 { return .zero }
    var exponent = value.numerator.bitWidth - value.denominator.bitWidth
    var scaled = FixedPoint.floor(value, shiftedBy: -exponent)
    if scaled < FixedPoint.one {
      exponent -= 1
      scaled = FixedPoint.floor(value, shiftedBy: -exponent)
    } else if scaled >= 2 * FixedPoint.one {
      exponent += 1
      scaled = FixedPoint.floor(value, shiftedBy: -exponent)
    }
    // m lies less than a unit above `scaled`, and its logarithm less than a unit above that one's.
    let argument = FixedPoint.quotient(scaled - FixedPoint.one, scaled + FixedPoint.one)
    let series = FixedPoint.doubledArtanh(argument)
    let mantissa = FixedPoint.enclosure(series, error: FixedPoint.seriesError + 1)
    return mantissa + logarithmOfTwo.scaled(by: Rational(exponent))
  }

  /// ln 2 = 2·artanh(1/3).
  private static let logarithmOfTwo = FixedPoint.enclosure(
    FixedPoint.doubledArtanh(FixedPoint.quotient(FixedPoint.one, 3 * FixedPoint.one)),
    error: FixedPoint.seriesError)
}

/// Non-negative numbers below 256 as multiples of the unit u = 2⁻¹²⁰, every operation rounded down.
private enum FixedPoint {
  static let bits = 120
  static let one = UInt128(1) << bits

  /// ⌊value·2^(shift + 120)⌋; the caller keeps it below 2¹²⁸.
  static func floor(_ value: Rational, shiftedBy shift: Int) -> UInt128 {
    let units = (value * Rational(2).raised(to: shift + bits)).floor
    let high = (units / word).floor
    let low = units - high * word
    return UInt128(UInt64(high.description)!) << 64 | UInt128(UInt64(low.description)!)
  }

  private static let word = Rational(2).raised(to: 64)

  static func product(_ left: UInt128, _ right: UInt128) -> UInt128 {
    let (high, low) = left.multipliedFullWidth(by: right)
    return high << (UInt128.bitWidth - bits) | low >> bits
  }

  static func quotient(_ dividend: UInt128, _ divisor: UInt128) -> UInt128 {
    divisor.dividingFullWidth(
      (dividend >> (UInt128.bitWidth - bits), dividend << bits)
    ).quotient
  }

  private static let terms = 38

  /// How many units ``doubledArtanh(_:)`` may be too small.
  ///
  /// The argument z is at most 1/3 and too small by less than u. Its square s is too small by at most
  /// 2zu + u < 2u, a power zˢ by e with e' ≤ e·s + z·2u + u, so e ≤ 2u throughout; a term, divided and
  /// rounded, by 3u. The argument's own error moves the sum by less than 2u, the 38 terms by 114u, the
  /// tail after them is below 3⁻⁷⁷/(77·(8/9)) < 2⁻¹²⁷. Twice all that is below 256u.
  static let seriesError: UInt128 = 256

  /// 2·Σ z²ⁱ⁺¹/(2i + 1).
  static func doubledArtanh(_ argument: UInt128) -> UInt128 {
    let square = product(argument, argument)
    var power = argument
    var sum: UInt128 = 0
    for index in 0..<terms where power != 0 {
      sum += power / UInt128(2 * index + 1)
      power = product(power, square)
    }
    return 2 * sum
  }

  /// Between `value` and `value` + `error` units.
  static func enclosure(_ value: UInt128, error: UInt128) -> Enclosure {
    Enclosure(rational(value), rational(value + error))
  }

  private static func rational(_ value: UInt128) -> Rational {
    // Four parts of 32 bits, since `Int` is signed.
    var total: Rational = 0
    for part in stride(from: 96, through: 0, by: -32) {
      total =
        total * Rational(1 << 32) + Rational(Int(truncatingIfNeeded: value >> part & 0xffff_ffff))
    }
    return total / unit
  }

  private static let unit = Rational(2).raised(to: bits)
}
