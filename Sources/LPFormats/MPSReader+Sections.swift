// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// A row as the file describes it.
struct MPSRow {
  var name: String
  var type: MPSSyntax.RowType
  var rightHandSide: Rational?
  var range: Rational?
}

/// A column as the file describes it; bounds are `nil` where nothing is said.
struct MPSColumn {
  var name: String
  var isInteger: Bool
  var entries: [LinearProgram.Entry] = []
  var lower: Bound?
  var upper: Bound?
}

/// One line of each section. The words of the line are in `words`.
extension MPSReader {
  mutating func row() throws(ParseError) {
    try expectWords(2...2, "the type of a row, N, L, G or E, and its name")
    guard let type = MPSSyntax.RowType(rawValue: try string(words[0]).uppercased()) else {
      throw text.error(at: words[0].lowerBound, expected: "the type of a row, N, L, G or E")
    }
    let name = try name(words[1])
    guard rowIndices.updateValue(rows.count, forKey: name) == nil else {
      let found = "\(text.quoted(words[1])) a second time"
      throw text.error(at: words[1].lowerBound, expected: "each row once", found: found)
    }
    rows.append(MPSRow(name: name, type: type))
    lastColumns.append(-1)
  }

  mutating func column() throws(ParseError) {
    if words.count == 3, text.bytes[words[1]].elementsEqual(MPSSyntax.marker.utf8) {
      return try marker()
    }
    try expectPairs("a column, a row and a number")
    // In the fixed form a blank name is that of the line before.
    let goesOn = words[0].isEmpty || isSame(words[0], columnName)
    if columns.isEmpty || !goesOn { try beginColumn() }
    let column = columns.count - 1
    for index in stride(from: 1, to: words.count, by: 2) {
      let row = try row(words[index])
      guard lastColumns[row] != column else {
        let found = "\(text.quoted(words[index])) a second time in \(text.quoted(words[0]))"
        throw text.error(at: words[index].lowerBound, expected: "each row once", found: found)
      }
      lastColumns[row] = column
      columns[column].entries.append(.init(row: row, value: try text.number(words[index + 1])))
    }
  }

  private mutating func beginColumn() throws(ParseError) {
    let name = try name(words[0])
    guard columnIndices.updateValue(columns.count, forKey: name) == nil else {
      let expected = "the entries of a column on consecutive lines"
      let found = "\(text.quoted(words[0])) again"
      throw text.error(at: words[0].lowerBound, expected: expected, found: found)
    }
    columnName = words[0]
    columns.append(MPSColumn(name: name, isInteger: areIntegers))
  }

  private mutating func marker() throws(ParseError) {
    switch try string(words[2]) {
    case MPSSyntax.integersBegin:
      try expectRelaxing(at: words[2].lowerBound)
      areIntegers = true
    case MPSSyntax.integersEnd: areIntegers = false
    default:
      let expected = "\(MPSSyntax.integersBegin) or \(MPSSyntax.integersEnd)"
      throw text.error(at: words[2].lowerBound, expected: expected)
    }
  }

  private func expectRelaxing(at offset: Int) throws(ParseError) {
    if !relaxing { throw text.error(at: offset, expected: ParseError.linear, found: "integers") }
  }

  mutating func rightHandSides() throws(ParseError) {
    for (row, value) in try vector(.rightHandSides, "a row and its right-hand side") {
      let index = try self.row(row)
      guard rows[index].rightHandSide == nil else {
        let found = "\(text.quoted(row)) a second time"
        throw text.error(at: row.lowerBound, expected: "one right-hand side a row", found: found)
      }
      rows[index].rightHandSide = try text.number(value)
    }
  }

  mutating func ranges() throws(ParseError) {
    for (row, value) in try vector(.ranges, "a row and its range") {
      let index = try self.row(row)
      guard rows[index].range == nil, rows[index].type != .objective else {
        let isSecond = rows[index].range != nil
        let found = text.quoted(row) + (isSecond ? " a second time" : ", a row of type N")
        throw text.error(
          at: row.lowerBound, expected: "one range for a row of type L, G or E", found: found)
      }
      rows[index].range = try text.number(value)
    }
  }

  /// The rows and numbers of a line, after the name of a vector, which the free form may leave out.
  private mutating func vector(
    _ section: MPSSyntax.Section, _ expected: String
  ) throws(ParseError) -> [(row: Range<Int>, value: Range<Int>)] {
    let isNamed = form == .fixed || !words.count.isMultiple(of: 2)
    if isNamed {
      try expectPairs("the name of the vector, " + expected)
      try expectOneVector(section, words[0])
    } else {
      try expectWords(2...4, expected)
    }
    return stride(from: isNamed ? 1 : 0, to: words.count, by: 2).map {
      (words[$0], words[$0 + 1])
    }
  }

  /// A name, and one or two pairs behind it.
  private func expectPairs(_ expected: String) throws(ParseError) {
    try expectWords(words.count == 4 ? 5...5 : 3...5, expected)
  }

  mutating func expectOneVector(
    _ section: MPSSyntax.Section, _ name: Range<Int>
  ) throws(ParseError) {
    guard !name.isEmpty else { return }
    if let first = vectorNames[section], !isSame(first, name) {
      let expected = "one vector in \(section.rawValue), \(text.quoted(first))"
      throw text.error(at: name.lowerBound, expected: expected, found: text.quoted(name))
    }
    vectorNames[section] = name
  }
}
