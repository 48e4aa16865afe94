// SPDX-License-Identifier: GPL-3.0-or-later

/// The words and characters of the LP format, shared by its reader and its writer.
package enum LPSyntax {
  /// The comment that carries the name of the program, among those that open the text.
  package static let title = "\\Problem name: "

  enum Section: Hashable {
    case minimize, maximize, rows, bounds, general, binary, unsupported, end
  }

  /// What a word at the beginning of a line may open, in lower case.
  static let sections: [String: Section] = [
    "minimize": .minimize, "minimise": .minimize, "minimum": .minimize, "min": .minimize,
    "maximize": .maximize, "maximise": .maximize, "maximum": .maximize, "max": .maximize,
    "subject to": .rows, "such that": .rows, "st": .rows, "st.": .rows, "s.t.": .rows,
    "bounds": .bounds, "bound": .bounds,
    "general": .general, "generals": .general, "gen": .general, "integer": .general,
    "integers": .general, "int": .general,
    "binary": .binary, "binaries": .binary, "bin": .binary,
    "semi": .unsupported, "semis": .unsupported, "sos": .unsupported, "sos1": .unsupported,
    "sos2": .unsupported, "pwlobj": .unsupported, "lazy constraints": .unsupported,
    "user cuts": .unsupported, "end": .end,
  ]

  /// The first of two words that open a section.
  static let firstWords: Set<String> = ["subject", "such", "lazy", "user"]

  /// Every byte of a name but digits, the point and `/`.
  static func isNameStart(_ byte: UInt8) -> Bool {
    isNameByte(byte) && !byte.isDigit && byte != UInt8(ascii: ".") && byte != UInt8(ascii: "/")
  }

  /// Letters, digits and ! " # $ % & ( ) , . / ; ? @ _ ` ' { | } ~.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x29, 0x2C, 0x2E...0x39, 0x3B, 0x3F...0x5A, 0x5F...0x7E: true
    default: false
    }
  }

  static func isInfinity(_ word: String) -> Bool {
    word.utf8.first.map { $0 | 0x20 } == UInt8(ascii: "i")
      && ["inf", "infinity"].contains(word.lowercased())
  }

  /// Whether a name can be written without being taken for something else.
  package static func isName(_ name: String) -> Bool {
    let word = name.lowercased()
    return name.utf8.first.map(isNameStart) == true && name.utf8.allSatisfy(isNameByte)
      && sections[word] == nil && !firstWords.contains(word)
      && !["free", "inf", "infinity"].contains(word)
  }
}
