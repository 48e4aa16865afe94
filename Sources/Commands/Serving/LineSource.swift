// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// The lines of a descriptor, one at a time, as soon as each is complete.
///
/// Memory: one chunk and the current line, which is dropped when it exceeds the limit.
struct LineSource {
  private let descriptor: Int32
  private let limit: Int
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)
  private var filled = 0
  private var position = 0

  init(descriptor: Int32, limit: Int) {
    self.descriptor = descriptor
    self.limit = limit
  }

  /// The next line without its newline; `nil` at the end. A last line without newline counts.
  mutating func next() -> OrderedPipeline.Line? {
    var line: [UInt8] = []
    var isTooLong = false
    var hasStarted = false
    while true {
      if position == filled {
        filled = fill()
        position = 0
        if filled == 0 { return hasStarted ? (isTooLong ? .tooLong : .text(line)) : nil }
      }
      hasStarted = true
      let rest = chunk[position..<filled]
      // By the C library, which looks at many bytes at a time: lines may have gigabytes.
      let end = rest.withUnsafeBytes { bytes -> Int? in
        guard let start = bytes.baseAddress else { return nil }
        let found = memchr(start, Int32(UInt8(ascii: "\n")), bytes.count)
        return found.map { position + (UnsafeRawPointer($0) - start) }
      }
      if line.count + (end ?? filled) - position > limit {
        isTooLong = true
        line = []
      } else if !isTooLong {
        line += rest[..<(end ?? filled)]
      }
      position = end.map { $0 + 1 } ?? filled
      if end != nil { return isTooLong ? .tooLong : .text(line) }
    }
  }

  private mutating func fill() -> Int {
    while true {
      let descriptor = descriptor
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      guard errno == EINTR else { return 0 }
    }
  }
}
