// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Testing

@testable import Commands

@Suite("Audits of trees and batches from files")
struct AuditTreeTests {
  private func answer(_ text: String) throws -> AuditAnswer {
    Audit.answer(try Audit.parse(Array(text.utf8), source: "test.json"), AuditOptions())
  }

  private func tree(_ shape: String, w: String = "1", more: String = "") -> String {
    #"{"p_tables": {"": ["1/2", "1/2"]}, \#(more)"trees": [{"w": "\#(w)", \#(shape),"#
      + #" "emitted": [{"out": [0, 0], "w": "1/4"}, {"out": [0, 1], "w": "1/4"},"#
      + #" {"out": [1], "w": "1/2"}]}]}"#
  }

  @Test(
    "each encoding is read",
    arguments: [
      #""tokens": [0, 1], "parents": [-1, 0]"#,
      #""tokens": [1, 0, 1], "retrieve_indices": [[0, 1, 2], [0, 1, -1]]"#,
      #""tokens": [0, 1], "first_child": [1, -1], "next_sibling": [-1, -1]"#,
    ])
  func encodings(_ shape: String) throws {
    let answer = try answer(tree(shape))
    #expect(answer.verdict == .lossless)
    // Of the blocks (0 0), (0 1) and (1), 1, 2 and no tokens follow the chain 0 1.
    #expect(
      answer.members.contains { $0.key == "expected_tokens_in_tree" && $0.value == "3/4" })
    #expect(answer.members.contains { $0.key == "expected_block_length" && $0.value == "3/2" })
  }

  @Test("trees that make no sense are refused, naming the tree")
  func refusals() throws {
    for (text, message) in [
      (tree(#""tokens": [0], "parents": [0]"#), "tree 0: node 0 is not reached from the root"),
      (tree(#""tokens": [2], "parents": [-1]"#), "tree 0: drafted token 2 is outside"),
      (tree(#""tokens": [0], "parents": [-1]"#, w: "1/2"), "w sums to 1/2"),
      (tree(#""tokens": [0]"#), "trees[0]: expected \"parents\""),
      (
        tree(
          #""tokens": [0], "parents": [-1]"#,
          more: #""q_tables": {"": ["1/3", "2/3"]}, "sampling": "iid", "#),
        "tree 0: w is 1, but the declared q_tables and sampling give 1/3"
      ),
    ] {
      let answer = try answer(text)
      #expect(answer.verdict == .refused)
      #expect(answer.lines[0].hasPrefix(message), "\(answer.lines[0])")
    }
  }

  @Test("a batch whose rows are right and dependent is not lossless")
  func sharedRandomness() throws {
    let p = #"{"p": ["1/2", "1/2"]}"#
    let shared = try answer(
      #"{"rows": [\#(p), \#(p)], "joint": [{"out": [0, 0], "w": "1/2"}, {"out": [1, 1], "w": "1/2"}]}"#
    )
    #expect(shared.verdict == .notLossless)
    #expect(shared.members.contains { $0.key == "independent" && $0.value == false })
    #expect(shared.members.contains { $0.key == "law_row1" && $0.value == ["1/2", "1/2"] })
    #expect(shared.members.contains { $0.key == "tv" && $0.value == "1/2" })
    let missing = try answer(
      #"{"rows": [\#(p), \#(p)], "joint": [{"out": [0], "w": 1}]}"#)
    #expect(missing.lines == ["row 0: 1 tokens for 2 rows of the batch"])
  }

  @Test("a batch of single audits answers for each row")
  func rows() throws {
    let good = #"{"p": ["1/2", "1/2"], "law": ["1/2", "1/2"]}"#
    let bad = #"{"p": ["1/2", "1/2"], "law": ["1", "0"]}"#
    #expect(try answer(#"{"rows": [\#(good), \#(good)]}"#).verdict == .lossless)
    let mixed = try answer(#"{"rows": [\#(good), \#(bad)]}"#)
    #expect(mixed.verdict == .notLossless)
    #expect(mixed.lines[0] == "row 1 of the batch is not-lossless")
    #expect(try answer(#"{"rows": [\#(good), {"p": [1], "law": [2]}]}"#).verdict == .refused)
    #expect(try answer(#"{"rows": [{"p": [1]}]}"#).verdict == .refused)
  }
}
