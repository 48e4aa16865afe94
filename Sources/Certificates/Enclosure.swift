// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// A number that is known exactly, or to lie between two rationals.
///
/// Without replacement the exact acceptance of a large vocabulary is a fraction of a million digits;
/// it is then given by its first ``places`` decimals, all of them certain.
///
/// ```swift
/// Enclosure(1 / 3).exact                        // → 1/3
/// Enclosure(1 / 3, 1 / 2).exact                 // → nil
/// ```
public struct Enclosure: Sendable, Hashable {
  /// The number is at least this.
  public let lower: Rational
  /// The number is at most this; equal to `lower` when it is known exactly.
  public let upper: Rational

  /// Decimal places of a number that is not given exactly.
  public static let places = 50

  /// A number known exactly.
  public init(_ value: Rational) {
    lower = value
    upper = value
  }

  /// A number between two others, lower ≤ upper.
  public init(_ lower: Rational, _ upper: Rational) {
    precondition(lower <= upper, "an enclosure has its lower end first")
    self.lower = lower
    self.upper = upper
  }

  /// The unit of the last decimal place.
  public static var unit: Rational { Rational(10).raised(to: -places) }

  /// A number that truncates to this decimal.
  public init(truncated: Rational) { self.init(truncated, truncated + Self.unit) }

  /// Both ends truncated to decimals, when they agree.
  public var truncated: Enclosure? {
    let first = (lower / Self.unit).floor
    return first == (upper / Self.unit).floor ? Enclosure(truncated: first * Self.unit) : nil
  }

  /// The value, when it is known exactly.
  public var exact: Rational? { lower == upper ? lower : nil }

  /// Whether this is one number, or all of one unit of the last decimal place.
  var isCanonical: Bool {
    lower == upper || (upper - lower == Self.unit && (lower / Self.unit).isInteger)
  }
}
