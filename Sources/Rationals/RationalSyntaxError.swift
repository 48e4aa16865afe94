// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a text is not a number.
public enum RationalSyntaxError: Error, Sendable, Hashable {
  /// Nothing where a number should be.
  case empty
  /// A character that cannot stand there: its offset in bytes, and what could.
  case unexpected(offset: Int, expected: String)
  /// The denominator of a fraction is 0.
  case zeroDenominator
  /// An exponent beyond ±``Rational/exponentLimit``: the number would not fit a memory.
  case exponentTooLarge
}

extension RationalSyntaxError: CustomStringConvertible {
  /// The reason in a few words, with the character it is about, counted from 1.
  public var description: String {
    switch self {
    case .empty: "expected a number, found nothing"
    case .unexpected(let offset, let expected): "expected \(expected) at character \(offset + 1)"
    case .zeroDenominator: "the denominator is 0"
    case .exponentTooLarge: "the exponent is beyond ±\(Rational.exponentLimit)"
    }
  }
}
