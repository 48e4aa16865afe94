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
  public static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  private static let magic: [UInt8] = [0x1F, 0x8B]

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
    while position < bytes.count {
      position = try inflater.takeMember(of: bytes, from: position)
      if position < bytes.count {
        guard bytes[position...].starts(with: magic) else { throw .trailing }
        inflater.beginMember()
      }
    }
    return inflater.output
  }
}

/// A stream of zlib with what has come out of it.
private struct Inflater {
  private(set) var output: [UInt8] = []
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

  func beginMember() { inflateReset(stream) }

  /// Decompresses a member; answers where it ends.
  mutating func takeMember(of bytes: [UInt8], from start: Int) throws(GzipError) -> Int {
    var position = start
    var status = Z_OK
    repeat {
      // zlib counts in 32 bits.
      let available = min(bytes.count - position, 1 << 30)
      let written = bytes.withUnsafeBufferPointer { input in
        buffer.withUnsafeMutableBufferPointer { space in
          // zlib does not write to its input, although the type says so.
          stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress! + position)
          stream.pointee.avail_in = UInt32(available)
          stream.pointee.next_out = space.baseAddress
          stream.pointee.avail_out = UInt32(space.count)
          status = inflate(stream, Z_NO_FLUSH)
          return space.count - Int(stream.pointee.avail_out)
        }
      }
      position += available - Int(stream.pointee.avail_in)
      guard output.count + written <= limit else { throw .tooLarge(limit: limit) }
      output += buffer[..<written]
      switch status {
      case Z_OK, Z_STREAM_END: break
      // There was room for output, so there was no input.
      case Z_BUF_ERROR: throw .truncated
      default: throw .damaged
      }
    } while status == Z_OK
    return position
  }
}
