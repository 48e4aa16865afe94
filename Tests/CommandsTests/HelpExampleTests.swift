// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Testing

@testable import Commands

/// Runs the example that the help of each command shows.
@Suite("The examples in the help texts")
struct HelpExampleTests {
  /// The examples of a command and of its subcommands, in the order of the help.
  private static func examples(_ command: any ParsableCommand.Type) -> [String] {
    let configuration = command.configuration
    let own = configuration.discussion.split(separator: "\n").compactMap { line -> String? in
      line.hasPrefix("Example: ") ? String(line.dropFirst("Example: ".count)) : nil
    }
    return own + configuration.subcommands.flatMap { examples($0) }
  }

  @Test("each is run as it stands, in a folder with Examples in it, and answers")
  func run() throws {
    let folder = NSTemporaryDirectory() + "spechub-help-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/Examples",
      withDestinationPath: DocumentationTests.root.path + "/Examples")
    // In this order `solve` writes the certificate that `check` and `export coq` read.
    let examples = Self.examples(SpechubCommand.self)
    #expect(examples.count >= 17)
    for example in examples {
      #expect(example.contains("spechub "), "not a command: \(example)")
      // A picture may need a program that draws; figures have their own tests.
      if example.hasPrefix("spechub figure ") { continue }
      let printed = try DocumentationTests.run("cd '\(folder)' && \(example); echo \"exit $?\"")
      // 0 and 1 are answers: `audit` and `hunt` show a mistake and a counterexample.
      #expect(
        ["exit 0", "exit 1"].contains(printed.last), "\(example): \(printed)")
    }
  }
}
