// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Rationals

/// A number that a figure shows: a fraction, or a value near one that is not written out.
struct FigureNumber {
  let value: Rational
  /// Whether `value` is the number itself.
  let isExact: Bool

  init(_ value: Rational, isExact: Bool = true) {
    self.value = value
    self.isExact = isExact
  }

  /// The number, or the lower end of what is known of it.
  init(_ enclosure: Enclosure) {
    self.init(enclosure.lower, isExact: enclosure.exact != nil)
  }

  /// The longest fraction that is a label; beyond it nobody reads one.
  private static let longestFraction = 13

  /// The fraction where it fits into `width`, else "≈" and as many digits as do, four at the most, two
  /// of small numbers; what is too small even for that is less than a power of ten.
  func label(fitting width: Double, size: Double = 11) -> String {
    let digits = value.magnitude < Rational(1, 1000) ? 2 : 4
    var candidates = (1...digits).reversed().map { "≈" + value.decimal(significantDigits: $0) }
    let fraction = value.description
    if isExact, fraction.utf8.count <= Self.longestFraction { candidates.insert(fraction, at: 0) }
    for (bound, text) in [(1000, "<0.001"), (100, "<0.01"), (10, "<0.1")]
    where value.signum > 0 && value < Rational(1, bound) {
      candidates.append(text)
    }
    return candidates.first { SVGText($0, size: size).width <= width } ?? "…"
  }

  /// The fraction when it is short, else a decimal, for a sentence.
  var inWords: String { label(fitting: .infinity) }

  /// The right side of an equation: "= 1/3", or "≈ 0.3686".
  var asRightSide: String {
    let text = inWords
    return text.hasPrefix("≈") ? "≈ " + text.dropFirst() : "= " + text
  }

  /// The fraction, or twelve decimals of what is only enclosed.
  var text: String { isExact ? value.description : "≈ " + value.decimal(places: 12) }
}
