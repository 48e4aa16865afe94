// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// An exact expression that is both printed and evaluated, so that a page cannot say one thing and
/// mean another.
indirect enum Expression: Sendable, Hashable {
  case number(Rational)
  case sum([Expression])
  case difference(Expression, Expression)
  case product(Expression, Expression)
  case quotient(Expression, Expression)
  case power(Expression, Int)
  case least(Expression, Expression)

  /// Its value; `nil` when it divides by zero.
  var value: Rational? {
    switch self {
    case .number(let number): return number
    case .sum(let terms):
      var numbers: [Rational] = []
      for term in terms {
        guard let number = term.value else { return nil }
        numbers.append(number)
      }
      return numbers.sum()
    case .difference(let left, let right): return Self.both(left, right) { $0 - $1 }
    case .product(let left, let right): return Self.both(left, right) { $0 * $1 }
    case .quotient(let left, let right):
      return Self.both(left, right) { $1.isZero ? nil : $0 / $1 }
    case .power(let base, let exponent): return base.value.map { $0.raised(to: exponent) }
    case .least(let left, let right): return Self.both(left, right) { min($0, $1) }
    }
  }

  private static func both(
    _ left: Expression, _ right: Expression, _ combine: (Rational, Rational) -> Rational?
  ) -> Rational? {
    guard let left = left.value, let right = right.value else { return nil }
    return combine(left, right)
  }

  /// A sum without the terms that are 0: of one term the term, of none 0.
  static func total(_ terms: [Expression]) -> Expression {
    let terms = terms.filter { $0 != .number(0) }
    return terms.isEmpty ? .number(0) : terms.count == 1 ? terms[0] : .sum(terms)
  }
}

extension Expression {
  /// How tightly the outermost operation binds.
  private enum Binding: Int, Comparable {
    case sum
    case product
    case atom

    static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
  }

  private var binding: Binding {
    switch self {
    case .number(let number): number.isInteger || number.isAbridged ? .atom : .product
    case .sum, .difference: .sum
    case .product, .quotient: .product
    case .power, .least: .atom
    }
  }

  /// As a reader writes it; parentheses only where they are needed or spare a second look.
  var text: String {
    switch self {
    case .number(let number): number.shown
    case .sum(let terms): terms.map(\.term).joined(separator: " + ")
    case .difference(let left, let right):
      left.text(inside: .sum) + " − " + right.text(inside: .product)
    case .product(let left, let right):
      left.text(inside: .product) + " · " + right.text(inside: .product)
    case .quotient(let left, let right):
      left.text(inside: .atom) + " / " + right.text(inside: .atom)
    case .power(let base, let exponent): base.text(inside: .atom) + Self.superscript(exponent)
    case .least(let left, let right): "min(\(left.text), \(right.text))"
    }
  }

  /// As a term of a sum: a difference stands in parentheses, so that it is seen as one.
  private var term: String {
    if case .difference = self { return "(\(text))" }
    return text(inside: .sum)
  }

  private func text(inside outer: Binding) -> String {
    binding < outer ? "(\(text))" : text
  }

  static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return String(String(number).compactMap(\.wholeNumberValue).map { digits[$0] })
  }
}

extension Expression {
  static func + (left: Expression, right: Expression) -> Expression { total([left, right]) }
  static func - (left: Expression, right: Expression) -> Expression { .difference(left, right) }
  static func * (left: Expression, right: Expression) -> Expression { .product(left, right) }
  static func / (left: Expression, right: Expression) -> Expression { .quotient(left, right) }
}

extension Expression: ExpressibleByIntegerLiteral {
  init(integerLiteral value: Int) { self = .number(Rational(value)) }
}

extension Rational {
  /// Whether the fraction is too long for a line of text.
  var isAbridged: Bool { description.count > Self.shownLength }
  private static let shownLength = 15

  /// The fraction; of one too long the nearest decimal of six digits, marked by "…".
  var shown: String {
    let text = description
    return text.count > Self.shownLength ? decimal(significantDigits: 6) + "…" : text
  }
}
