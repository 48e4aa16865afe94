// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The tables beside the paper's figures are what the program computes today.
///
/// Some numbers take minutes in a debug build; which ones are left out is part of each test, and every
/// other number of the table is compared, digit by digit.
@Suite("The tables of the paper's figures")
struct PaperTableTests {
  /// A number of a table: its row's first field and its column's name.
  struct Place: Hashable, CustomStringConvertible {
    var row: String
    var column: String
    var description: String { "\(column) at \(row)" }
  }

  private static func table(_ text: String) -> [Place: String] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var table: [Place: String] = [:]
    for line in lines.dropFirst() {
      for (column, value) in zip(lines[0], line).dropFirst() where !value.isEmpty {
        table[Place(row: line[0], column: column)] = value
      }
    }
    return table
  }

  /// Draws the figure and reads the table that comes with it.
  private static func regenerated(_ arguments: String) throws -> [Place: String] {
    let path = NSTemporaryDirectory() + "spechub-table-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let printed = try DocumentationTests.run("spechub figure \(arguments) --csv \(path)")
    try #require(
      FileManager.default.fileExists(atPath: path), "\(printed.joined(separator: "\n"))")
    return table(try String(contentsOfFile: path, encoding: .utf8))
  }

  private static func compare(
    _ file: String, with commands: [String], leavingOut isLeftOut: (Place) -> Bool = { _ in false }
  ) throws {
    let recorded = table(
      try String(
        contentsOf: DocumentationTests.root.appendingPathComponent("Examples/paper/\(file)"),
        encoding: .utf8))
    var found: [Place: String] = [:]
    for command in commands {
      for (place, value) in try regenerated(command) {
        #expect(found[place] == nil || found[place] == value, "two values of \(place)")
        found[place] = value
      }
    }
    let differing = found.filter { recorded[$0.key] != $0.value }.map {
      "\($0.key): \($0.value), recorded \(recorded[$0.key] ?? "nothing")"
    }
    #expect(differing.isEmpty, "\(differing.sorted().joined(separator: "; "))")
    let missing = recorded.keys.filter { found[$0] == nil && !isLeftOut($0) }
    #expect(missing.isEmpty, "not regenerated: \(missing)")
  }

  @Test("acceptance against temperature: every number")
  func temperature() throws {
    try Self.compare("temperature.csv", with: ["temperature Examples/paper/letters.jsonl"])
  }

  @Test("decay over drafts: every number but RRSw's fifth draft")
  func decay() throws {
    let figure = "decay Examples/paper/letters.jsonl --where temperature=0.6 --every 20"
    try Self.compare(
      "decay.csv",
      with: [
        "\(figure) --schemes rrs,kseq",
        // The rule with fewer drafts is a beginning of the rule with more.
        "\(figure) --schemes rrsw --drafts 4", "\(figure) --schemes spechub --drafts 2",
      ],
      leavingOut: { $0 == Place(row: "5", column: "rrsw") })
  }

  @Test("tokens per step: trees of 2 and 6 nodes, and of 14 by the quicker methods")
  func tree() throws {
    let figure =
      "tree Examples/paper/letters-model.json --root 0,19 --root 20,8 --root 8,5"
    try Self.compare(
      "tree.csv",
      with: [
        "\(figure) --depth 2", "\(figure) --depth 3 --schemes single,block,rrs,spechub,otm-iid",
      ],
      leavingOut: {
        $0.row == "30" || $0.row == "14" && ["rrsw", "lookahead"].contains($0.column)
      })
  }
}
