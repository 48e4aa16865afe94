// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// Rows, bounds and integer variables.
extension LPReader {
  mutating func row() throws(ParseError) {
    let start = position
    let name = takeLabel() ?? "r.\(rows.count + 1)"
    guard rowNames.insert(name).inserted else {
      throw text.error(at: start, expected: "each row once", found: "row \(name) a second time")
    }
    var row = LinearProgram.Row(name)
    let leftStart = position
    var form = try form(.beforeRelation)
    let relation = try relation()
    if form.terms.isEmpty {
      // limit REL form [REL limit]
      let left = form.infinity.map { .infinite($0) } ?? Limit.number(form.constant)
      let formStart = position
      form = try self.form(.afterRelation)
      guard form.infinity == nil else {
        throw text.error(at: formStart, expected: "a coefficient or a variable")
      }
      try set(&row.lower, &row.upper, to: left, flip(relation), form.constant, at: leftStart)
      if isAtRelation {
        try secondLimit(&row.lower, &row.upper, relation, form.constant)
      }
    } else {
      let start = position
      try set(&row.lower, &row.upper, to: limit(), relation, form.constant, at: start)
    }
    for term in form.terms { try add(term.value, of: term.variable, at: start) }
    rows.append(row)
    try endStatement()
  }

  /// Adds to the coefficient of a variable in the row that comes next.
  private mutating func add(
    _ value: Rational, of variable: Int, at start: Int
  ) throws(ParseError) {
    guard let last = columns[variable].last, last.row == rows.count else {
      return columns[variable].append(LinearProgram.Entry(row: rows.count, value: value))
    }
    let sum = last.value + value
    try text.take(sum: sum, at: start)
    columns[variable][columns[variable].count - 1].value = sum
  }

  mutating func bound() throws(ParseError) {
    let start = position
    var left: (limit: Limit, relation: Relation)?
    if !LPSyntax.isNameStart(text[position]) || LPSyntax.isInfinity(string(word)) {
      left = (try limit(), try relation())
    }
    let index = try knownVariable()
    var lower = variables[index].lower
    var upper = variables[index].upper
    if let (limit, relation) = left {
      try set(&lower, &upper, to: limit, flip(relation), at: start)
      if isAtRelation { try secondLimit(&lower, &upper, relation) }
    } else if !startsLine, string(word).lowercased() == "free" {
      advance(to: word.upperBound)
      (lower, upper) = (.none, .none)
    } else {
      let relation = try relation()
      let start = position
      try set(&lower, &upper, to: limit(), relation, at: start)
    }
    (variables[index].lower, variables[index].upper) = (lower, upper)
    try endStatement()
  }

  mutating func integerVariable(isBinary: Bool) throws(ParseError) {
    let index = try knownVariable()
    if isBinary { (variables[index].lower, variables[index].upper) = (0, 1) }
  }

  mutating func knownVariable() throws(ParseError) -> Int {
    guard let index = indices[string(word)] else {
      throw unexpected("a variable of the objective or of a row")
    }
    advance(to: word.upperBound)
    return index
  }

  /// Two statements may share a line only where a label keeps them apart.
  func endStatement() throws(ParseError) {
    guard startsLine || position == text.bytes.count || label != nil else {
      throw unexpected("the end of the line")
    }
  }

  /// The right end of `limit REL … REL limit`.
  mutating func secondLimit(
    _ lower: inout Bound, _ upper: inout Bound, _ first: Relation, _ constant: Rational = 0
  ) throws(ParseError) {
    let relationStart = position
    let relation = try relation()
    guard relation == first, relation != .equal else {
      throw text.error(at: relationStart, expected: "two relations of the same direction")
    }
    let start = position
    try set(&lower, &upper, to: limit(), relation, constant, at: start)
  }

  /// Imposes `form REL limit`, where the form has a constant that moves to the other side.
  func set(
    _ lower: inout Bound, _ upper: inout Bound, to limit: Limit, _ relation: Relation,
    _ constant: Rational = 0, at offset: Int
  ) throws(ParseError) {
    switch (limit, relation) {
    case (.number(let number), _):
      if relation != .less { lower = .finite(number - constant) }
      if relation != .greater { upper = .finite(number - constant) }
    case (.infinite(1), .less): upper = .none
    case (.infinite(-1), .greater): lower = .none
    default:
      throw text.error(at: offset, expected: "a number", found: "an infinity nothing can reach")
    }
  }

  func flip(_ relation: Relation) -> Relation {
    switch relation {
    case .less: .greater
    case .greater: .less
    case .equal: .equal
    }
  }
}
