// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import GLPK
import LinearPrograms
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

@Suite("Trees of drafts")
struct TreeTests {
  private static func model(_ target: [[Rational]], _ draft: [[Rational]]) throws -> ModelPair {
    ModelPair(
      bigramTarget: try target.map { try Distribution($0) },
      bigramDraft: try draft.map { try Distribution($0) })
  }

  private static func toy() throws -> ModelPair {
    try model(
      [[1 / 2, 1 / 4, 1 / 4], [1 / 3, 1 / 3, 1 / 3], [1 / 10, 3 / 5, 3 / 10]],
      [[1 / 4, 1 / 2, 1 / 4], [3 / 5, 1 / 5, 1 / 5], [1 / 2, 3 / 10, 1 / 5]])
  }

  static func accepted(_ id: String, _ widths: [Int], _ model: ModelPair) throws -> Rational {
    let chain = try DraftTree(widths: Array(repeating: 1, count: widths.count))
    switch id {
    case "single":
      return try TreeValue(chain, root: 0, of: model).accepted(by: SingleDraft()).lower
    case "block":
      return try BlockVerification.accepted(by: model, root: 0, length: widths.count)
    case "lookahead":
      return try TreeValue(DraftTree(widths: widths), root: 0, of: model)
        .acceptedByLookAhead(.iid)
    case "lookahead-without-replacement":
      return try TreeValue(DraftTree(widths: widths), root: 0, of: model)
        .acceptedByLookAhead(.withoutReplacement)
    case "tree-lp": return try optimum(widths, model)
    default:
      let scheme = try #require(SchemeCatalog.scheme(id))
      return try TreeValue(DraftTree(widths: widths), root: 0, of: model)
        .accepted(by: scheme).lower
    }
  }

  private static func optimum(_ widths: [Int], _ model: ModelPair) throws -> Rational {
    let program = try TreeAcceptanceProgram(widths: widths, root: 0, of: model).program
    let solution = try ExactSolver(oracle: GLPKOracle()).solve(program)
    guard case .optimal(let certificate) = solution.outcome else {
      Issue.record("the program is \(solution.outcome.status)")
      return 0
    }
    return program.objective(at: certificate.primal)
  }

  @Test(
    "the toy of three tokens, binary trees of depth 1, 2, 3",
    arguments: [
      ("single", "3/4 61/48 7843/4800"), ("block", "3/4 107/80 1039/576"),
      ("rrs", "13/16 9449/6400 5171109/2560000"), ("rrsw", "7/8 2701/1600 471361/192000"),
      ("otm-iid", "15/16 34627/19200 19991341/7680000"),
      ("lookahead", "15/16 34627/19200 60026119/23040000"), ("spechub", "1 2 3"),
      ("otm-without-replacement", "1 2 3"),
    ])
  func toy(_ id: String, _ values: String) throws {
    let model = try Self.toy()
    for (depth, value) in values.split(separator: " ").enumerated() {
      let accepted = try Self.accepted(id, Array(repeating: 2, count: depth + 1), model)
      #expect(accepted == Rational(String(value)))
    }
  }

  @Test("the gap: the tree acceptance program beats every rule that works node by node")
  func gap() throws {
    let model = try Self.model(
      [[1 / 6, 5 / 6], [6 / 11, 5 / 11]], [[5 / 6, 1 / 6], [5 / 6, 1 / 6]])
    #expect(try Self.accepted("tree-lp", [2, 2], model) == Rational(1165, 1296))
    #expect(try Self.accepted("lookahead", [2, 2], model) == Rational(1051, 1296))
    #expect(try Self.accepted("rrs", [2, 2], model) == Rational(5201, 7128))
  }

  @Test("block verification beats token verification at γ = 2: 15/8 against 29/16 tokens")
  func block() throws {
    func law(_ numerator: Int, _ denominator: Int) throws -> Distribution {
      let first = Rational(numerator, denominator)
      return try Distribution([first, 1 - first])
    }
    let model = ModelPair(
      targets: [try law(3, 4), try law(1, 4), try law(1, 2)],
      drafts: [try law(1, 4), try law(3, 4), try law(1, 4)],
      successors: [[1, 2], [1, 2], [1, 2]])
    #expect(try Self.accepted("block", [1, 1], model) + 1 == Rational(15, 8))
    #expect(try Self.accepted("single", [1, 1], model) + 1 == Rational(29, 16))
  }

