// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// The section BOUNDS.
extension MPSReader {
  mutating func bound() throws(ParseError) {
    let start = words[0].lowerBound
    guard let type = MPSSyntax.BoundType(rawValue: try string(words[0]).uppercased()) else {
      let types = MPSSyntax.BoundType.allCases.map(\.rawValue).joined(separator: ", ")
      throw text.error(at: start, expected: "the type of a bound, one of \(types)")
    }
    if type == .semiContinuous {
      throw text.error(at: start, expected: "a linear program", found: "a semi-continuous variable")
    }
    if type.isInteger, !relaxing {
      throw text.error(at: start, expected: ParseError.linear, found: "an integer variable")
    }
    let (place, value) = try boundFields(type)
    let column = try boundedColumn(place)
    let bound = try value.map { value throws(ParseError) in try limit(value, type) }
    if type.isInteger { columns[column].isInteger = true }
    let at = place.lowerBound
    switch type {
    case .upper, .integerUpper: try setUpper(column, bound ?? .none, at)
    case .lower, .integerLower: try setLower(column, bound ?? .none, at)
    case .minusInfinity: try setLower(column, .none, at)
    case .plusInfinity: try setUpper(column, .none, at)
    case .binary:
      try setLower(column, 0, at)
      try setUpper(column, 1, at)
    default:
      try setLower(column, bound ?? .none, at)
      try setUpper(column, bound ?? .none, at)
    }
  }

  /// The column of a bound and its number, if the type has one.
  ///
  /// The free form may leave out the name of the vector; a bound that needs no number may have one,
  /// which means nothing.
  private mutating func boundFields(
    _ type: MPSSyntax.BoundType
  ) throws(ParseError) -> (column: Range<Int>, value: Range<Int>?) {
    let isNamed: Bool
    if form == .fixed {
      isNamed = true
    } else if type.hasValue {
      isNamed = words.count != 3
    } else if words.count == 3 {
      isNamed = columnIndices[try string(words[2])] != nil
    } else {
      isNamed = words.count > 3
    }
    let place = isNamed ? 2 : 1
    let least = place + (type.hasValue ? 2 : 1)
    try expectWords(least...(place + 2), type.hasValue ? "a column and a bound" : "a column")
    if isNamed { try expectOneVector(.bounds, words[1]) }
    let value = words.count > place + 1 ? words[place + 1] : nil
    if let value, !type.hasValue { _ = try text.number(value) }
    return (words[place], type.hasValue ? value : nil)
  }

  private func boundedColumn(_ range: Range<Int>) throws(ParseError) -> Int {
    guard let index = columnIndices[try name(range)] else {
      let expected = "a column of the section COLUMNS"
      throw text.error(at: range.lowerBound, expected: expected, found: text.quoted(range))
    }
    return index
  }

  /// A number, or an infinity on the side where it means that there is no bound.
  private mutating func limit(
    _ range: Range<Int>, _ type: MPSSyntax.BoundType
  ) throws(ParseError) -> Bound {
    switch try string(range).lowercased() {
    case "inf", "+inf", "infinity", "+infinity":
      if type == .upper || type == .integerUpper { return .none }
    case "-inf", "-infinity":
      if type == .lower || type == .integerLower { return .none }
    default: return .finite(try text.number(range))
    }
    throw text.error(
      at: range.lowerBound, expected: "a number", found: "an infinity nothing can reach")
  }

  private mutating func setLower(_ column: Int, _ bound: Bound, _ at: Int) throws(ParseError) {
    guard columns[column].lower == nil else { throw secondBound("lower", column, at) }
    columns[column].lower = bound
  }

  private mutating func setUpper(_ column: Int, _ bound: Bound, _ at: Int) throws(ParseError) {
    guard columns[column].upper == nil else { throw secondBound("upper", column, at) }
    columns[column].upper = bound
  }

  private func secondBound(_ side: String, _ column: Int, _ at: Int) -> ParseError {
    text.error(
      at: at, expected: "one \(side) bound a column",
      found: "a second one of \(columns[column].name)")
  }
}
