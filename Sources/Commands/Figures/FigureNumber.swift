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

  /// The fraction where it fits into `width`, else "≈" and as many digits as do, four at the most.
  func label(fitting width: Double, size: Double = 11) -> String {
    var candidates = (1...4).reversed().map { "≈" + value.decimal(significantDigits: $0) }
    let fraction = value.description
    if isExact, fraction.utf8.count <= Self.longestFraction { candidates.insert(fraction, at: 0) }
    return candidates.first { SVGText($0, size: size).width <= width } ?? "…"
  }

  /// The fraction when it is short, else a decimal, for a sentence.
  var inWords: String { label(fitting: .infinity) }

  /// The fraction, or twelve decimals of what is only enclosed.
  var text: String { isExact ? value.description : "≈ " + value.decimal(places: 12) }
}
