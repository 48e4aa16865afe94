// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Runs every `console` block of the documentation and compares what it prints with what it shows.
///
/// A line that begins with `$ ` is a command, run by the shell in the top folder with the programs of
/// this build on the path; the lines below are its output. A line `…` stands for any lines.
@Suite("Documentation prints what it shows")
struct DocumentationTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let documents =
    [
      "README.md", "Examples/README.md", "Examples/optimum.md", "Examples/explained.md",
      "Examples/paper/README.md",
    ]
    + ((try? FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent("Examples/audit").path)) ?? [])
    .filter { $0.hasSuffix(".md") }.sorted().map { "Examples/audit/" + $0 }

  @Test("console blocks", arguments: documents)
  func consoleBlocks(_ document: String) throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent(document), encoding: .utf8)
    let sessions = Self.sessions(in: text)
    #expect(!sessions.isEmpty, "\(document) shows no command")
    for (command, shown) in sessions {
      let printed = try Self.run(command)
      #expect(
        Self.matches(shown[...], printed[...]),
        """
        \(document) shows for `\(command)`:
        \(shown.joined(separator: "\n"))
        but it prints:
        \(printed.joined(separator: "\n"))
        """)
    }
  }

  private static func sessions(in text: String) -> [(command: String, output: [String])] {
    var sessions: [(command: String, output: [String])] = []
    var isInside = false
    var indentation = 0
    for full in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // A block inside a list is indented as a whole.
      let line = String(full.dropFirst(isInside ? indentation : 0))
      if full.drop(while: { $0 == " " }).hasPrefix("```") {
        isInside = full.hasSuffix("```console")
        indentation = full.prefix { $0 == " " }.count
      } else if isInside, line.hasPrefix("$ ") {
        sessions.append((String(line.dropFirst(2)), []))
      } else if isInside, !sessions.isEmpty {
        sessions[sessions.count - 1].output.append(line)
      }
    }
    return sessions.map { ($0.command, withoutTrailingBlanks($0.output)) }
  }

  private static func withoutTrailingBlanks(_ lines: [String]) -> [String] {
    Array(lines.reversed().drop { $0.isEmpty }.reversed())
  }

  /// What a command prints in the top folder, with the programs of this build on the path.
  static func run(_ command: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = root
    var environment = ProcessInfo.processInfo.environment
    let products = Bundle.main.executableURL!.deletingLastPathComponent().path
    environment["PATH"] = products + ":" + (environment["PATH"] ?? "")
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    return withoutTrailingBlanks(
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  private static func matches(_ shown: ArraySlice<String>, _ printed: ArraySlice<String>) -> Bool {
    guard let line = shown.first else { return printed.isEmpty }
    if line.trimmingCharacters(in: .whitespaces) == "…" {
      return (printed.startIndex...printed.endIndex).contains {
        matches(shown.dropFirst(), printed[$0...])
      }
    }
    return printed.first == line && matches(shown.dropFirst(), printed.dropFirst())
  }
}
