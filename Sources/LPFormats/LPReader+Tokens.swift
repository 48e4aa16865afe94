// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// Signs, numbers, relations, names and the words that open sections.
extension LPReader {
  /// The product of a run of signs, or `nil` where there is none.
  mutating func takeSigns() -> Int? {
    var sign: Int?
    while text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") {
      sign = (sign ?? 1) * (text[position] == UInt8(ascii: "-") ? -1 : 1)
      advance(to: position + 1)
    }
    return sign
  }

  /// An unsigned literal: digits with a point and an exponent, or a fraction of integers.
  mutating func number() throws(ParseError) -> Rational {
    var end = digits(from: position)
    if text[end] == UInt8(ascii: "/") {
      end = digits(from: end + 1)
    } else {
      if text[end] == UInt8(ascii: ".") { end = digits(from: end + 1) }
      if text[end] | 0x20 == UInt8(ascii: "e") {
        let isSigned = text[end + 1] == UInt8(ascii: "+") || text[end + 1] == UInt8(ascii: "-")
        end = digits(from: end + (isSigned ? 2 : 1))
      }
    }
    let value = try text.number(position..<end)
    advance(to: end)
    return value
  }

  func digits(from start: Int) -> Int {
    var end = start
    while text[end].isDigit { end += 1 }
    return end
  }

  var isAtRelation: Bool { text[position].isRelationByte }

  mutating func relation() throws(ParseError) -> Relation {
    let run = text.bytes[position...].prefix { $0.isRelationByte }
    let relation: Relation
    switch String(decoding: run, as: UTF8.self) {
    case "<", "<=", "=<": relation = .less
    case ">", ">=", "=>": relation = .greater
    case "=": relation = .equal
    default: throw unexpected("a sign or one of <= >= =")
    }
    advance(to: run.endIndex)
    return relation
  }

  /// The run of name characters at `position`; empty where no name begins.
  var word: Range<Int> {
    var end = position
    if LPSyntax.isNameStart(text[position]) {
      while LPSyntax.isNameByte(text[end]) { end += 1 }
    }
    return position..<end
  }

  /// The text of a range of ASCII.
  func string(_ range: Range<Int>) -> String {
    String(decoding: text.bytes[range], as: UTF8.self)
  }

  /// Whether a variable stands here, and not the label or section that opens what comes next.
  var isAtName: Bool {
    LPSyntax.isNameStart(text[position])
      && !(startsLine && (label != nil || sectionHere != nil))
  }

  /// The label here, with its colon.
  var label: (name: Range<Int>, end: Int)? {
    let word = word
    let colon = skippingBlanks(word.upperBound)
    return !word.isEmpty && text[colon] == UInt8(ascii: ":") ? (word, colon + 1) : nil
  }

  mutating func takeLabel() -> String? {
    guard let label else { return nil }
    advance(to: label.end)
    return string(label.name)
  }

  var sectionHere: (section: LPSyntax.Section, end: Int)? {
    guard startsLine, !word.isEmpty, word.count <= 10, label == nil else { return nil }
    var end = word.upperBound
    var keyword = string(word).lowercased()
    if LPSyntax.firstWords.contains(keyword) {
      let start = skippingBlanks(end)
      end = start
      while text[end].isLetter { end += 1 }
      keyword += " " + string(start..<end).lowercased()
    } else if keyword == "semi" {
      while !text[end].isSpace, end < text.bytes.count { end += 1 }
    }
    return LPSyntax.sections[keyword].map { ($0, end) }
  }

  mutating func takeSection() -> LPSyntax.Section? {
    guard let (section, end) = sectionHere else { return nil }
    sectionStart = position
    advance(to: end)
    return section
  }

  func skippingBlanks(_ start: Int) -> Int {
    var offset = start
    while text[offset] == 0x20 || text[offset] == 0x09 { offset += 1 }
    return offset
  }

  /// Moves to `offset` and on over white space and comments. Once a token, no more: it decides
  /// whether the next token starts a line.
  mutating func advance(to offset: Int) {
    position = offset
    startsLine = offset == 0
    while true {
      switch text[position] {
      case 0x0A:
        startsLine = true
        position += 1
      case UInt8(ascii: "\\"):
        while position < text.bytes.count, text[position] != 0x0A { position += 1 }
      case let byte where byte.isSpace: position += 1
      default: return
      }
    }
  }

  func unexpected(_ expected: String) -> ParseError {
    text.error(at: position, expected: expected)
  }
}
