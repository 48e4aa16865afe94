// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// The bytes of a text and the name of where they came from: what every reader here reads.
///
/// Readers walk the bytes by offset; lines and columns are counted only when there is an error to
/// report. Numbers are read from their digits, exactly; none ever passes through a `Double`.
struct SourceText {
  let name: String
  let bytes: [UInt8]
  private var budget = NumberBudget()

  init(_ bytes: [UInt8], name: String) {
    self.name = name
    self.bytes = bytes
  }

  /// The byte at `offset`, or 0 past the end.
  subscript(offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  /// The text of a range, or `nil` where it is not UTF-8.
  func string(_ range: Range<Int>) -> String? {
    String(validating: bytes[range], as: UTF8.self)
  }

  /// The exact value of the number written in `range`: integer, fraction, decimal or scientific.
  /// Integers of up to 18 digits take a path of their own.
  mutating func number(_ range: Range<Int>) throws(ParseError) -> Rational {
    if let small = smallInteger(range) { return Rational(small) }
    guard range.count <= NumberBudget.lengthLimit else {
      let expected = "a number of at most \(NumberBudget.lengthLimit) characters"
      throw error(at: range.lowerBound, expected: expected, found: "one of \(range.count)")
    }
    let number: Rational
    do {
      number = try Rational(utf8: bytes[range])
    } catch {
      let found = "\(quoted(range)) (\(error))"
      throw self.error(at: range.lowerBound, expected: "a number", found: found)
    }
    guard budget.take(number, length: range.count) else { throw tooLarge(at: range.lowerBound) }
    return number
  }

  /// Counts a sum of numbers against the size that all of a file may have together.
  mutating func take(sum: Rational, at offset: Int) throws(ParseError) {
    guard budget.take(sum: sum) else { throw tooLarge(at: offset) }
  }

  private func tooLarge(at offset: Int) -> ParseError {
    error(at: offset, expected: "numbers of a sensible size", found: NumberBudget.reason)
  }

  /// An integer of up to 18 digits, or `nil`.
  func smallInteger(_ range: Range<Int>) -> Int? {
    let isNegative = self[range.lowerBound] == UInt8(ascii: "-")
    let digits = isNegative ? range.dropFirst() : range
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var value = 0
    for offset in digits {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return isNegative ? -value : value
  }

  /// The error that stands at `offset`; what was found there is described unless it is given.
  func error(at offset: Int, expected: String, found: String? = nil) -> ParseError {
    let newline = UInt8(ascii: "\n")
    let lineStart = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let lineEnd = bytes[offset...].firstIndex(of: newline) ?? bytes.count
    let before = printable(max(lineStart, offset - 400)..<offset)
    let after = printable(offset..<min(lineEnd, offset + 200))
    let isCutBefore = before.count > 60
    let shownBefore = (isCutBefore ? "…" : "") + String(before.suffix(60))
    return ParseError(
      source: name,
      line: bytes[..<lineStart].count { $0 == newline } + 1,
      column: bytes[lineStart..<offset].count { $0 & 0xC0 != 0x80 } + 1,
      excerpt: shownBefore + String(after.prefix(40)) + (after.count > 40 ? "…" : ""),
      caret: shownBefore.count, expected: expected, found: found ?? describe(offset))
  }

  /// The word, relation or character at `offset`, in quotes.
  private func describe(_ offset: Int) -> String {
    guard offset < bytes.count else { return "the end of the file" }
    if self[offset] == UInt8(ascii: "\n") || self[offset] == UInt8(ascii: "\r") {
      return "the end of the line"
    }
    let run = bytes[offset...].prefix { $0.isWordByte }.count
    let relation = bytes[offset...].prefix { $0.isRelationByte }.count
    var end = min(bytes.count, offset + max(run, relation, 1))
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return quoted(offset..<end)
  }

  /// At most forty characters of a range, in quotes.
  func quoted(_ range: Range<Int>) -> String {
    let text = printable(range.lowerBound..<min(range.upperBound, range.lowerBound + 200))
    return "\"\(text.count > 40 ? text.prefix(40) + "…" : text)\""
  }

  private func printable(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars
    where scalar != "\r" {
      let isControl = scalar.properties.generalCategory == .control
      text.append(scalar == "\t" ? " " : isControl ? "\u{FFFD}" : scalar)
    }
    return String(text)
  }
}

extension UInt8 {
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  var isHexadecimalDigit: Bool { isDigit || (self | 0x20) &- UInt8(ascii: "a") < 6 }
  var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
  var isWordByte: Bool { isDigit || isLetter || self == UInt8(ascii: "_") || self >= 0x80 }
  var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
  var isRelationByte: Bool { (UInt8(ascii: "<")...UInt8(ascii: ">")).contains(self) }
}
