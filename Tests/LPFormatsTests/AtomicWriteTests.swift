// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import Testing

/// What stays of a file that is written again, and what a failure leaves. Kills have a test of their own.
@Suite("Files are replaced as a whole")
final class AtomicWriteTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "AtomicWriteTests-\(UUID().uuidString)").path()

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try TextFile.read(path), as: UTF8.self)
  }

  private func permissions(_ path: String) throws -> Int {
    try #require(
      FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test(
    "an existing file keeps its permissions, whatever the mask says", arguments: [0o600, 0o666])
  func permissionsStay(_ mode: Int) throws {
    let path = folder + "/file"
    try TextFile.write("old", to: path)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    try TextFile.write("new", to: path)
    #expect(try permissions(path) == mode)
    #expect(try text(path) == "new")
  }

  @Test("whoever has the old file open goes on reading the old text")
  func openReader() throws {
    let path = folder + "/file"
    try TextFile.write("old text", to: path)
    let reader = try #require(FileHandle(forReadingAtPath: path))
    try TextFile.write("new", to: path)
    #expect(try reader.readToEnd() == Data("old text".utf8))
  }

  @Test("chains of links are followed, relative ones from where they stand, and stay")
  func links() throws {
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder + "/a/b", withIntermediateDirectories: true)
    try manager.createSymbolicLink(atPath: folder + "/1", withDestinationPath: "a/2")
    try manager.createSymbolicLink(atPath: folder + "/a/2", withDestinationPath: "b/../3")
    // The last one points to nothing yet.
    for content in ["made", "made again"] {
      try TextFile.write(content, to: folder + "/1")
      #expect(try text(folder + "/a/3") == content)
    }
    #expect(try manager.destinationOfSymbolicLink(atPath: folder + "/1") == "a/2")
    #expect(try manager.destinationOfSymbolicLink(atPath: folder + "/a/2") == "b/../3")
    try manager.createSymbolicLink(atPath: folder + "/loop", withDestinationPath: "loop")
    #expect(throws: FileError.self) { try TextFile.write("", to: folder + "/loop") }
    #expect(try names() == ["1", "a", "loop"])
  }

  @Test("a name as long as names may be can be written")
  func longName() throws {
    let path = folder + "/" + String(repeating: "n", count: 255)
    for content in ["", "x"] {
      try TextFile.write(content, to: path)
      #expect(try text(path) == content)
    }
  }

  @Test("open descriptors are written to, not replaced")
  func descriptors() throws {
    let pipe = Pipe()
    let number = pipe.fileHandleForWriting.fileDescriptor
    for path in ["/dev/fd/\(number)", "/proc/self/fd/\(number)"] {
      try TextFile.write("through \(path);", to: path)
    }
    try pipe.fileHandleForWriting.close()
    #expect(
      try pipe.fileHandleForReading.readToEnd()
        == Data("through /dev/fd/\(number);through /proc/self/fd/\(number);".utf8))
    #expect(throws: FileError.self) { try TextFile.write("", to: "/dev/fd/987654") }
    #expect(throws: FileError.self) { try TextFile.write("", to: "/dev/fd/") }
  }

  @Test("a pipe with a name is written to and stays a pipe")
  func namedPipe() throws {
    let path = folder + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    // Opened for both, so that neither end waits.
    let reader = try #require(FileHandle(forUpdatingAtPath: path))
    try TextFile.write("through the pipe", to: path)
    #expect(reader.availableData == Data("through the pipe".utf8))
    #expect(try names() == ["pipe"])
  }

  @Test("a full device is an error")
  func fullDevice() {
    #expect(throws: FileError.self) { try TextFile.write("x", to: "/dev/full") }
  }
}
