// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// What elimination needs of a number; written once for ``Rationals/Rational`` and ``Residue``.
protocol FieldElement: Sendable, Equatable {
  static var zero: Self { get }
  var isZero: Bool { get }
  /// 1/self; self is not 0.
  var inverse: Self { get }
  /// How heavy the number is: the lighter of two pivots is taken.
  var bitWidth: Int { get }
  static func * (left: Self, right: Self) -> Self
  static prefix func - (operand: Self) -> Self
  /// self −= first·second.
  mutating func subtractProduct(_ first: Self, _ second: Self)
}

extension Rational: FieldElement {
  var inverse: Rational { 1 / self }
}
