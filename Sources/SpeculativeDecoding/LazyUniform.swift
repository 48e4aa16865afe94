// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// A uniform number of [0, 1) of which only as many bits are drawn as comparisons need.
///
/// So an event of any rational probability happens with exactly that probability, however coarse the
/// first word is.
struct LazyUniform {
  private let first: UInt64
  private var lower: Rational?
  private var bits = 64

  init(using generator: inout some RandomNumberGenerator) {
    first = generator.next()
  }

  /// The number to within 2⁻⁵².
  var approximate: Double { Double(first) * 0x1p-64 }

  /// Whether the number is below the threshold. Draws more words while it is not certain.
  mutating func isBelow(
    _ threshold: Rational, using generator: inout some RandomNumberGenerator
  ) -> Bool {
    var lower = self.lower ?? Rational(exactly: first)! / Rational(2).raised(to: 64)
    defer { self.lower = lower }
    while true {
      if lower >= threshold { return false }
      if lower + Rational(2).raised(to: -bits) <= threshold { return true }
      bits += 64
      let word: UInt64 = generator.next()
      lower += Rational(exactly: word)! * Rational(2).raised(to: -bits)
    }
  }

  /// The same when the threshold is known approximately, its fraction being dear: asked for only when
  /// the two are too close to tell.
  mutating func isBelow(
    near approximation: Double, within error: Double,
    using generator: inout some RandomNumberGenerator,
    exactly threshold: () -> Rational
  ) -> Bool {
    let distance = approximation - approximate
    if distance.magnitude > error + 0x1p-50 { return distance > 0 }
    return isBelow(threshold(), using: &generator)
  }
}
