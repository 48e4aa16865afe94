// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The programs of `Examples/NN-name` print what stands beside them in `output.txt`.
@Suite("Examples print what they show")
struct ExamplesTests {
  private static let folder = DocumentationTests.root.appendingPathComponent("Examples")

  static let examples =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.wholeMatch(of: /\d\d-[a-z-]+/) != nil }.sorted()

  private static func lines(_ example: String, _ file: String) throws -> [String] {
    let url = folder.appendingPathComponent(example).appendingPathComponent(file)
    let text = try String(contentsOf: url, encoding: .utf8)
    return Array(text.split(separator: "\n", omittingEmptySubsequences: false).dropLast())
      .map(String.init)
  }

  @Test("there are thirteen, numbered in reading order")
  func all() {
    #expect(Self.examples.map { Int($0.prefix(2)) } == (1...13).map { $0 })
  }

  @Test("each prints its output.txt", arguments: examples)
  func output(_ example: String) throws {
    var shown = try Self.lines(example, "output.txt")
    var printed = try DocumentationTests.run(String(example.dropFirst(3)))
    if let missing = printed.firstIndex(where: { $0.hasPrefix("coqc is not installed") }) {
      #expect(
        ProcessInfo.processInfo.environment["REQUIRE_TOOLS"] == nil, "coqc is not installed")
      print("skipped: \(example) without coqc, which is not installed")
      printed = Array(printed[..<missing])
      shown = Array(shown.prefix { !$0.hasPrefix("coqc") })
    }
    #expect(printed == shown, "\(printed.joined(separator: "\n"))")
  }

  @Test("each is short and says first what is to be learnt", arguments: examples)
  func source(_ example: String) throws {
    let source = try Self.lines(example, "main.swift")
    #expect(source.count <= 80)
    let start = try #require(source.firstIndex(of: "// Learning intentions:"))
    #expect(start <= 4)
    let intentions = source[(start + 1)...].prefix { $0.hasPrefix("//   ") }
      .count { $0.hasPrefix("//   - ") }
    #expect((2...4).contains(intentions))
    #expect(!source.contains { $0.contains("@testable") })
  }

  @Test("each stands in the table of Examples/README.md", arguments: examples)
  func table(_ example: String) throws {
    let table = try String(
      contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(table.contains("[\(example)](\(example)/main.swift)"))
    #expect(table.contains("`swift run \(example.dropFirst(3))`"))
  }
}
