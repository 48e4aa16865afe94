// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

@Suite("Trees and batches")
struct TreeAndBatchTests {
  @Test("parents, retrieve indices and sibling links describe the same tree")
  func encodings() throws {
    try forAll(
      "three encodings",
      { choices in
        let size = choices.integer(in: 0...8)
        let parents = (0..<size).map { node in
          node == 0 ? -1 : choices.integer(in: 0...node) - 1
        }
        return (parents, (0..<size).map { _ in choices.integer(in: 0...2) })
      }
    ) { parents, tokens in
      let tree = try TokenTree(tokens: tokens, parents: parents)
      var paths: [[Int]] = []
      func walk(_ nodes: [Int], _ path: [Int]) {
        if nodes.isEmpty { paths.append(path) }
        for node in nodes { walk(tree.children[node], path + [node]) }
      }
      walk(tree.roots, [])
      // Padded, and with the root as node 0, as engines keep them.
      let width = (paths.map(\.count).max() ?? 0) + 2
      let rooted = paths.map { path in
        let shifted = [0] + path.map { $0 + 1 }
        return shifted + Array(repeating: -1, count: width - shifted.count)
      }
      try demand(
        try TokenTree(tokens: [7] + tokens, retrieveIndices: rooted) == tree, "retrieve indices")
      var first = [Int](repeating: -1, count: tokens.count)
      var next = first
      for siblings in tree.children + [tree.roots] {
        for (left, right) in zip(siblings, siblings.dropFirst()) { next[left] = right }
      }
      for (node, children) in tree.children.enumerated() { first[node] = children.first ?? -1 }
      try demand(
        try TokenTree(tokens: tokens, firstChild: first, nextSibling: next) == tree, "links")
    }
  }

  @Test("links that make no tree are refused")
  func noTrees() {
    func error(_ make: () throws -> TokenTree) -> TokenTreeError? {
      do {
        _ = try make()
        return nil
      } catch {
        return error as? TokenTreeError
      }
    }
    #expect(error { try TokenTree(tokens: [0, 0], parents: [1, 0]) } == .unreachable(node: 0))
    #expect(
      error { try TokenTree(tokens: [0], parents: [3]) }
        == .noSuchNode(part: "parents[0]", node: 3))
    #expect(
      error { try TokenTree(tokens: [0], parents: []) }
        == .wrongLength(part: "parents", expected: 1, found: 0))
    #expect(
      error { try TokenTree(tokens: [0, 0], firstChild: [1, -1], nextSibling: [0, -1]) } != nil)
    #expect(
      error { try TokenTree(tokens: [0, 0, 0], retrieveIndices: [[1, 2], [2]]) } != nil)
  }

  @Test("a tree of one node's drafts, verified by recursive rejection, is lossless")
  func oneLevel() throws {
    try forAll("trees of one level", { ($0.models(upTo: 3), $0.bool()) }) {
      models, replacement in
      let (target, draft) = models
      let rule = RecursiveRejection(
        target: target.root, draft: draft.root, drafts: 2, replacement: replacement)
      var blocks: [[Int]: Rational] = [:]
      var total: Rational = 0
      for row in rule.kernel.rows {
        let tree = try TokenTree(tokens: row.drafts, parents: [-1, -1])
        try demand(
          try tree.probability(
            replacement ? .iid : .withoutReplacement, draft: draft) == row.probability,
          "the weight of the tree")
        total += row.probability
        for token in 0..<target.vocabulary {
          // Accepted drafts bring a bonus token of the next context.
          for (next, probability) in target.next(after: [token]).probabilities.enumerated() {
            blocks[[token, next], default: 0] += row.probability * row.accepted[token] * probability
          }
          blocks[[token], default: 0] +=
            row.probability * (row.output[token] - row.accepted[token])
        }
      }
      let audit = BlockAudit(blocks: blocks, target: target)
      try demand(audit.preservesTarget == true, "TV \(audit.totalVariation)")
      try demand(
        audit.expectedBlockLength == 1 + rule.acceptanceRate, "length \(audit.expectedBlockLength)")
    }
  }

  @Test("how far a block follows a tree")
  func depth() throws {
    let tree = try TokenTree(tokens: [0, 0, 1, 2], parents: [-1, -1, 1, 0])
    #expect(tree.depth(of: [0, 1]) == 2)
    #expect(tree.depth(of: [0, 2, 0]) == 2)
    #expect(tree.depth(of: [0, 0]) == 1)
    #expect(tree.depth(of: [1]) == 0)
  }

  @Test("independent rows are lossless together; rows that share their randomness are not")
  func batches() throws {
    try forAll(
      "batches", cases: 500,
      { choices in
        let pair = choices.pair(upTo: 4)
        return pair.target
      }
    ) { target in
      var product: [[Int]: Rational] = [:]
      var shared: [[Int]: Rational] = [:]
      for x in target.support {
        shared[[x, x]] = target[x]
        for y in target.support { product[[x, y]] = target[x] * target[y] }
      }
      let independent = BatchAudit(joint: product, targets: [target, target])
      try demand(independent.preservesTarget && independent.isIndependent, "a product is refused")
      let coupled = BatchAudit(joint: shared, targets: [target, target])
      try demand(
        coupled.rowLaws == [target.probabilities, target.probabilities], "the rows' own laws")
      let isPoint = target.support.count == 1
      try demand(coupled.preservesTarget == isPoint, "shared randomness passes")
      try demand(coupled.isIndependent == isPoint, "dependence is not seen")
      let squares = target.probabilities.reduce(Rational(0)) { $0 + $1 * $1 }
      try demand(coupled.totalVariation == 1 - squares, "\(coupled.totalVariation)")
    }
  }
}
