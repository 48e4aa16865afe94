// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// A mass that an audit can add up: a rational, or an enclosure of a number that is none.
public protocol Mass: AdditiveArithmetic, Sendable {
  init(exact value: Rational)
  /// The mass scaled by a rational.
  func scaled(by factor: Rational) -> Self
  var absolute: Self { get }
  /// What is known about it being 0.
  var isZeroForSure: Bool { get }
  var isNonzeroForSure: Bool { get }
}

extension Rational: Mass {
  public init(exact value: Rational) { self = value }
  public func scaled(by factor: Rational) -> Rational { self * factor }
  public var absolute: Rational { magnitude }
  public var isZeroForSure: Bool { isZero }
  public var isNonzeroForSure: Bool { !isZero }
}
