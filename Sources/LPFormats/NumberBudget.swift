// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// Bounds how large the numbers of one file may be together, so that no short text fills the memory.
///
/// Eight characters, `1e100000`, make a number of forty thousand bytes. What a text spells digit by
/// digit costs nothing here, since the text is larger.
struct NumberBudget {
  /// The most bits beyond those that the text has: 2²⁸, which is 32 MiB.
  static let limit = 1 << 28
  /// The most characters of one number; greatest common divisors of longer ones would take minutes.
  static let lengthLimit = 1_000_000

  static let reason = "numbers that need \(limit) bits more than their text"

  private var used = 0

  /// Whether there is room for one more number, written in `length` bytes.
  mutating func take(_ number: Rational, length: Int = 0) -> Bool {
    used += max(0, number.bitWidth - 8 * max(length, 16))
    return used <= Self.limit
  }

  /// The same for a sum, which takes the place of the one before, but took time to be brought to
  /// lowest terms: where denominators multiply, n terms take n² bits together.
  mutating func take(sum: Rational) -> Bool {
    used += 8 * max(0, sum.bitWidth - 128)
    return used <= Self.limit
  }
}
