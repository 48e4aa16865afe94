// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// A line of mathematics: expressions of which each is =, ≤ or ≥ the next, and perhaps a name.
///
///     A(b) = 3/10 + 3/10 = 3/5
struct Statement: Sendable, Hashable {
  enum Relation: String, Sendable {
    case equal = "="
    case atMost = "≤"
    case atLeast = "≥"
  }

  /// What the first expression is the value of.
  let name: String?
  private(set) var terms: [Expression]
  private(set) var relations: [Relation] = []
  /// What the last expression is the value of.
  private var lastName: String?

  /// "name = expression = value". The value comes from elsewhere than the expression: that they agree
  /// is what ``holds`` checks. A number is not repeated.
  init(_ name: String?, _ expression: Expression, is value: Rational) {
    self.name = name
    terms = [expression]
    if expression != .number(value) { append(.equal, .number(value)) }
  }

  /// "name = value".
  init(_ name: String, is value: Rational) { self.init(name, .number(value), is: value) }

  mutating func append(_ relation: Relation, _ expression: Expression) {
    relations.append(relation)
    terms.append(expression)
  }

  /// The same with one more relation at the end, to an expression that may have a name.
  func and(
    _ relation: Relation, _ expression: Expression, named name: String? = nil
  ) -> Statement {
    var longer = self
    longer.append(relation, expression)
    longer.lastName = name
    return longer
  }

  /// Whether each relation holds between exact numbers.
  var holds: Bool {
    zip(relations, zip(terms, terms.dropFirst())).allSatisfy { relation, sides in
      guard let left = sides.0.value, let right = sides.1.value else { return false }
      return switch relation {
      case .equal: left == right
      case .atMost: left <= right
      case .atLeast: left >= right
      }
    }
  }

  /// The line as it is printed.
  var text: String {
    var text = (name.map { $0 + " = " } ?? "") + terms[0].text
    for (relation, term) in zip(relations, terms.dropFirst()) {
      text += " \(relation.rawValue) \(term.text)"
    }
    return text + (lastName.map { " = " + $0 } ?? "")
  }
}