  @Test("the look-ahead vector is feasible, and no vertex of the polymatroid is worth more")
  func lookAheadVector() throws {
    try forAll(
      "greedy is optimal",
      { choices in
        let pair = choices.pair(upTo: 4)
        return (pair, (0..<pair.target.count).map { _ in Rational(choices.integer(in: 1...5)) })
      }
    ) { pair, worth in
      for sampling in [Sampling.iid, .withoutReplacement] {
        let position = Position(
          try Instance(target: pair.target, draft: pair.draft, drafts: 2, sampling: sampling))
        let mass = try TreeValue.greedyMass(sampling, at: position, worth: worth)
        let transport = try DraftLaw(sampling, draft: pair.draft, drafts: 2)
          .transport(to: pair.target)
        let tokens = Array(0..<pair.target.count)
        for subset in tokens.subsets {
          let total = subset.map { mass[$0] }.sum()
          try demand(total <= transport.reach(of: Set(subset)), "A(\(subset)) = \(total)")
        }
        try demand(zip(mass, pair.target.probabilities).allSatisfy { $0 <= $1 }, "beyond p")
        let value = zip(mass, worth).map { $0 * $1 }.sum()
        // Weights w ≥ 1 by levels: Σ w·A ≤ Σ over levels of the optimum on the tokens above.
        var bound: Rational = 0
        var last: Rational = 0
        for level in Set(worth).sorted() {
          let above = tokens.filter { worth[$0] >= level }
          let best = above.subsets.map { subset in
            transport.reach(of: Set(subset))
              + above.filter { !subset.contains($0) }.map { pair.target[$0] }.sum()
          }.min()!
          bound += (level - last) * best
          last = level
        }
        try demand(value == bound, "\(sampling.name): \(value) is worth less than \(bound)")
      }
    }
  }

  @Test("the best tree of a size is no worse than any tree of that size")
  func optimalTree() throws {
    for id in ["rrs", "rrsw", "spechub", "top-k"] {
      let scheme = try #require(SchemeCatalog.scheme(id))
      try forAll("best tree, \(id)", cases: 100, { $0.model(upTo: 3) }) { model in
        let best = try OptimalTree(
          .init(size: 4, width: 4, depth: 4), root: 0, of: model, scheme: scheme)
        try demand(best.tree.size <= 4, "too large")
        let value = try TreeValue(best.tree, root: 0, of: model).accepted(by: scheme)
        try demand(value.exact == best.accepted, "\(best.accepted) is not the tree's \(value)")
        for parents in Self.allParents(count: 4) {
          let tree = try DraftTree(parents: parents)
          guard let other = try? TreeValue(tree, root: 0, of: model).accepted(by: scheme)
          else { continue }
          try demand(other.lower <= best.accepted, "\(parents) accepts \(other.lower)")
        }
      }
    }
  }

  private static func allParents(count: Int) -> [[Int]] {
    (0..<count).reduce([[]]) { lists, index in
      lists.flatMap { list in (0...index).map { list + [$0] } }
    }
  }

  @Test("lists that are no tree are refused")
  func refusals() {
    #expect(throws: DraftTreeError.badParent(node: 2, parent: 2)) {
      try DraftTree(parents: [0, 2])
    }
    #expect(throws: DraftTreeError.badParent(node: 1, parent: -3)) {
      try DraftTree(parents: [-3])
    }
    #expect(throws: DraftTreeError.badWidth(depth: 1, width: 0)) {
      try DraftTree(widths: [2, 0])
    }
    #expect(throws: DraftTreeError.tooLarge(limit: 100_000)) {
      try DraftTree(widths: [1000, 1000, 1000])
    }
  }
}

extension Choices {
  /// Two order-1 models on 1 … `largest` tokens.
  mutating func model(upTo largest: Int) -> ModelPair {
    let size = integer(in: 1...largest)
    func rows(_ choices: inout Choices) -> [Distribution] {
      (0..<size).map { _ in
        do {
          return try Distribution(choices.distribution(size: size, denominator: 6))
        } catch {
          fatalError("the generator makes distributions: \(error)")
        }
      }
    }
    return ModelPair(bigramTarget: rows(&self), bigramDraft: rows(&self))
  }
}

extension Array {
  /// All 2ⁿ sublists.
  var subsets: [[Element]] {
    (0..<(1 << count)).map { mask in
      indices.filter { mask >> $0 & 1 == 1 }.map { self[$0] }
    }
  }
}
