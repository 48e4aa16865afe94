// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding
import Testing

@testable import Commands

@Suite("spechub compare")
struct CompareTests {
  private static func instance(_ text: String) throws -> Instance {
    let value = try JSONValue.parse(Array(text.utf8), source: "test.json")
    return try InstanceFile(JSONCursor(value, source: "test.json"), mode: .strict).instance
  }

  private static func answer(_ text: String) throws -> JSONCursor {
    let instance = try instance(text)
    return JSONCursor(Comparison(Position(instance)).json(of: instance), source: "answer")
  }

  private static let workedExample = """
    { "target": ["1/10", "3/5", "3/10"], "draft": ["1/2", "3/10", "1/5"], "sampling": "hub" }
    """

  @Test("the worked example, every scheme, sorted, with its share of the optimum")
  func worked() throws {
    let rows = try Self.answer(Self.workedExample).required("schemes").elements()
    let alphas = try rows.reduce(into: [String: Rational]()) { table, row in
      guard case .string = try row.required("alpha").value else { return }
      table[try row.required("id").string()] = try row.required("alpha").rational()
    }
    let expected: [String: Rational] = [
      "single": Rational(3, 5), "rrs": Rational(4, 5), "rrs-dedupe": Rational(4, 5),
      "rrsw": Rational(47, 50), "spechub": 1, "spechub-best": 1, "greedy": 1, "path": 1,
      "star": 1, "nss": Rational(489, 1000), "naive": Rational(71, 100),
      "sampler-match": Rational(29, 50), "top-k": Rational(7, 10), "otm-iid": Rational(17, 20),
      "otm-without-replacement": 1, "otm-greedy": 1, "otm-hub": 1,
    ]
    #expect(alphas == expected)
    let shares = try rows.map { try $0.required("alpha_decimal").string() }
    #expect(shares == shares.sorted(by: >))
    let kseq = try #require(try rows.first { try $0.required("id").string() == "kseq" })
    #expect(try kseq.required("alpha_decimal").string() == "0.815036762718")
    let rrs = try #require(try rows.first { try $0.required("id").string() == "rrs" })
    #expect(try rrs.required("of_optimum").rational() == Rational(16, 17))
    #expect(try rrs.required("by_draft").rationals() == [Rational(3, 5), Rational(1, 5)])
    let lossy = try rows.filter { try !$0.required("lossless").bool() }
      .map { try $0.required("id").string() }
    #expect(lossy == ["rrs-dedupe"])
  }

  @Test("a scheme that does not exist somewhere is left out with the reason")
  func omissions() throws {
    let answer = try Self.answer(
      #"{"target": ["1/2", "1/2"], "draft": ["1/3", "2/3"], "drafts": 3}"#)
    let omitted = try answer.required("left_out").elements().map {
      try $0.required("id").string()
    }
    #expect(omitted == ["spechub", "spechub-best", "star", "path", "otm-hub", "otm-joint"])
  }

  @Test("an explicit joint law has its optimum")
  func joint() throws {
    let text = """
      {"target": ["1/4", "3/4"], "draft": ["1/2", "1/2"],
       "sampling": {"joint": [{"draft": [0, 0], "w": "1/2"}, {"draft": [1, 1], "w": "1/2"}]}}
      """
    let rows = try Self.answer(text).required("schemes").elements()
    let row = try #require(try rows.first { try $0.required("id").string() == "otm-joint" })
    #expect(try row.required("alpha").rational() == Rational(3, 4))
  }

  @Test("an unknown scheme is wrong usage, and the known ones are named")
  func unknown() {
    let error = #expect(throws: ValidationError.self) {
      try CompareCommand.schemes(named: "rrs,rsr")
    }
    #expect(error?.message.contains("\"rsr\"") == true)
    #expect(error?.message.contains("kseq-rho=R") == true)
  }

  @Test("groups by peak: equal parts in order of max q, which together are the whole")
  func peaks() throws {
    let batch = try InstanceBatch(
      reading: DocumentationTests.root.path + "/Examples/paper/letters.jsonl", mode: .strict)
    let schemes = try #require(try CompareCommand.schemes(named: "rrs,rrsw,spechub"))
    let parts = 4
    let whole = try BatchStatistics(batch, schemes: schemes, by: "temperature")
    let split = try BatchStatistics(
      batch, schemes: schemes, by: "temperature", peakParts: parts)
    #expect(split.groups.count == parts * whole.groups.count)
    for (index, group) in whole.groups.enumerated() {
      let pieces = split.groups[index * parts..<(index + 1) * parts]
      #expect(pieces.allSatisfy { $0.value == group.value })
      #expect(pieces.map(\.count).reduce(0, +) == group.count)
      let peaks = pieces.compactMap(\.peaks)
      #expect(zip(peaks, peaks.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
      for scheme in schemes {
        let all = try #require(group.schemes[scheme.id])
        let some = pieces.compactMap { $0.schemes[scheme.id] }
        #expect(some.flatMap(\.values).sorted() == all.values.sorted())
        #expect(some.map(\.aheadOfRRSw).reduce(0, +) == all.aheadOfRRSw)
      }
    }
    // More parts than instances: each part has one, and none is empty.
    let few = batch.filtered { $0 < 3 }
    let single = try BatchStatistics(few, schemes: schemes, by: nil, peakParts: 10)
    #expect(single.groups.map(\.count) == [1, 1, 1])
  }
}
