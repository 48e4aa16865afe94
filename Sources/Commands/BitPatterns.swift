// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals

/// Arrays of binary floating-point numbers given by their bits, each the exact dyadic number it is.
///
/// Bits rather than decimals, because a decimal written by another program may have been rounded.
enum BitPatterns: String, CaseIterable {
  case float16 = "hex16"
  case bfloat16 = "hexbf16"
  case float32 = "hex32"
  case float64 = "hex64"

  private var digits: Int {
    switch self {
    case .float16, .bfloat16: 4
    case .float32: 8
    case .float64: 16
    }
  }

  /// Fraction bits and exponent bits of the format.
  private var layout: (fraction: Int, exponent: Int) {
    switch self {
    case .float16: (10, 5)
    case .bfloat16: (7, 8)
    case .float32: (23, 8)
    case .float64: (52, 11)
    }
  }

  /// The exact value of one pattern; `nil` for NaN and infinities.
  func value(_ bits: UInt64) -> Rational? {
    let (fractionBits, exponentBits) = layout
    let fraction = Int(bits & (1 << fractionBits - 1))
    let exponent = Int(bits >> fractionBits) & (1 << exponentBits - 1)
    let isNegative = bits >> (fractionBits + exponentBits) & 1 == 1
    guard exponent != 1 << exponentBits - 1 else { return nil }
    let bias = 1 << (exponentBits - 1) - 1
    // A zero exponent marks subnormals, which lack the leading 1.
    let significand = exponent == 0 ? fraction : fraction | 1 << fractionBits
    let scale = max(exponent, 1) - bias - fractionBits
    let magnitude = Rational(significand) * Rational(2).raised(to: scale)
    return isNegative ? -magnitude : magnitude
  }

  /// The numbers of a JSON array of patterns.
  func values(_ cursor: JSONCursor) throws -> [Rational] {
    try cursor.elements().map { element in
      let text = try element.string()
      guard text.count == digits, let bits = UInt64(text, radix: 16) else {
        throw element.error(
          expected: "the \(digits) hexadecimal digits of a \(self)", found: "\"\(text)\"")
      }
      guard let value = value(bits) else {
        throw element.error("\"\(text)\" is NaN or infinite as a \(self)")
      }
      return value
    }
  }
}
