// SPDX-License-Identifier: GPL-3.0-or-later

/// A line of text with its look.
struct SVGText {
  enum Anchor: String {
    case start
    case middle
    case end
  }

  var text: String
  var size = 11.0
  var isBold = false
  var colour = Palette.ink

  init(
    _ text: String, size: Double = 11, isBold: Bool = false, colour: String = Palette.ink
  ) {
    self.text = text
    self.size = size
    self.isBold = isBold
    self.colour = colour
  }

  /// About how wide it is: that of DejaVu Sans, wider than most fonts for screens.
  var width: Double { Self.width(text) * size * (isBold ? 1.12 : 1) }

  /// The text, or its beginning and "…" where it is wider than `width`.
  func fitted(to width: Double) -> SVGText {
    guard self.width > width else { return self }
    var copy = self
    var characters = Array(text)
    repeat {
      characters.removeLast()
      copy.text = String(characters) + "…"
    } while copy.width > width && !characters.isEmpty
    return copy
  }

  /// The text in lines of at most `width`, broken at spaces; longer words are cut.
  func wrapped(to width: Double) -> [SVGText] {
    var lines: [SVGText] = []
    for word in text.split(separator: " ") {
      var longer = self
      longer.text = (lines.last.map { $0.text + " " } ?? "") + word
      if !lines.isEmpty, longer.width <= width {
        lines[lines.count - 1] = longer
      } else {
        longer.text = String(word)
        lines.append(longer.fitted(to: width))
      }
    }
    return lines
  }

  /// Widths in ems of what differs much from the rest.
  private static let widths: [Character: Double] = [
    " ": 0.32, "i": 0.28, "l": 0.28, "j": 0.28, "'": 0.28, "f": 0.36, "t": 0.4, "r": 0.42,
    "s": 0.53, "m": 0.98, "w": 0.82, "I": 0.3, "M": 0.87, "W": 1, ".": 0.32, ",": 0.32,
    ":": 0.34, ";": 0.34, "/": 0.34, "|": 0.34, "(": 0.4, ")": 0.4, "-": 0.37, "·": 0.32,
    "=": 0.84, "+": 0.84, "<": 0.84, ">": 0.84, "≈": 0.84, "−": 0.84, "≤": 0.84, "…": 1,
    "%": 0.95, "@": 1, "#": 0.84, "₁": 0.42, "₂": 0.42, "²": 0.42, "∅": 0.88, "G": 0.78,
    "O": 0.79, "Q": 0.79, "→": 0.84, "∖": 0.64,
  ]

  private static func width(_ text: String) -> Double {
    text.reduce(0) { total, character in
      if let width = widths[character] { return total + width }
      guard let scalar = character.unicodeScalars.first else { return total }
      if scalar.value >= 0x1100, !(0x1E00..<0x2800).contains(scalar.value) {
        return total + (scalar.value < 0x10000 ? 1.05 : 1.4)
      }
      return total + (character.isUppercase ? 0.72 : 0.64)
    }
  }
}

extension String {
  /// The text as XML content or attribute. What XML does not allow at all becomes visible: a control
  /// character its picture, anything else of that sort U+FFFD.
  var escapedForXML: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      default: text.unicodeScalars.append(scalar.visible)
      }
    }
    return text
  }

  /// A token's name as it can be seen: spaces at its ends as ␣, control characters as their pictures.
  var visibleToken: String {
    guard !isEmpty else { return "“”" }
    var scalars = unicodeScalars.map(\.visible)
    for index in scalars.indices {
      guard scalars[index] == " " else { break }
      scalars[index] = "␣"
    }
    for index in scalars.indices.reversed() {
      guard scalars[index] == " " else { break }
      scalars[index] = "␣"
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

extension Unicode.Scalar {
  /// The character, or one that stands for it where it cannot be shown or would change what is around.
  fileprivate var visible: Unicode.Scalar {
    switch value {
    case 0..<0x20: Unicode.Scalar(0x2400 + value)!
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
    case _ where value & 0xFFFE == 0xFFFE || 0xFDD0...0xFDEF ~= value: "\u{FFFD}"
    default: self
    }
  }
}
