// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import LPWriting
import TestSupport
import Testing

@Suite("Compressed files")
struct GzipTests {
  /// Larger than any buffer on the way.
  private static let large = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 9) }

  @Test(
    "what was compressed is decompressed", arguments: [0, 1, 1000, 1 << 16, 1 << 20, large.count])
  func roundTrip(_ count: Int) throws {
    let bytes = Array(Self.large[..<count])
    let compressed = Gzip.compress(bytes)
    #expect(Gzip.isGzip(compressed))
    #expect(try Gzip.decompress(compressed) == bytes)
    #expect(try Gzip.decompress(compressed + Gzip.compress([1, 2])) == bytes + [1, 2])
  }

  @Test("a file that grows beyond the limit is refused before it is there")
  func bomb() throws {
    let zeros = Gzip.compress([UInt8](repeating: 0, count: 1 << 20))
    #expect(zeros.count < 2000)
    #expect(try Gzip.decompress(zeros, limit: 1 << 20).count == 1 << 20)
    #expect(throws: GzipError.tooLarge(limit: 1 << 20 - 1)) {
      try Gzip.decompress(zeros, limit: 1 << 20 - 1)
    }
    let many = (0..<100).flatMap { _ in zeros }
    #expect(throws: GzipError.tooLarge(limit: 50 << 20)) {
      try Gzip.decompress(many, limit: 50 << 20)
    }
  }

  @Test("every prefix is too short, and what follows must be gzip again")
  func truncated() {
    let compressed = Gzip.compress(Array("Minimize x\nSubject To\nEnd\n".utf8))
    for count in 2..<compressed.count {
      #expect(throws: GzipError.truncated) { try Gzip.decompress(Array(compressed[..<count])) }
    }
    #expect(throws: GzipError.notGzip) { try Gzip.decompress([]) }
    #expect(throws: GzipError.notGzip) { try Gzip.decompress(Array("min".utf8)) }
    #expect(throws: GzipError.trailing) { try Gzip.decompress(compressed + [0]) }
  }

  @Test("many small members cost no more than their bytes")
  func members() throws {
    let member = Gzip.compress([UInt8(ascii: "x")])
    let many = (0..<20_000).flatMap { _ in member }
    #expect(try Gzip.decompress(many) == [UInt8](repeating: UInt8(ascii: "x"), count: 20_000))
  }

  @Test("damage is found")
  func damaged() throws {
    let bytes = Array("Minimize x + y\nSubject To\n c: x + 3 y >= 2\nEnd\n".utf8)
    let compressed = Gzip.compress(bytes)
    try forAll("damaged gzip files", cases: 3000, { $0.damaged(compressed) }) { damaged in
      do {
        let found = try Gzip.decompress(damaged)
        // Time, system and flags of the head are covered by no check sum.
        try demand(found == bytes, "read as \(found)")
      } catch let error as GzipError {
        try demand(!"\(error)".isEmpty, "no reason")
      }
    }
  }
}
