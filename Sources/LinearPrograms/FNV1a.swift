// SPDX-License-Identifier: GPL-3.0-or-later

/// The 64-bit FNV-1a hash: what the fingerprints of models and instances are made with.
///
/// It catches mix-ups and is not cryptographic; no proof rests on it.
public struct FNV1a: Sendable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The hash of nothing.
  public init() {}

  /// Adds a text and a terminator, so that "ab"+"c" differs from "a"+"bc".
  public mutating func add(_ text: String) {
    for byte in text.utf8 { step(byte) }
    step(0)
  }

  /// Adds bytes as they are.
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { step(byte) }
  }

  /// Adds eight bytes, the least significant first.
  public mutating func add(_ word: UInt) {
    for shift in stride(from: 0, to: UInt.bitWidth, by: 8) {
      step(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  private mutating func step(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  /// The hash as 16 hexadecimal digits.
  public var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
