// SPDX-License-Identifier: GPL-3.0-or-later

/// The lines of a certificate, one after the other: what the readers of certificates share.
struct CertificateLines {
  let text: SourceText
  /// The line that is next, without its end.
  private(set) var line: Range<Int> = 0..<0
  private var next = 0

  init(_ text: SourceText) {
    self.text = text
    advance()
  }

  /// Moves to the next line; past the last one, to an empty line at the end.
  mutating func advance() {
    let start = next
    let end = text.bytes[start...].firstIndex(of: 0x0A) ?? text.bytes.count
    next = min(end + 1, text.bytes.count)
    line = start..<(end > start && text[end - 1] == 0x0D ? end - 1 : end)
  }

  /// A line that says exactly this.
  mutating func take(_ expected: String) throws(ParseError) {
    guard text.bytes[line].elementsEqual(expected.utf8) else {
      throw text.error(at: line.lowerBound, expected: "the line \"\(expected)\"")
    }
    advance()
  }

  /// What follows the word and a space on this line, if it begins with them.
  func keyword(_ word: String) -> Range<Int>? {
    let start = line.lowerBound + word.utf8.count + 1
    guard text.bytes[line].starts(with: (word + " ").utf8), start < line.upperBound else {
      return nil
    }
    return start..<line.upperBound
  }

  /// The rest of a line that begins with the word.
  mutating func value(of word: String) throws(ParseError) -> Range<Int> {
    guard let range = keyword(word) else {
      throw text.error(at: line.lowerBound, expected: "\"\(word)\" and its value")
    }
    advance()
    return range
  }

  /// A word and a fingerprint.
  mutating func fingerprint(of word: String) throws(ParseError) -> String {
    let range = try value(of: word)
    guard range.count == 16, text.bytes[range].allSatisfy(\.isHexadecimalDigit) else {
      throw text.error(at: range.lowerBound, expected: "a fingerprint of 16 hexadecimal digits")
    }
    return String(decoding: text.bytes[range], as: UTF8.self)
  }

  /// The line `end`, and nothing after it.
  mutating func end() throws(ParseError) {
    try take("end")
    guard line.lowerBound == text.bytes.count else {
      throw text.error(at: line.lowerBound, expected: "nothing after \"end\"")
    }
  }
}
