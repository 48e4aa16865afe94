// SPDX-License-Identifier: GPL-3.0-or-later

internal import CZlib

/// Why bytes are no whole gzip file.
public enum GzipError: Error, Sendable, Hashable, CustomStringConvertible {
  /// They do not begin as one.
  case notGzip
  /// They go on behind it, and not with another one.
  case trailing
  /// They end too early.
  case truncated
  /// Their check sum or their code is wrong.
  case damaged
  /// There is more in them than is allowed.
  case tooLarge(limit: Int)

  /// The reason in a few words.
  public var description: String {
    switch self {
    case .notGzip: "not a gzip file"
    case .trailing: "something follows the gzip file"
    case .truncated: "the gzip file ends too early"
    case .damaged: "the gzip file is damaged"
    case .tooLarge(let limit): "the gzip file holds more than \(limit) bytes"
    }
  }
}

/// The gzip format (RFC 1952), by zlib.
public enum Gzip {
  /// Whether bytes begin as a gzip file does.
  public static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// What a gzip file of one or more members holds, at most `limit` bytes of it.
  ///
  /// A file that would grow beyond the limit is refused as soon as it does. Cost: linear.
  public static func decompress(
    _ bytes: [UInt8], limit: Int = TextFile.sizeLimit
  ) throws(GzipError) -> [UInt8] {
    guard isGzip(bytes) else { throw .notGzip }
    var inflater = Inflater(limit: limit)
    defer { inflater.end() }
    var position = 0
    // zlib counts its input in 32 bits, so it gets a piece at a time.
    while position < bytes.count {
      let piece = Array(bytes[position..<min(position + 1 << 20, bytes.count)])
      let taken = try inflater.take(piece)
      position += taken
      // Bytes are left over after a member: another one, or something that does not belong.
      if inflater.isBetweenMembers, position < bytes.count {
        guard isGzip(Array(bytes[position...].prefix(2))) else { throw .trailing }
        inflater.beginMember()
      }
    }
    guard inflater.isBetweenMembers else { throw .truncated }
    return inflater.output
  }
}

/// A stream of zlib with what has come out of it.
private struct Inflater {
  private(set) var output: [UInt8] = []
  /// Whether a member has just ended.
  private(set) var isBetweenMembers = false
  private let limit: Int
  /// At a fixed address, because zlib keeps it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  init(limit: Int) {
    self.limit = limit
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = czlib_inflate_init_gzip(stream)
    precondition(status == Z_OK, "zlib has no memory")
  }

  func end() {
    inflateEnd(stream)
    stream.deallocate()
  }

  mutating func beginMember() {
    inflateReset(stream)
    isBetweenMembers = false
  }

  /// Decompresses a piece, or its part up to the end of a member; answers how much was taken.
  mutating func take(_ piece: [UInt8]) throws(GzipError) -> Int {
    var piece = piece
    var left = piece.count
    var status = Z_OK
    // On as long as there is input, or output that did not fit the buffer.
    repeat {
      let written = piece.withUnsafeMutableBufferPointer { input in
        buffer.withUnsafeMutableBufferPointer { space in
          stream.pointee.next_in = input.baseAddress! + (input.count - left)
          stream.pointee.avail_in = UInt32(left)
          stream.pointee.next_out = space.baseAddress
          stream.pointee.avail_out = UInt32(space.count)
          status = inflate(stream, Z_NO_FLUSH)
          left = Int(stream.pointee.avail_in)
          return space.count - Int(stream.pointee.avail_out)
        }
      }
      guard output.count + written <= limit else { throw .tooLarge(limit: limit) }
      output += buffer[..<written]
      // Without input there is no progress, which is no mistake.
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR && left == 0 else {
        throw .damaged
      }
    } while status == Z_OK && (left > 0 || stream.pointee.avail_out == 0)
    isBetweenMembers = status == Z_STREAM_END
    return piece.count - left
  }
}
