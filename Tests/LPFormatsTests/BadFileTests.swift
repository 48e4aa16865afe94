// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import LinearPrograms
import Testing

/// Bad files, named after their mistakes, in `Fixtures`, and the message that each deserves, in
/// `Fixtures/messages.txt`. Every message is printed, so that a reader meets it as a user would.
///
/// `RECORD_MESSAGES=1` writes the messages anew, and fails, so that it cannot slip in.
@Suite("Bad files")
struct BadFileTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures").path()

  static var files: [String] {
    get throws {
      let manager = FileManager.default
      return try ["lp", "mps", "json", "gz"].flatMap { kind in
        try manager.contentsOfDirectory(atPath: folder + "/" + kind).map { kind + "/" + $0 }
      }.sorted()
    }
  }

  /// The message about a file, its place named from `Fixtures`.
  static func message(_ file: String) throws -> String {
    do throws(ModelFileError) {
      let program = try ModelFile.read(folder + "/" + file)
      Issue.record("\(file) was read as \(program)")
      return ""
    } catch {
      return "\(error)".replacing(folder + "/", with: "")
    }
  }

  @Test("each is refused, with the place and the reason")
  func messages() throws {
    let path = Self.folder + "/messages.txt"
    let found = try Self.files.map { try Self.message($0) }.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["RECORD_MESSAGES"] != nil {
      try found.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("the messages have been recorded anew")
    }
    print(found)
    let expected = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    for (found, expected) in zip(found.split(separator: "\n"), expected) {
      #expect(found == expected)
    }
    #expect(found.split(separator: "\n").count == expected.count)
  }

  @Test("only models with integers are refused for these")
  func integers() throws {
    for file in try Self.files {
      do throws(ModelFileError) {
        _ = try ModelFile.read(Self.folder + "/" + file)
      } catch {
        #expect(
          error.isAboutIntegers == file.contains(#//integer(s-between|-(var|bound|sec))/#),
          "\(file)")
      }
    }
  }

  @Test("a text says line, column and what was expected; a value its path")
  func places() throws {
    for file in try Self.files where !file.hasPrefix("gz/") {
      let message = try Self.message(file)
      let isPlaced = message.contains(#/^[a-z0-9/.-]+:\d+:\d+: expected [^\n]+, found [^\n]+\n/#)
      let isPath = message.contains(#/^json/[a-z0-9.-]+: ([\w.\[\]]+: )?[^\n]+$/#)
      #expect(isPlaced || file.hasPrefix("json/") && isPath, "\(message)")
    }
  }
}
