// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding
import Testing

@testable import Commands

@Suite("spechub tree on models by context")
struct TreeTests {
  private func file(_ text: String) throws -> ModelPairFile {
    try ModelPairFile(
      JSONCursor(try JSONValue.parse(Array(text.utf8), source: "test.json"), source: "test.json"))
  }

  private func tokens(_ file: ModelPairFile, after context: [Int]) throws -> [String: Rational] {
    let comparison = try TreeComparison(
      .init(widths: [1, 1]), root: try file.state(of: context), of: file.model,
      ids: ["single", "block", "tree-lp"])
    let rows = try JSONCursor(comparison.json, source: "answer").required("schemes").elements()
    return try rows.reduce(into: [:]) { table, row in
      table[try row.required("id").string()] = try row.required("expected_tokens").rational()
    }
  }

  @Test(
    "the recorded chains of two drafts: each as long as its own record says, blocks the longest",
    arguments: [
      ("33_seq_token_verification_g2.json", "single"),
      ("34_seq_block_verification_g2.json", "block"),
    ])
  func recorded(_ name: String, _ id: String) throws {
    let path = DocumentationTests.root.appendingPathComponent("Examples/audit/cases/\(name)").path
    let file = try ModelPairFile(reading: path)
    let tokens = try tokens(file, after: [])
    let record = try JSONValue.parse(try TextFile.read(path), source: name)
    let length = try JSONCursor(record, source: name).required("expected_block_length").rational()
    #expect(tokens[id] == length)
    #expect(
      tokens == ["single": Rational(29, 16), "block": Rational(15, 8), "tree-lp": Rational(15, 8)])
    // After token 1 the laws no longer change: p = (1/2, 1/2), q = (1/4, 3/4).
    let settled = try file.model.targets[file.state(of: [1])]
    for context in [[1, 0], [1, 1, 0]] {
      #expect(try file.model.targets[file.state(of: context)] == settled)
    }
    #expect(throws: CommandFailure.self) { try file.state(of: [0, 2]) }
  }

  @Test(
    "models that make no sense are refused, with the place",
    arguments: [
      (#"{"p_tables": {"": [1]}}"#, "q_tables"),
      (
        #"{"p_tables": {"": [1]}, "q_tables": {"": ["1/2", "1/2"]}}"#,
        "they must share a vocabulary"
      ),
      (#"{"p_tables": {"0": [1]}, "q_tables": {"": [1]}}"#, "no table for the empty context"),
      (#"{"p_tables": {"": ["1/2", "1/3"]}, "q_tables": {"": [1, 0]}}"#, "the sum is 5/6"),
      (#"{"p_tables": {"": [null]}, "q_tables": {"": [1]}}"#, "null, which is no number"),
      (#"{"p_tables": {"": [1]}, "q_tables": {"": [1]}, "draft_bigram": [[1]]}"#, "twice"),
      (#"{"draft_bigram": [[1]]}"#, #"or "p_tables""#),
    ])
  func refusals(_ text: String, _ message: String) {
    let error = #expect(throws: JSONPathError.self) { try file(text) }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }
}
