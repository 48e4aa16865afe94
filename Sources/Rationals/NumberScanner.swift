// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads one number from bytes, all of them, without rounding.
struct NumberScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func number() throws(RationalSyntaxError) -> Rational {
    guard !bytes.isEmpty else { throw .empty }
    let isNegative = takeSign()
    let magnitude = isAtHexadecimal ? try hexadecimal() : try decimal()
    guard position == bytes.count else { throw unexpected("the end of the number") }
    return isNegative ? -magnitude : magnitude
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func unexpected(_ expected: String) -> RationalSyntaxError {
    .unexpected(offset: position, expected: expected)
  }

  /// Skips a sign; whether it was a minus.
  private mutating func takeSign() -> Bool {
    guard let byte = current, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") else {
      return false
    }
    position += 1
    return byte == UInt8(ascii: "-")
  }

  /// Digits, a fraction part or a denominator, and an exponent.
  private mutating func decimal() throws(RationalSyntaxError) -> Rational {
    var digits = Digits(base: 10)
    digits.take(from: bytes, at: &position)
    if current == UInt8(ascii: "/") {
      guard digits.count > 0 else { throw unexpected("a digit") }
      position += 1
      var below = Digits(base: 10)
      below.take(from: bytes, at: &position)
      guard below.count > 0 else { throw unexpected("a digit") }
      let denominator = below.value(bytes)
      guard !denominator.isZero else { throw .zeroDenominator }
      return digits.value(bytes) / denominator
    }
    var scale = 0
    if current == UInt8(ascii: ".") {
      position += 1
      let before = digits.count
      digits.take(from: bytes, at: &position)
      scale = digits.count - before
    }
    guard digits.count > 0 else { throw unexpected("a digit") }
    var exponent = -scale
    if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
      position += 1
      exponent += try signedExponent()
    }
    let value = digits.value(bytes)
    return exponent == 0 || value.isZero ? value : value * Rational(10).raised(to: exponent)
  }

  private var isAtHexadecimal: Bool {
    position + 1 < bytes.count && bytes[position] == UInt8(ascii: "0")
      && bytes[position + 1] | 0x20 == UInt8(ascii: "x")
  }

  /// `0x` digits with an optional point, and an optional power of two.
  private mutating func hexadecimal() throws(RationalSyntaxError) -> Rational {
    position += 2
    var digits = Digits(base: 16)
    digits.take(from: bytes, at: &position)
    var exponent = 0
    if current == UInt8(ascii: ".") {
      position += 1
      let before = digits.count
      digits.take(from: bytes, at: &position)
      exponent = -4 * (digits.count - before)
    }
    guard digits.count > 0 else { throw unexpected("a hexadecimal digit") }
    if let byte = current, byte | 0x20 == UInt8(ascii: "p") {
      position += 1
      exponent += try signedExponent()
    }
    let value = digits.value(bytes)
    return value.isZero ? value : value * Rational(2).raised(to: exponent)
  }

  private mutating func signedExponent() throws(RationalSyntaxError) -> Int {
    let isNegative = takeSign()
    var exponent = 0
    let start = position
    while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), Rational.exponentLimit + 1)
      position += 1
    }
    guard position > start else { throw unexpected("a digit of the exponent") }
    guard exponent <= Rational.exponentLimit else { throw .exponentTooLarge }
    return isNegative ? -exponent : exponent
  }
}

/// A run of digits, perhaps in two parts around a point: a machine integer while it fits.
private struct Digits {
  private let base: Int
  private(set) var count = 0
  private var small = 0
  private var isSmall = true
  private var first = 0..<0
  private var second = 0..<0

  init(base: Int) { self.base = base }

  /// Reads as many digits as there are.
  mutating func take(from bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) {
    let start = position
    while position < bytes.count, let digit = digit(bytes[position]) {
      if isSmall {
        let (product, overflow1) = small.multipliedReportingOverflow(by: base)
        let (sum, overflow2) = product.addingReportingOverflow(digit)
        if overflow1 || overflow2 { isSmall = false } else { small = sum }
      }
      position += 1
    }
    count += position - start
    if first.isEmpty { first = start..<position } else { second = start..<position }
  }

  private func digit(_ byte: UInt8) -> Int? {
    let value: UInt8
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): value = byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): value = byte - UInt8(ascii: "A") + 10
    default: return nil
    }
    return Int(value) < base ? Int(value) : nil
  }

  /// The integer that the digits spell.
  func value(_ bytes: UnsafeBufferPointer<UInt8>) -> Rational {
    if isSmall { return Rational(small) }
    var characters: [CChar] = []
    characters.reserveCapacity(count + 1)
    for run in [first, second] { characters += bytes[run].map { CChar($0) } }
    characters.append(0)
    return Rational(LargeRational(digits: characters, base: base))
  }
}
