// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// One end of an interval: a number, or nothing at all.
///
/// There is no infinity to forget: an absent bound is `.none`, and arithmetic with it does not
/// compile until the absence has been dealt with.
public enum Bound: Sendable, Hashable {
  /// The interval does not end on this side.
  case none
  /// The interval ends at this number.
  case finite(Rational)

  /// The number, or `nil` when there is no bound.
  public var value: Rational? {
    switch self {
    case .none: nil
    case .finite(let value): value
    }
  }

  /// Whether there is a number here.
  public var isFinite: Bool { value != nil }
}

extension Bound: ExpressibleByIntegerLiteral {
  /// A finite bound written as an integer: `lower: 0`.
  public init(integerLiteral value: Int) {
    self = .finite(Rational(value))
  }
}
