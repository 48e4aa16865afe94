// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// A shell command that was run to its end with the programs of this build on the path: what it
/// printed, how it ended, and the most memory that any one process of it had.
struct ChildProcess {
  let status: Int32
  let output: String
  let errors: String
  /// From the kernel's account of the child, by `measure`.
  let peakMegabytes: Int

  init(_ command: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ChildProcess-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String) throws -> FileHandle {
      let path = folder.appending(path: name)
      try Data().write(to: path)
      return try FileHandle(forWritingTo: path)
    }
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }
    let products = Bundle.main.executableURL!.deletingLastPathComponent()
    let process = Process()
    process.executableURL = products.appending(path: "measure")
    process.arguments = [folder.appending(path: "peak").path(), command]
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = products.path() + ":" + (environment["PATH"] ?? "")
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try file("output")
    process.standardError = try file("errors")
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = try text("output")
    errors = try text("errors")
    peakMegabytes = try #require(
      Int(try text("peak").prefix { $0.isNumber }), sourceLocation: sourceLocation)
  }
}
