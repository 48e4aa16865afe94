// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// A mass that an audit can add up: a rational, or an enclosure of a number that is none.
public protocol Mass: AdditiveArithmetic, Sendable {
  /// A rational as such a mass.
  init(exact value: Rational)
  /// The mass scaled by a rational.
  func scaled(by factor: Rational) -> Self
  /// |self|.
  var absolute: Self { get }
  /// What is known about it being 0.
  var isZeroForSure: Bool { get }
  /// Whether the number is certainly not 0.
  var isNonzeroForSure: Bool { get }
}

extension Rational: Mass {
  /// The number itself.
  public init(exact value: Rational) { self = value }
  /// The product.
  public func scaled(by factor: Rational) -> Rational { self * factor }
  /// The magnitude.
  public var absolute: Rational { magnitude }
  /// Whether it is 0.
  public var isZeroForSure: Bool { isZero }
  /// Whether it is not 0.
  public var isNonzeroForSure: Bool { !isZero }
}
