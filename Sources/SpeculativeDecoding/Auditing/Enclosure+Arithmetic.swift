// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import Rationals

/// Arithmetic that encloses every result of its operands' numbers.
///
/// Ends that grow heavy are rounded outwards to multiples of 2⁻¹²⁸, so that long sums stay cheap; a
/// number known exactly stays so while it is short.
extension Enclosure {
  /// The number halfway between the ends.
  public var middle: Rational { (lower + upper) / 2 }

  private static let fineness = Rational(2).raised(to: 128)
  private static let heavy = 1024

  /// The same number between lighter ends.
  static func rounded(_ lower: Rational, _ upper: Rational) -> Enclosure {
    if lower == upper, lower.bitWidth <= heavy { return Enclosure(lower, upper) }
    return Enclosure(roundedDown(lower), -roundedDown(-upper))
  }

  private static func roundedDown(_ value: Rational) -> Rational {
    value.bitWidth <= 256 ? value : (value * fineness).floor / fineness
  }

  /// Encloses the product.
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
  /// A number known exactly.
  public init(exact value: Rational) { self.init(value, value) }

  /// 0, exactly.
  public static var zero: Enclosure { Enclosure(exact: 0) }

  /// Encloses the sum.
  public static func + (left: Enclosure, right: Enclosure) -> Enclosure {
    rounded(left.lower + right.lower, left.upper + right.upper)
  }

  /// Encloses the difference.
  public static func - (left: Enclosure, right: Enclosure) -> Enclosure {
    rounded(left.lower - right.upper, left.upper - right.lower)
  }

  /// Encloses the number times a factor of any sign.
  public func scaled(by factor: Rational) -> Enclosure {
    let (first, second) = (lower * factor, upper * factor)
    return Self.rounded(min(first, second), max(first, second))
  }

  /// Encloses the magnitude.
  public var absolute: Enclosure {
    if lower.signum >= 0 { return self }
    if upper.signum <= 0 { return Enclosure(-upper, -lower) }
    return Enclosure(0, max(-lower, upper))
  }

  /// Whether the number is certainly 0.
  public var isZeroForSure: Bool { lower.isZero && upper.isZero }
  /// Whether the number is certainly not 0.
  public var isNonzeroForSure: Bool { lower.signum > 0 || upper.signum < 0 }
}
