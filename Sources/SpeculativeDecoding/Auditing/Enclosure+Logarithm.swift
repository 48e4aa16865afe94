// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import Rationals

extension Enclosure {
  /// The natural logarithm of a positive rational, to about 2⁻¹⁰⁰ of its size.
  ///
  /// x = m·2ᵉ with m near 1, ln m = 2·artanh z with z = (m − 1)/(m + 1), |z| ≤ 1/5, and
  /// artanh z = Σ z²ⁱ⁺¹/(2i + 1) cut after 24 terms with the tail |z|⁴⁹/(49·(1 − z²)) added to both
  /// ends. Exact only for x = 1.
  public static func logarithm(of value: Rational) -> Enclosure {
    precondition(value.signum > 0, "a logarithm needs a positive number")
    if value == 1 { return .zero }
    var exponent = value.numerator.bitWidth - value.denominator.bitWidth
    var mantissa = value * Rational(2).raised(to: -exponent)
    while mantissa > Rational(4, 3) {
      mantissa /= 2
      exponent += 1
    }
    while mantissa < Rational(2, 3) {
      mantissa *= 2
      exponent -= 1
    }
    return doubledArtanh((mantissa - 1) / (mantissa + 1))
      + logarithmOfTwo.scaled(by: Rational(exponent))
  }

  private static let logarithmOfTwo = doubledArtanh(Rational(1, 3), terms: 36)

  private static func doubledArtanh(_ argument: Rational, terms: Int = 24) -> Enclosure {
    if argument.isZero { return .zero }
    let z = rounded(argument, argument)
    let square = z * z
    var power = z
    var sum = Enclosure.zero
    for index in 0..<terms {
      sum = sum + power.scaled(by: Rational(1, 2 * index + 1))
      power = power * square
    }
    let bound =
      max(power.lower.magnitude, power.upper.magnitude)
      / (Rational(2 * terms + 1) * (1 - square.upper))
    return (sum + Enclosure(-bound, bound)).scaled(by: 2)
  }
}
