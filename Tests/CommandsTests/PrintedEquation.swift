// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// A line of mathematics as a reader finds it on a page, evaluated anew: the other side of what
/// `Expression` prints, and shares nothing with it.
///
/// A part between relations that has letters in it is a name and claims nothing.
struct PrintedEquation {
  /// The parts that are numbers, and the relation of each to the next part.
  private var parts: [(value: Rational?, relation: Character?)] = []

  /// How many relations between two numbers were compared.
  private(set) var comparisons = 0
  /// Whether they all hold.
  private(set) var holds = true

  /// `nil` when a part is no expression, or a number is abridged.
  init?(_ line: String) {
    guard !line.contains("…") else { return nil }
    var part = ""
    for character in line + "\n" {
      if "=≤≥\n".contains(character) {
        let text = part.replacing("min", with: "m")
        if text.contains(where: { $0.isLetter && $0 != "m" }) {
          parts.append((nil, character))
        } else {
          var scanner = Scanner(text.filter { $0 != " " })
          guard let value = scanner.sum(), scanner.isAtEnd else { return nil }
          parts.append((value, character))
        }
        part = ""
      } else {
        part.append(character)
      }
    }
    for (left, right) in zip(parts, parts.dropFirst()) {
      guard let first = left.value, let second = right.value else { continue }
      comparisons += 1
      switch left.relation {
      case "=": holds = holds && first == second
      case "≤": holds = holds && first <= second
      default: holds = holds && first >= second
      }
    }
  }

  /// The mathematics of a page: lines indented by four spaces, those by eight go on.
  static func lines(of page: String) -> [String] {
    var lines: [String] = []
    for line in page.split(separator: "\n") {
      if line.hasPrefix("        "), !lines.isEmpty {
        lines[lines.count - 1] += " " + line.drop { $0 == " " }
      } else if line.hasPrefix("    ") {
        lines.append(String(line.dropFirst(4)))
      }
    }
    return lines
  }

  /// Recursive descent over +, −, ·, /, superscripts, min and parentheses.
  private struct Scanner {
    private var rest: Substring

    init(_ text: String) { rest = Substring(text) }

    var isAtEnd: Bool { rest.isEmpty }

    private mutating func take(_ character: Character) -> Bool {
      guard rest.first == character else { return false }
      rest.removeFirst()
      return true
    }

    mutating func sum() -> Rational? {
      guard var value = product() else { return nil }
      while true {
        if take("+") {
          guard let term = product() else { return nil }
          value += term
        } else if take("−") {
          guard let term = product() else { return nil }
          value -= term
        } else {
          return value
        }
      }
    }

    private mutating func product() -> Rational? {
      guard var value = power() else { return nil }
      while true {
        if take("·") {
          guard let factor = power() else { return nil }
          value *= factor
        } else if take("/") {
          guard let divisor = power(), !divisor.isZero else { return nil }
          value /= divisor
        } else {
          return value
        }
      }
    }

    private mutating func power() -> Rational? {
      guard let base = atom() else { return nil }
      var exponent = 0
      var isPower = false
      while let digit = rest.first.flatMap({ Array("⁰¹²³⁴⁵⁶⁷⁸⁹").firstIndex(of: $0) }) {
        exponent = exponent * 10 + digit
        isPower = true
        rest.removeFirst()
      }
      return isPower ? base.raised(to: exponent) : base
    }

    private mutating func atom() -> Rational? {
      if take("m") {
        guard take("("), let first = sum(), take(","), let second = sum(), take(")") else {
          return nil
        }
        return min(first, second)
      }
      if take("(") {
        guard let value = sum(), take(")") else { return nil }
        return value
      }
      let digits = rest.prefix { $0.isNumber && $0.isASCII }
      rest = rest.dropFirst(digits.count)
      return Rational(String(digits))
    }
  }
}
