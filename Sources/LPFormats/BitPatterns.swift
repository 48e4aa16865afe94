// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// Arrays of binary floating-point numbers given by their bits, each the exact dyadic number it is.
///
/// Bits rather than decimals, because a decimal written by another program may have been rounded.
///
/// ```swift
/// BitPatterns.float32.value(0x3f80_0000)        // → 1
/// BitPatterns.float16.value(0x3555)             // → 1365/4096
/// BitPatterns.float64.value(0x7ff0_0000_0000_0000)   // → nil
/// ```
public enum BitPatterns: String, CaseIterable, Sendable {
  /// IEEE half precision: four digits, 5 exponent bits, 10 fraction bits.
  case float16 = "hex16"
  /// The upper half of a float32: four digits, 8 exponent bits, 7 fraction bits.
  case bfloat16 = "hexbf16"
  /// IEEE single precision: eight digits.
  case float32 = "hex32"
  /// IEEE double precision: sixteen digits.
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

  /// A pattern as significand·2ᵉ, negative for a set sign bit; `nil` for NaN and infinities.
  func parts(_ bits: UInt64) -> (significand: Int, exponent: Int)? {
    let (fractionBits, exponentBits) = layout
    let fraction = Int(bits & (1 << fractionBits - 1))
    let exponent = Int(bits >> fractionBits) & (1 << exponentBits - 1)
    let isNegative = bits >> (fractionBits + exponentBits) & 1 == 1
    guard exponent != 1 << exponentBits - 1 else { return nil }
    let bias = 1 << (exponentBits - 1) - 1
    // A zero exponent marks subnormals, which lack the leading 1.
    let significand = exponent == 0 ? fraction : fraction | 1 << fractionBits
    return (isNegative ? -significand : significand, max(exponent, 1) - bias - fractionBits)
  }

  /// The exact value of one pattern; `nil` for NaN and infinities.
  public func value(_ bits: UInt64) -> Rational? {
    parts(bits).map { Rational($0.significand) * Rational(2).raised(to: $0.exponent) }
  }

  /// The numbers of a JSON array of patterns.
  public func values(_ cursor: JSONCursor) throws(JSONPathError) -> [Rational] {
    try scaledParts(cursor).map { Rational($0.significand) * Rational(2).raised(to: $0.exponent) }
  }

  /// The same as significands and exponents, without a fraction a number.
  func scaledParts(
    _ cursor: JSONCursor
  ) throws(JSONPathError) -> [(significand: Int, exponent: Int)] {
    guard case .array(let elements) = cursor.value else {
      throw cursor.error(expected: "an array of hexadecimal digits")
    }
    var numbers: [(significand: Int, exponent: Int)] = []
    numbers.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      guard case .string(let text) = element, let bits = bits(text) else {
        throw try cursor.elements()[index].error(
          expected: "the \(digits) hexadecimal digits of a \(self)")
      }
      guard let number = parts(bits) else {
        throw try cursor.elements()[index].error("\"\(text)\" is NaN or infinite as a \(self)")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The bits that exactly the right number of hexadecimal digits spell.
  private func bits(_ text: String) -> UInt64? {
    guard text.utf8.count == digits else { return nil }
    var bits: UInt64 = 0
    for byte in text.utf8 {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      bits = bits << 4 | UInt64(digit)
    }
    return bits
  }
}
