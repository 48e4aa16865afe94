// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

extension JSONValue {
  /// The value as JSON on one line, or indented with short arrays kept on theirs.
  public func text(indented: Bool = false) -> String {
    var text = ""
    write(to: &text, indentation: indented ? 0 : nil)
    return text
  }

  /// A number is written as the decimal that it is, or as a string where none of a sensible length
  /// expresses it.
  private func write(to text: inout String, indentation: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number):
      let isShort = number.isInteger || number.bitWidth <= 4096
      text += (isShort ? number.finiteDecimal : nil) ?? Self.quoted(number.description)
    case .string(let string): text += Self.quoted(string)
    case .array(let elements):
      let isFlat = elements.allSatisfy(\.isScalar)
      Self.write(
        elements.count, between: "[", and: "]", to: &text, indentation: isFlat ? nil : indentation
      ) { elements[$0].write(to: &$1, indentation: $2) }
    case .object(let members):
      Self.write(members.count, between: "{", and: "}", to: &text, indentation: indentation) {
        $1 += Self.quoted(members[$0].key) + ": "
        members[$0].value.write(to: &$1, indentation: $2)
      }
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func write(
    _ count: Int, between opening: String, and closing: String, to text: inout String,
    indentation: Int?, _ element: (Int, inout String, Int?) -> Void
  ) {
    text += opening
    let inner = indentation.map { $0 + 2 }
    for index in 0..<count {
      if index > 0 { text += inner == nil ? ", " : "," }
      if let inner { text += "\n" + String(repeating: " ", count: inner) }
      element(index, &text, inner)
    }
    if let indentation, count > 0 { text += "\n" + String(repeating: " ", count: indentation) }
    text += closing
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
