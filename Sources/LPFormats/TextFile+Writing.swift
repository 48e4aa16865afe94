// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// Files are written as a whole or not at all.
///
/// The bytes go to a temporary file in the same folder, and reach the disk, before that file takes the
/// name of the old one in a single step. Whoever looks at the name, at any moment and after any crash,
/// finds the old file or the new one. A writer that is killed may leave its temporary file
/// `.spechub-….tmp` behind, and nothing else.
extension TextFile {
  /// Writes the whole text or nothing.
  ///
  /// `-` and `/dev/stdout` are standard output, `/dev/fd/N` is an open descriptor. Symbolic links are
  /// followed and stay. An existing file keeps its permissions and, where that is allowed, its owner;
  /// its other hard links keep the old text. Pipes and devices are written to directly.
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }

  /// The same for bytes.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    if let descriptor = openDescriptor(path) { return try write(bytes, dup(descriptor), path) }
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw FileError(path: path) }
      return try replace(try resolved(path), path, keeping: nil, with: bytes)
    }
    let place = try resolved(path)
    var found = stat()
    let isFile = status.st_mode & S_IFMT == S_IFREG
    // The links of /proc may lead to a file that has no name any more.
    guard isFile, lstat(place, &found) == 0, found.st_ino == status.st_ino else {
      return try write(bytes, open(path, O_WRONLY | O_TRUNC | O_CLOEXEC), path)
    }
    guard access(place, W_OK) == 0 else { throw FileError(path: path) }
    try replace(place, path, keeping: status, with: bytes)
  }

  /// The descriptor that a path stands for.
  private static func openDescriptor(_ path: String) -> Int32? {
    switch path {
    case "-", "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        return Int32(path.dropFirst(folder.count))
      }
      return nil
    }
  }

  /// The path at the end of a chain of symbolic links.
  private static func resolved(_ path: String) throws(FileError) -> String {
    var place = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(place, &buffer, buffer.count)
      guard count >= 0 else { return place }  // No link, or nothing at all.
      let bytes = buffer[..<count].map { UInt8(bitPattern: $0) }
      guard count < buffer.count, let target = String(validating: bytes, as: UTF8.self)
      else { throw FileError(path: path, reason: "is a link to a name that is no text") }
      place = target.hasPrefix("/") ? target : folder(of: place) + target
    }
    throw FileError(path: path, reason: "too many symbolic links")
  }

  /// `a/` for `a/b`, nothing for `b`.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Puts a new file in the place of what is there; `path` is how the caller called it.
  private static func replace(
    _ place: String, _ path: String, keeping old: stat?, with bytes: [UInt8]
  ) throws(FileError) {
    let folder = folder(of: place)
    let (temporary, descriptor) = try temporaryFile(
      in: folder, path, permissions: old == nil ? 0o666 : 0o600)
    do throws(FileError) {
      if let old {
        // Only root may give files away.
        _ = fchown(descriptor, old.st_uid, old.st_gid)
        _ = fchmod(descriptor, old.st_mode & 0o777)
      }
      try write(bytes, descriptor, path, isDurable: true)
      guard rename(temporary, place) == 0 else { throw FileError(path: path) }
    } catch {
      unlink(temporary)
      throw error
    }
    // So that the new name survives a loss of power, too.
    let handle = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if handle >= 0 {
      fsync(handle)
      close(handle)
    }
  }

  /// A new file of a name that nobody else has.
  private static func temporaryFile(
    in folder: String, _ path: String, permissions: mode_t
  ) throws(FileError) -> (name: String, descriptor: Int32) {
    while true {
      let name = "\(folder).spechub-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
      if descriptor >= 0 { return (name, descriptor) }
      guard errno == EEXIST else { throw FileError(path: path) }
    }
  }

  /// Writes all bytes to a descriptor that has just been opened, and closes it.
  private static func write(
    _ bytes: [UInt8], _ descriptor: Int32, _ path: String, isDurable: Bool = false
  ) throws(FileError) {
    guard descriptor >= 0 else { throw FileError(path: path) }
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        let error = FileError(path: path)
        close(descriptor)
        throw error
      }
    }
    // Some file systems know no fsync.
    if isDurable, fsync(descriptor) != 0, errno != EINVAL, errno != ENOSYS {
      let error = FileError(path: path)
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw FileError(path: path) }
  }
}
