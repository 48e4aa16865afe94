// SPDX-License-Identifier: GPL-3.0-or-later

extension Rational {
  /// The largest exponent, in magnitude, that a text may use.
  public static let exponentLimit = 100_000

  /// Reads a number exactly.
  ///
  /// | form | example | value |
  /// |---|---|---|
  /// | integer, fraction of integers | `-2`, `1/3` | −2, 1/3 |
  /// | decimal, scientific | `0.1`, `.5`, `5.`, `2.5e-3` | 1/10, 1/2, 5, 1/400 |
  /// | hexadecimal float | `0x1.8p-3` | 3/16 |
  ///
  /// No form passes through a `Double`. Cost: linear in the digits while they fit a machine word,
  /// GMP's conversion beyond.
  public init(parsing text: some StringProtocol) throws(RationalSyntaxError) {
    let inPlace = text.utf8.withContiguousStorageIfAvailable(Self.scanned)
    self = try (inPlace ?? Array(text.utf8).withUnsafeBufferPointer(Self.scanned)).get()
  }

  /// The same from bytes, for readers of files.
  public init(utf8 bytes: ArraySlice<UInt8>) throws(RationalSyntaxError) {
    self = try bytes.withUnsafeBufferPointer(Self.scanned).get()
  }

  /// The same from a buffer.
  public init(utf8 bytes: UnsafeBufferPointer<UInt8>) throws(RationalSyntaxError) {
    var scanner = NumberScanner(bytes: bytes)
    self = try scanner.number()
  }

  // A result rather than an error: the standard library's closures rethrow without the type.
  private static func scanned(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Result<Rational, RationalSyntaxError> {
    Result { () throws(RationalSyntaxError) in try Rational(utf8: bytes) }
  }
}

extension Rational: LosslessStringConvertible {
  /// Reads a number exactly, or answers `nil`; see ``init(parsing:)`` for the forms and for reasons.
  public init?(_ text: String) {
    do {
      try self.init(parsing: text)
    } catch {
      return nil
    }
  }

  /// Lowest terms: `5/9`, integers as `3`.
  public var description: String {
    switch storage {
    case .small(let numerator, let denominator):
      return denominator == 1 ? String(numerator) : "\(numerator)/\(denominator)"
    case .large(let large):
      return large.description
    }
  }
}

extension Rational {
  /// An integer in base 16: `0x1f`, `-0x1f`. Unlike base 10 its cost is linear, for us and for who
  /// reads it. Traps when the number is no integer.
  public var hexadecimalInteger: String {
    precondition(isInteger, "\(self) is no integer")
    let digits =
      switch magnitude.storage {
      case .small(let numerator, _): String(numerator, radix: 16)
      case .large(let large): large.text(base: 16)
      }
    return (signum < 0 ? "-0x" : "0x") + digits
  }
}

extension Rational: Codable {
  /// Encodes the text `numerator/denominator`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// Decodes any text that ``init(parsing:)`` reads.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      try self.init(parsing: text)
    } catch {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not a number: \(error)")
    }
  }
}
