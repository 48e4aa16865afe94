// SPDX-License-Identifier: GPL-3.0-or-later

/// A word, a number, an operator or a bracket of Swift source, with its place.
struct Token {
  enum Kind { case word, number, symbol, bracket }

  var kind: Kind
  var text: String
  var range: Range<Int>
  var line: Int

  private static let symbols: Set<Character> = Set("+-*/<>=!&|.?%^~:")

  /// All tokens outside of comments and texts.
  static func all(in source: [Character]) -> [Token] {
    var tokens: [Token] = []
    var (offset, line) = (0, 1)
    func run(_ belongs: (Character) -> Bool) -> Int {
      source[offset...].firstIndex { !belongs($0) } ?? source.count
    }
    func add(_ kind: Kind, to end: Int) {
      tokens.append(
        Token(kind: kind, text: String(source[offset..<end]), range: offset..<end, line: line))
      offset = end
    }
    while offset < source.count {
      let character = source[offset]
      if character == "\n" {
        line += 1
        offset += 1
      } else if character.isWhitespace {
        offset += 1
      } else if character == "/", offset + 1 < source.count, source[offset + 1] == "/" {
        offset = run { $0 != "\n" }
      } else if character == "\"" {
        let end = endOfText(source, offset)
        line += source[offset..<end].count { $0 == "\n" }
        offset = end
      } else if character.isNumber {
        add(.number, to: run { $0.isNumber || $0.isLetter || $0 == "_" })
      } else if character.isLetter || character == "_" || character == "$" || character == "@"
        || character == "#"
      {
        offset += "@#$".contains(character) ? 1 : 0
        add(.word, to: max(offset + 1, run { $0.isLetter || $0.isNumber || $0 == "_" }))
      } else if symbols.contains(character) {
        add(.symbol, to: run(symbols.contains))
      } else {
        add(.bracket, to: offset + 1)
      }
    }
    return tokens
  }

  /// Where a text in quotes ends, what is interpolated in it included.
  private static func endOfText(_ source: [Character], _ start: Int) -> Int {
    let isLong = source[start...].prefix(3).elementsEqual(["\"", "\"", "\""])
    var offset = start + (isLong ? 3 : 1)
    var depth = 0
    while offset < source.count {
      let character = source[offset]
      if character == "\\", offset + 1 < source.count {
        depth += source[offset + 1] == "(" ? 1 : 0
        offset += 2
      } else if depth > 0 {
        if character == "\"" {
          offset = endOfText(source, offset)
          continue
        }
        depth += character == "(" ? 1 : character == ")" ? -1 : 0
        offset += 1
      } else if character == "\"" {
        if !isLong { return offset + 1 }
        if source[offset...].prefix(3).elementsEqual(["\"", "\"", "\""]) { return offset + 3 }
        offset += 1
      } else {
        offset += 1
      }
    }
    return offset
  }
}
