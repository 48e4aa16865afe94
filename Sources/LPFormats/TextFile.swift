// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// A file that cannot be read or written, and why.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path that was asked for.
  public var path: String
  /// What is wrong.
  public var reason: String

  /// The message for a person.
  public var description: String { "\(path): \(reason)" }

  init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The failure of the call that has just set `errno`.
  init(path: String) {
    self.path = path
    self.reason =
      switch errno {
      case ENOENT: "no such file"
      case EISDIR: "is a directory, not a file"
      case EACCES: "permission denied"
      default: String(cString: strerror(errno))
      }
  }
}

/// Whole files, in and out; `TextFile+Writing.swift` has the way out.
public enum TextFile {
  /// The most bytes that a file may have: 2³⁰. Larger ones are refused, and so is input without end.
  public static let sizeLimit = 1 << 30

  /// The bytes of a file, or of standard input for `-`.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var status = stat()
    let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    var bytes: [UInt8] = []
    // One byte more than the file has, so that the end shows without growing once more.
    bytes.reserveCapacity(isFile ? min(Int(status.st_size), sizeLimit) + 1 : 0)
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = chunk.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path)
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= sizeLimit else {
        throw FileError(path: path, reason: "has more than \(sizeLimit) bytes")
      }
    }
  }
}
