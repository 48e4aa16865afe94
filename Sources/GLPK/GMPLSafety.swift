// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds what a GMPL model does beyond describing a model: statements that read or write files.
///
/// GMPL prints (`printf … > "file"`) and talks to tables (`table`: CSV files, databases) while it
/// builds the model. There is no switch for it in GLPK, so the text is searched before GLPK sees it.
/// Statements behind `solve` are never run, so the search ends there.
///
/// Tokens are those of the language: names, strings with doubled quotes, comments `#` and `/* */`.
struct GMPLSafety {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private enum Token: Equatable {
    case word(String)
    case symbol(UInt8)
    case string
  }

  /// The first statement that reads or writes files, and its line; `nil` when there is none.
  static func firstDanger(in bytes: [UInt8]) -> (statement: String, line: Int)? {
    var scanner = GMPLSafety(bytes)
    return scanner.firstDanger()
  }

  private mutating func firstDanger() -> (statement: String, line: Int)? {
    var previous = Token.symbol(UInt8(ascii: ";"))
    while let (token, start) = next() {
      let isFirst = previous == .symbol(UInt8(ascii: ";"))
      if isFirst, token == .word("solve") || token == .word("end") { return nil }
      // A block of `for` ends without a semicolon.
      if isFirst || previous == .symbol(UInt8(ascii: "}")), token == .word("table") {
        return ("table", line(start))
      }
      if token == .word("printf"), printfHasFile() { return ("printf … > file", line(start)) }
      previous = token
    }
    return nil
  }

  /// Reads on to the semicolon; whether a `>` stands outside of brackets and of `if … then`.
  private mutating func printfHasFile() -> Bool {
    var depth = 0
    var conditions = 0
    var hasFile = false
    while let (token, start) = next() {
      switch token {
      case .symbol(UInt8(ascii: "(")), .symbol(UInt8(ascii: "[")), .symbol(UInt8(ascii: "{")):
        depth += 1
      case .symbol(UInt8(ascii: ")")), .symbol(UInt8(ascii: "]")), .symbol(UInt8(ascii: "}")):
        depth -= 1
      case .word("if"): conditions += 1
      case .word("then"): conditions -= 1
      case .symbol(UInt8(ascii: ">")): hasFile = hasFile || depth <= 0 && conditions <= 0
      case .symbol(UInt8(ascii: ";")):
        position = start
        return hasFile
      default: break
      }
    }
    return hasFile
  }

  private mutating func next() -> (Token, start: Int)? {
    skipBlanks()
    guard position < bytes.count else { return nil }
    let start = position
    let byte = bytes[position]
    if Self.isWordByte(byte) {
      while position < bytes.count, Self.isWordByte(bytes[position]) { position += 1 }
      return (.word(String(decoding: bytes[start..<position], as: UTF8.self)), start)
    }
    position += 1
    guard byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") else {
      return (.symbol(byte), start)
    }
    // A doubled quote is a string that ends and another that begins at once: the same here.
    while position < bytes.count, bytes[position] != byte { position += 1 }
    position = min(position + 1, bytes.count)
    return (.string, start)
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      } else if bytes[position...].starts(with: "/*".utf8) {
        position += 2
        while position < bytes.count, !bytes[position...].starts(with: "*/".utf8) { position += 1 }
        position = min(position + 2, bytes.count)
      } else if bytes[position] <= 0x20 {
        position += 1
      } else {
        return
      }
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private func line(_ offset: Int) -> Int { bytes[..<offset].count { $0 == 0x0A } + 1 }
}
