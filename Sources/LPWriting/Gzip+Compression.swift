// SPDX-License-Identifier: GPL-3.0-or-later

internal import CZlib
public import LPFormats

extension Gzip {
  /// A gzip file of one member that holds the bytes; the same bytes give the same file.
  ///
  /// Cost: linear.
  public static func compress(_ bytes: [UInt8]) -> [UInt8] {
    // At a fixed address, because zlib keeps it.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = czlib_deflate_init_gzip(stream)
    precondition(status == Z_OK, "zlib has no memory")
    defer {
      deflateEnd(stream)
      stream.deallocate()
    }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var position = 0
    repeat {
      var piece = Array(bytes[position..<min(position + 1 << 20, bytes.count)])
      position += piece.count
      let flush = position == bytes.count ? Z_FINISH : Z_NO_FLUSH
      piece.withUnsafeMutableBufferPointer { input in
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(input.count)
        repeat {
          buffer.withUnsafeMutableBufferPointer { space in
            stream.pointee.next_out = space.baseAddress
            stream.pointee.avail_out = UInt32(space.count)
            _ = deflate(stream, flush)
          }
          output += buffer[..<(buffer.count - Int(stream.pointee.avail_out))]
        } while stream.pointee.avail_out == 0
      }
    } while position < bytes.count
    return output
  }
}
