// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// A number known to lie between two rationals; exact when they agree.
///
/// What is algebraic or transcendental (K-SEQ's optimal ρ, a softmax) is reported this way and never
/// as a rounded number.
public struct Enclosure: Sendable, Hashable {
  public let lower: Rational
  public let upper: Rational

  /// Traps unless lower ≤ upper.
  public init(_ lower: Rational, _ upper: Rational) {
    precondition(lower <= upper, "an enclosure holds at least one number")
    self.lower = lower
    self.upper = upper
  }

  /// Whether the number is known exactly.
  public var isExact: Bool { lower == upper }
}

extension Enclosure {
  /// One number, exactly.
  public init(_ value: Rational) { self.init(value, value) }

  /// The number when it is known exactly.
  public var exact: Rational? { isExact ? lower : nil }

  /// The decimal that both ends round to, with as many places as they agree on, at most `places`.
  public func decimal(places: Int) -> String {
    for count in stride(from: places, to: 0, by: -1) {
      let text = lower.decimal(places: count)
      if text == upper.decimal(places: count) { return text }
    }
    return lower.decimal(places: 0)
  }
}
