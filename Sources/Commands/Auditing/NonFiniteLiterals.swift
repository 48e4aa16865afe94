// SPDX-License-Identifier: GPL-3.0-or-later

/// The bare words NaN, Infinity and -Infinity that some writers put where JSON allows no such thing.
enum NonFiniteLiterals {
  private static let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }

  /// The text with each such word outside a string put in quotes. Cost: linear.
  static func quoted(in bytes: [UInt8]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 16)
    var isInString = false
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if isInString, byte == UInt8(ascii: "\\"), offset + 1 < bytes.count {
        result += bytes[offset...offset + 1]
        offset += 2
        continue
      }
      if byte == quote { isInString.toggle() }
      if !isInString, let word = words.first(where: { bytes[offset...].starts(with: $0) }) {
        result += [quote] + word + [quote]
        offset += word.count
        continue
      }
      result.append(byte)
      offset += 1
    }
    return result
  }
}
