// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import Rationals
import Testing

@testable import Commands

/// The tables of `Examples/paper` on real model pairs, of which the documentation shows lines.
@Suite("Recorded tables of real model pairs")
struct RecordedPairsTests {
  private static let root = DocumentationTests.root

  @Test(
    "the flattest temperature of each table is what `compare` finds",
    arguments: [
      ("../shared/data/models/stories512.jsonl.gz", "stories512-by-peak.csv"),
      ("Examples/paper/words4096.jsonl.gz", "words4096-by-peak.csv"),
    ])
  func tables(_ source: String, _ table: String) throws {
    let path = Self.root.appending(path: source).standardized.path()
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: no model pairs at \(path)")
      return
    }
    let batch = try InstanceBatch(reading: path, mode: .strict)
    // The lines of a temperature come together, and those of the largest come last.
    let last = batch.filtered { $0 >= batch.count * 3 / 4 }
    let statistics = try BatchStatistics(
      last, schemes: try #require(try CompareCommand.schemes(named: "rrs,rrsw,spechub")),
      by: "temperature", peakParts: 4)
    let found = statistics.csv.split(separator: "\n")
    let recorded = try String(
      contentsOf: Self.root.appending(path: "Examples/paper/" + table), encoding: .utf8
    ).split(separator: "\n")
    #expect(found.count == 13)
    #expect(recorded.prefix(1) + recorded.suffix(12) == found[...])
  }
}
