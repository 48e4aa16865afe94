// SPDX-License-Identifier: GPL-3.0-or-later

/// Lines into words.
extension MPSReader {
  /// The free form: runs of what is no white space.
  mutating func splitAtSpaces() {
    words.removeAll(keepingCapacity: true)
    var offset = line.lowerBound
    while offset < line.upperBound {
      let start = offset
      while offset < line.upperBound, !text[offset].isSpace { offset += 1 }
      if offset > start { words.append(start..<offset) }
      offset += 1
    }
  }

  /// Cuts off a comment: `$` between blanks, from the third word on, where nothing has this name.
  mutating func dropComment() {
    guard
      let index = words.indices.dropFirst(2).first(where: {
        words[$0].count == 1 && text[words[$0].lowerBound] == UInt8(ascii: "$")
      }), rowIndices["$"] == nil, columnIndices["$"] == nil
    else { return }
    line = line.lowerBound..<words[index - 1].upperBound
    words.removeSubrange(index...)
  }

  /// The fixed form: the fields that the section uses, without the blanks around them.
  ///
  /// A number may run on beyond its field when nothing follows it. An empty number is left out, so that
  /// the line has too few words; an empty name stays, for it may be the name of a vector.
  mutating func splitAtColumns(_ section: MPSSyntax.Section) throws(ParseError) {
    words.removeAll(keepingCapacity: true)
    if let control = line.first(where: { text[$0] < 0x20 }) {
      let expected = "a blank, for the fixed form has no tabs"
      throw text.error(at: control, expected: expected, found: "a control character")
    }
    let used = section == .rows ? 0..<2 : section == .bounds ? 0..<4 : 1..<6
    var end = line.lowerBound
    for index in used {
      let field = MPSSyntax.fields[index]
      let start = line.lowerBound + field.lowerBound
      guard end <= start, start < line.upperBound else { break }
      try expectBlanks(end..<start)
      end = min(line.lowerBound + field.upperBound, line.upperBound)
      if index == 3 || index == 5 {
        while end < line.upperBound, !text[end].isSpace { end += 1 }
      }
      var (first, last) = (start, end)
      while first < last, text[first] == 0x20 { first += 1 }
      while last > first, text[last - 1] == 0x20 { last -= 1 }
      if first == last, index == 3 || index == 5 { continue }
      words.append(first..<last)
    }
    try expectBlanks(min(end, line.upperBound)..<line.upperBound)
  }

  private func expectBlanks(_ range: Range<Int>) throws(ParseError) {
    if let offset = range.first(where: { text[$0] != 0x20 }) {
      throw text.error(at: offset, expected: "a blank between fields")
    }
  }

  /// Refuses a line with fewer or more words.
  func expectWords(_ count: ClosedRange<Int>, _ expected: String) throws(ParseError) {
    if words.count < count.lowerBound { throw text.error(at: line.upperBound, expected: expected) }
    if words.count > count.upperBound {
      throw text.error(
        at: words[count.upperBound].lowerBound, expected: "the end of the line")
    }
  }

  /// The text of a range.
  func string(_ range: Range<Int>) throws(ParseError) -> String {
    guard let string = text.string(range) else {
      throw text.error(
        at: range.lowerBound, expected: "UTF-8", found: "bytes that are none")
    }
    return string
  }

  /// The text of a name, which is not empty.
  func name(_ range: Range<Int>) throws(ParseError) -> String {
    guard !range.isEmpty else { throw text.error(at: range.lowerBound, expected: "a name") }
    return try string(range)
  }

  /// The row that a field names.
  func row(_ range: Range<Int>) throws(ParseError) -> Int {
    guard let index = rowIndices[try name(range)] else {
      let expected = "a row of the section ROWS"
      throw text.error(at: range.lowerBound, expected: expected, found: text.quoted(range))
    }
    return index
  }

  /// Whether two ranges hold the same bytes.
  func isSame(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    first.count == second.count && text.bytes[first].elementsEqual(text.bytes[second])
  }
}
