// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Runs every command that a document shows and compares what it prints with what is shown.
///
/// Documents are found by walking the project, so a new one cannot be forgotten. They run in parallel:
/// `/tmp/` in a command stands for a folder of the document's own.
@Suite("Documentation prints what it shows")
struct DocumentationTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let withCommands = (ProjectFile.markdown + ProjectFile.sessions)
    .filter { !ConsoleSession.all(in: $0).isEmpty }

  @Test("console blocks", arguments: withCommands)
  func consoleBlocks(_ document: ProjectFile) throws {
    let folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("spechub-document-\(UUID().uuidString)").path + "/"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for session in ConsoleSession.all(in: document) {
      if let program = session.missingProgram {
        #expect(
          ProcessInfo.processInfo.environment["REQUIRE_TOOLS"] == nil,
          "\(document) calls \(program), which is not installed")
        print("skipped: \(document) calls \(program), which is not installed")
        continue
      }
      let command = session.command.replacingOccurrences(of: "/tmp/", with: folder)
      let printed = try Self.run(command).map {
        $0.replacingOccurrences(of: folder, with: "/tmp/")
      }
      #expect(
        session.matches(printed),
        """
        \(document) shows for `\(session.command)`:
        \(session.shown.joined(separator: "\n"))
        but it prints:
        \(printed.joined(separator: "\n"))
        """)
    }
  }

  /// Documents whose `sh` blocks `.ci/run` does not contain, with the reason.
  private static let notRun = [
    "Examples/python/README.md": "PythonTests runs it",
    "Sources/ExactSolving/ExactSolving.docc/Benchmarks.md": "needs the Netlib models and minutes",
    "Examples/gallery/README.md": "GalleryTests draws what it shows",
    "Examples/paper/README.md": "makes the pictures that stand beside it; minutes",
  ]

  @Test("commands whose output is not shown are run by CI")
  func shellBlocks() throws {
    let script = Self.root.appendingPathComponent(".ci/run")
    let run = try String(contentsOf: script, encoding: .utf8)
    // README's quick start is read and run by .ci/run as it stands.
    let quickStart = ProjectFile.markdown.flatMap(\.blocks)
      .filter { $0.attributes == "quick-start" }.flatMap(\.lines).joined(separator: "\n")
    for document in ProjectFile.markdown where Self.notRun[document.path] == nil {
      for block in document.blocks where ["sh", "bash", ""].contains(block.language) {
        // A block without a language is a file or a formula, or else it begins like a command.
        let programs = ["spechub ", "certcheck ", "swift ", "make "]
        for line in block.lines where !line.isEmpty && !line.hasPrefix("#") {
          guard !block.language.isEmpty || programs.contains(where: { line.hasPrefix($0) }) else {
            continue
          }
          #expect(
            run.contains(line) || quickStart.contains(line),
            "\(document) shows `\(line)`, which .ci/run does not run")
        }
      }
    }
  }

  @Test("documents with commands are found, those of README among them")
  func documentsAreFound() {
    #expect(ProjectFile.markdown.count > 30)
    #expect(Self.withCommands.contains { $0.path == "README.md" })
    #expect(Self.withCommands.contains { $0.path.hasSuffix(".console") })
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
    return ConsoleSession.withoutTrailingBlanks(
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }
}
