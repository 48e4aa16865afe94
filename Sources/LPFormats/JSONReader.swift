// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

extension JSONValue {
  /// Reads one JSON text (RFC 8259), all of it.
  ///
  /// Throws at the first character that does not belong, at a key that comes twice, at nesting deeper
  /// than 512, and at a number whose exponent would not fit a memory. Cost: linear.
  public static func parse(_ bytes: [UInt8], source: String) throws(ParseError) -> JSONValue {
    var reader = JSONReader(text: SourceText(bytes, name: source))
    return try reader.document()
  }
}

private struct JSONReader {
  var text: SourceText
  private var offset = 0
  private static let depthLimit = 512

  init(text: SourceText) { self.text = text }

  mutating func document() throws(ParseError) -> JSONValue {
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    guard offset == text.bytes.count else {
      throw text.error(at: offset, expected: "the end of the file")
    }
    return value
  }

  private mutating func skipSpace() {
    while true {
      switch text[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(ParseError) -> JSONValue {
    guard depth < Self.depthLimit else {
      throw text.error(
        at: offset, expected: "at most \(Self.depthLimit) levels of nesting",
        found: "one more")
    }
    switch text[offset] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw text.error(at: offset, expected: "a value")
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(ParseError) -> JSONValue {
    for byte in word.utf8 {
      guard text[offset] == byte else { throw text.error(at: offset, expected: "\"\(word)\"") }
      offset += 1
    }
    return value
  }

  private mutating func object(depth: Int) throws(ParseError) -> JSONValue {
    var members: [JSONValue.Member] = []
    var keys: Set<String> = []
    offset += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object([]) }
    while true {
      let keyOffset = offset
      guard text[offset] == UInt8(ascii: "\"") else {
        throw text.error(at: offset, expected: "a key in quotes")
      }
      let key = try string()
      guard keys.insert(key).inserted else {
        let found = text.quoted(keyOffset + 1..<offset - 1)
        throw text.error(
          at: keyOffset, expected: "each key once", found: found + " for the second time")
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw text.error(at: offset, expected: "\":\"") }
      skipSpace()
      members.append(.init(key, try value(depth: depth + 1)))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else {
        throw text.error(at: offset, expected: "\",\" or \"}\"")
      }
      skipSpace()
    }
  }

  private mutating func array(depth: Int) throws(ParseError) -> JSONValue {
    var elements: [JSONValue] = []
    offset += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      guard take(UInt8(ascii: ",")) else {
        throw text.error(at: offset, expected: "\",\" or \"]\"")
      }
      skipSpace()
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard text[offset] == byte, offset < text.bytes.count else { return false }
    offset += 1
    return true
  }

  /// -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
  private mutating func number() throws(ParseError) -> Rational {
    let start = offset
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if text[offset].isDigit {
      throw text.error(at: offset, expected: "no digit after a leading 0")
    }
    if take(UInt8(ascii: ".")) { try digits() }
    if text[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return try text.number(start..<offset)
  }

  private mutating func digits() throws(ParseError) {
    guard text[offset].isDigit else { throw text.error(at: offset, expected: "a digit") }
    while text[offset].isDigit { offset += 1 }
  }

  private mutating func string() throws(ParseError) -> String {
    let opening = offset
    offset += 1
    let start = offset
    while text[offset] != UInt8(ascii: "\"") {
      guard text[offset] >= 0x20 else {
        throw text.error(at: offset, expected: "the closing quote of the string")
      }
      if text[offset] == UInt8(ascii: "\\") { return try escapedString(from: start, opening) }
      offset += 1
    }
    guard let plain = text.string(start..<offset) else {
      throw text.error(at: opening, expected: "UTF-8", found: "bytes that are none")
    }
    offset += 1
    return plain
  }

  /// The slow path of ``string()``: from the first backslash on.
  private mutating func escapedString(
    from start: Int, _ opening: Int
  ) throws(ParseError) -> String {
    var bytes = Array(text.bytes[start..<offset])
    while text[offset] != UInt8(ascii: "\"") {
      guard text[offset] >= 0x20 else {
        throw text.error(at: offset, expected: "the closing quote of the string")
      }
      if take(UInt8(ascii: "\\")) {
        bytes += try escape()
      } else {
        bytes.append(text[offset])
        offset += 1
      }
    }
    offset += 1
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw text.error(at: opening, expected: "UTF-8", found: "bytes that are none")
    }
    return string
  }

  private mutating func escape() throws(ParseError) -> [UInt8] {
    let letter = text[offset]
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw text.error(at: offset - 1, expected: "an escape such as \\n")
    }
  }

  private mutating func unicodeEscape() throws(ParseError) -> [UInt8] {
    let start = offset
    var code = try fourHexadecimalDigits()
    if (0xD800...0xDBFF).contains(code), text[offset] == UInt8(ascii: "\\"),
      text[offset + 1] == UInt8(ascii: "u")
    {
      offset += 2
      let low = try fourHexadecimalDigits()
      guard (0xDC00...0xDFFF).contains(low) else {
        throw text.error(at: start, expected: "a pair of surrogates", found: "half of one")
      }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw text.error(at: start, expected: "a pair of surrogates", found: "half of one")
    }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func fourHexadecimalDigits() throws(ParseError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(UnicodeScalar(text[offset])).hexDigitValue else {
        throw text.error(at: offset, expected: "a hexadecimal digit")
      }
      code = code << 4 + UInt32(digit)
      offset += 1
    }
    return code
  }
}
