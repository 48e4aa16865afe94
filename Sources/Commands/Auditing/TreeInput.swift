// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Drafted trees with their weights, and for each the blocks that the rule emits given the tree.
struct TreeInput {
  private let target: ContextTables
  private let blocks: [[Int]: Rational]
  private let expectedDepth: Rational

  init(_ reader: inout AuditReader) throws {
    target = try reader.tables("p_tables")
    let declared = try Self.declared(&reader)
    var blocks: [[Int]: Rational] = [:]
    var sum: Rational = 0
    var expectedDepth: Rational = 0
    let rows = try reader.root.required("trees").elements()
    for (index, cursor) in rows.enumerated() {
      let row = try TreeRow(cursor, index: index, vocabulary: target.vocabulary)
      if let declared { try Self.check(row, index, declared, cursor) }
      sum += row.weight
      for (block, weight) in row.emitted {
        blocks[block, default: 0] += row.weight * weight
        expectedDepth += row.weight * weight * Rational(row.tree.depth(of: block))
        if !weight.isZero, row.tree.depth(of: Array(block.dropLast())) < block.count - 1 {
          reader.note(
            "tree \(index) emits \(block), whose first \(block.count - 1) tokens are no path of it")
        }
      }
    }
    guard sum == 1 else {
      throw AuditStop.answered(
        .refused(
          "w sums to \(sum.withDecimal) over trees 0 … \(rows.count - 1), not to 1",
          row: rows.count - 1))
    }
    self.blocks = blocks.filter { !$0.value.isZero }
    self.expectedDepth = expectedDepth
  }

  private static func declared(
    _ reader: inout AuditReader
  ) throws -> (sampling: Sampling, draft: ContextTables)? {
    guard let cursor = try reader.root.optional("sampling"), cursor.value != "free",
      try reader.root.optional("q_tables") != nil
    else { return nil }
    let draft = try reader.tables("q_tables")
    let sampling = try InstanceFile.sampling(
      reader.root, alternatives: ", free")
    return (sampling, draft)
  }

  private static func check(
    _ row: TreeRow, _ index: Int, _ declared: (sampling: Sampling, draft: ContextTables),
    _ cursor: JSONCursor
  ) throws {
    let expected: Rational
    do {
      expected = try row.tree.probability(declared.sampling, draft: declared.draft)
    } catch {
      throw cursor.error("\(error)")
    }
    guard expected == row.weight else {
      throw AuditStop.answered(
        .refused(
          "tree \(index): w is \(row.weight), but the declared q_tables and sampling give "
            + "\(expected)", row: index))
    }
  }

  func answer() -> AuditAnswer {
    var answer = AuditAnswer(BlockAudit(blocks: blocks, target: target))
    answer.add("expected_tokens_in_tree", .exact(expectedDepth))
    answer.lines.append(
      "of a block, \(expectedDepth.withDecimal) tokens follow the drafted tree on average")
    return answer
  }
}

/// One drafted tree in a file.
private struct TreeRow {
  let weight: Rational
  let tree: TokenTree
  let emitted: [(block: [Int], weight: Rational)]

  init(_ cursor: JSONCursor, index: Int, vocabulary: Int) throws {
    guard case .value(let weight) = try AuditNumber(try cursor.required("w")) else {
      throw AuditStop.answered(.undefined("tree \(index): w is no number", row: index))
    }
    guard weight.signum >= 0 else {
      throw AuditStop.answered(.refused("tree \(index): w is negative: \(weight)", row: index))
    }
    self.weight = weight
    do {
      tree = try Self.tree(cursor)
    } catch let error as TokenTreeError {
      throw AuditStop.answered(.refused("tree \(index): \(error)", row: index))
    }
    func checked(_ tokens: [Int], _ what: String) throws -> [Int] {
      if let token = tokens.first(where: { $0 < 0 || $0 >= vocabulary }) {
        throw AuditStop.answered(
          .refused(
            "tree \(index): \(what) token \(token) is outside the vocabulary 0 … \(vocabulary - 1)",
            row: index))
      }
      return tokens
    }
    _ = try checked(tree.tokens, "drafted")
    var emitted: [(block: [Int], weight: Rational)] = []
    var sum: Rational = 0
    for row in try cursor.required("emitted").elements() {
      let block = try checked(
        try row.required("out").elements().map { try $0.integer() }, "emitted")
      guard case .value(let share) = try AuditNumber(try row.required("w")) else {
        if weight.isZero { continue }
        throw AuditStop.answered(
          .undefined(
            "tree \(index), of probability \(weight): the weight of block \(block) is "
              + "\(try row.required("w").value.text())", row: index))
      }
      guard share.signum >= 0, !block.isEmpty else {
        throw AuditStop.answered(
          .refused(
            block.isEmpty
              ? "tree \(index): a block is empty"
              : "tree \(index): the weight of block \(block) is negative: \(share)", row: index))
      }
      emitted.append((block, share))
      sum += share
    }
    guard sum == 1 || weight.isZero else {
      throw AuditStop.answered(.refused("tree \(index): row sums to \(sum)", row: index))
    }
    self.emitted = emitted
  }

  /// A tree by its parents, by retrieve indices, or by first child and next sibling.
  private static func tree(_ cursor: JSONCursor) throws -> TokenTree {
    func integers(_ cursor: JSONCursor) throws -> [Int] {
      try cursor.elements().map { try $0.integer() }
    }
    let tokens = try integers(try cursor.required("tokens"))
    if let parents = try cursor.optional("parents") {
      return try TokenTree(tokens: tokens, parents: try integers(parents))
    }
    if let paths = try cursor.optional("retrieve_indices") {
      return try TokenTree(
        tokens: tokens, retrieveIndices: try paths.elements().map(integers))
    }
    if let children = try cursor.optional("first_child") {
      return try TokenTree(
        tokens: tokens, firstChild: try integers(children),
        nextSibling: try integers(try cursor.required("next_sibling")))
    }
    throw cursor.error(
      expected: "\"parents\", \"retrieve_indices\", or \"first_child\" with \"next_sibling\"",
      found: "none of them")
  }
}
