// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// Two rationals with a real number between them.
///
/// Always true: lower ≤ upper, and every operation encloses every result of its operands' numbers. Ends
/// that grow heavy are rounded outwards to multiples of 2⁻¹²⁸, so that long sums stay cheap; a width of
/// zero means the number is the rational, and stays zero while numbers are short.
public struct Enclosure: Sendable, Hashable {
  public let lower: Rational
  public let upper: Rational

  /// Traps unless lower ≤ upper.
  public init(_ lower: Rational, _ upper: Rational) {
    precondition(lower <= upper, "an enclosure is not empty")
    self.lower = lower
    self.upper = upper
  }

  /// Whether the number is known exactly.
  public var isExact: Bool { lower == upper }

  public var middle: Rational { (lower + upper) / 2 }

  private static let unit = Rational(2).raised(to: 128)
  private static let heavy = 1024

  /// The same number between lighter ends.
  private static func rounded(_ lower: Rational, _ upper: Rational) -> Enclosure {
    if lower == upper, lower.bitWidth <= heavy { return Enclosure(lower, upper) }
    return Enclosure(roundedDown(lower), -roundedDown(-upper))
  }

  private static func roundedDown(_ value: Rational) -> Rational {
    value.bitWidth <= 256 ? value : (value * unit).floor / unit
  }

  public static func * (left: Enclosure, right: Enclosure) -> Enclosure {
    if left.isExact, right.isExact {
      let product = left.lower * right.lower
      return rounded(product, product)
    }
    let products = [
      left.lower * right.lower, left.lower * right.upper, left.upper * right.lower,
      left.upper * right.upper,
    ]
    return rounded(products.min()!, products.max()!)
  }

  /// Traps when the divisor is 0 or encloses it.
  public static func / (left: Enclosure, right: Rational) -> Enclosure {
    left.scaled(by: 1 / right)
  }
}

extension Enclosure: Mass {
  public init(exact value: Rational) { self.init(value, value) }

  public static var zero: Enclosure { Enclosure(exact: 0) }

  public static func + (left: Enclosure, right: Enclosure) -> Enclosure {
    rounded(left.lower + right.lower, left.upper + right.upper)
  }

  public static func - (left: Enclosure, right: Enclosure) -> Enclosure {
    rounded(left.lower - right.upper, left.upper - right.lower)
  }

  public func scaled(by factor: Rational) -> Enclosure {
    let (first, second) = (lower * factor, upper * factor)
    return Self.rounded(min(first, second), max(first, second))
  }

  public var absolute: Enclosure {
    if lower.signum >= 0 { return self }
    if upper.signum <= 0 { return Enclosure(-upper, -lower) }
    return Enclosure(0, max(-lower, upper))
  }

  public var isZeroForSure: Bool { lower.isZero && upper.isZero }
  public var isNonzeroForSure: Bool { lower.signum > 0 || upper.signum < 0 }
}

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
