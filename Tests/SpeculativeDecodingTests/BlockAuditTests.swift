// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Foundation
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

extension Choices {
  /// A model with a table at the root and one a first token, on 1 … `largest` tokens.
  mutating func models(upTo largest: Int) -> (target: ContextTables, draft: ContextTables) {
    let size = integer(in: 1...largest)
    func valid(_ weights: [Rational]) -> Distribution { try! Distribution(weights) }
    func model(_ choices: inout Choices) -> ContextTables {
      var tables: [[Int]: Distribution] = [[]: valid(choices.distribution(size: size))]
      for token in 0..<size { tables[[token]] = valid(choices.distribution(size: size)) }
      return try! ContextTables(tables)
    }
    return (model(&self), model(&self))
  }
}

@Suite("Audits of blocks")
struct BlockAuditTests {
  private func exact(_ outcome: ChainRule.Outcome) -> [[Int]: Rational]? {
    if case .exact(let blocks) = outcome { blocks } else { nil }
  }

  @Test("token and block verification are lossless, and the block rule emits no fewer tokens")
  func chainRules() throws {
    try forAll("chains", { ($0.models(upTo: 3), $0.integer(in: 0...3)) }) { models, length in
      let (target, draft) = models
      var lengths: [Rational] = []
      for rule in [ChainRule.token, .block] {
        let blocks = exact(rule.outcome(target: target, draft: draft, length: length))!
        try demand(blocks.values.reduce(0, +) == 1, "\(rule): weights sum to another number")
        let audit = BlockAudit(blocks: blocks, target: target)
        try demand(audit.preservesTarget == true, "\(rule): TV \(audit.totalVariation)")
        try demand(audit.firstTwoTotalVariation.isZero, "\(rule): first two tokens")
        try demand(audit.firstTokenLaw == target.root.probabilities, "\(rule): first token")
        lengths.append(audit.expectedBlockLength)
      }
      try demand(lengths[0] <= lengths[1], "\(lengths)")
      if length <= 1 { try demand(lengths[0] == lengths[1], "one draft: \(lengths)") }
    }
  }

  @Test("the tree walk agrees with completing every block by brute force")
  func bruteForce() throws {
    try forAll(
      "blocks",
      { choices in
        let models = choices.models(upTo: 3)
        let size = models.target.vocabulary
        let count = choices.integer(in: 1...6)
        let weights = choices.distribution(size: count)
        let blocks = (0..<count).map { _ in
          (0..<choices.integer(in: 1...3)).map { _ in choices.integer(in: 0...(size - 1)) }
        }
        return (models.target, zip(blocks, weights).map { ($0, $1) })
      }
    ) { target, rows in
      var blocks: [[Int]: Rational] = [:]
      for (block, weight) in rows where !weight.isZero { blocks[block, default: 0] += weight }
      let audit = BlockAudit(blocks: blocks, target: target)
      let horizon = blocks.keys.map(\.count).max()!
      let whole = Self.totalVariation(blocks, target, horizon)
      try demand(audit.totalVariation == whole, "\(audit.totalVariation) ≠ \(whole)")
      let two = Self.totalVariation(blocks, target, 2)
      try demand(
        audit.firstTwoTotalVariation == two, "two: \(audit.firstTwoTotalVariation) ≠ \(two)")
      try demand(audit.preservesTarget == whole.isZero, "verdict")
      try demand((audit.witness == nil) == whole.isZero, "witness")
    }
  }

  /// All sequences of `horizon` tokens, one by one.
  private static func totalVariation(
    _ blocks: [[Int]: Rational], _ target: ContextTables, _ horizon: Int
  ) -> Rational {
    var sequences: [[Int]] = [[]]
    for _ in 0..<horizon {
      sequences = sequences.flatMap { s in (0..<target.vocabulary).map { s + [$0] } }
    }
    func probability(of tokens: [Int], after start: Int) -> Rational {
      (start..<max(start, tokens.count)).reduce(Rational(1)) {
        $0 * target.next(after: tokens.prefix($1))[tokens[$1]]
      }
    }
    var total: Rational = 0
    for sequence in sequences {
      var mass: Rational = 0
      for (block, weight) in blocks
      where block.prefix(horizon).elementsEqual(sequence.prefix(block.count)) {
        mass += weight * probability(of: sequence, after: min(block.count, horizon))
      }
      total += (mass - probability(of: sequence, after: 0)).magnitude
    }
    return total / 2
  }

  @Test("product of uniforms: the token rule for one draft, a + b·ln(1/a) for two")
  func productOfUniforms() throws {
    try forAll("product of uniforms", cases: 300, { $0.models(upTo: 3) }) { target, draft in
      let one = exact(ChainRule.productOfUniforms.outcome(target: target, draft: draft, length: 1))
      try demand(
        one == exact(ChainRule.token.outcome(target: target, draft: draft, length: 1)), "γ = 1")
      let outcome = ChainRule.productOfUniforms.outcome(target: target, draft: draft, length: 2)
      let blocks: [[Int]: Enclosure]
      switch outcome {
      case .exact(let exact): blocks = exact.mapValues { Enclosure(exact: $0) }
      case .enclosed(let enclosed): blocks = enclosed
      case .undefined: return try demand(false, "undefined")
      }
      let total = blocks.values.reduce(.zero, +)
      try demand(total.lower <= 1 && 1 <= total.upper, "the masses exclude 1")
      try demand(total.upper - total.lower < Rational(1, 1 << 60), "a wide enclosure")
      let kept = blocks.filter { $0.key.count > 1 }.values.reduce(.zero, +)
      // P(at least one draft is kept), by the formula and in floating point.
      var expected = 0.0
      for x in draft.root.support {
        let a = min(1, target.root[x] / draft.root[x]).nearestDouble
        for y in draft.next(after: [x]).support {
          let ratio = min(1, target.next(after: [x])[y] / draft.next(after: [x])[y])
          let b = a * ratio.nearestDouble
          let path = (draft.root[x] * draft.next(after: [x])[y]).nearestDouble
          expected += path * (a + (b > 0 ? b * log(1 / a) : 0))
        }
      }
      try demand(
        abs(kept.middle.nearestDouble - expected) < 1e-12,
        "\(kept.middle.nearestDouble) \(expected)")
    }
  }

  @Test("the uniform grid, counted point by point")
  func grid() throws {
    try forAll("grid", { ($0.pair(upTo: 4), $0.integer(in: 0...5), $0.bool()) }) {
      pair, bits, orEqual in
      let grid = UniformGrid(
        target: pair.target, draft: pair.draft, bits: bits,
        comparison: orEqual ? .lessOrEqual : .less)
      for token in pair.draft.support {
        let ratio = pair.target[token] / pair.draft[token]
        let accepted = (0..<(1 << bits)).count {
          let u = Rational($0, 1 << bits)
          return orEqual ? u <= ratio : u < ratio
        }
        try demand(
          grid.acceptance(of: token) == Rational(accepted, 1 << bits), "token \(token)")
      }
      try demand(grid.kernel.isStochastic, "no kernel")
    }
  }

  @Test("floats that happen to sum to 1 are verified losslessly; scaled ones are not")
  func rawFloats() throws {
    try forAll("raw rows", { $0.pair(upTo: 5) }) { target, draft in
      let raw = RawSpeculativeSampling(
        target: target.probabilities, draft: draft.probabilities)
      try demand(raw.kernel?.outputLaw == target.probabilities, "not lossless")
    }
    let scaled = RawSpeculativeSampling(target: [1 / 4, 1 / 4], draft: [1, 1 / 5])
    #expect(scaled.kernel?.outputLaw != [1 / 2, 1 / 2])
    // p below q everywhere leaves nothing to draw from.
    #expect(RawSpeculativeSampling(target: [1 / 4], draft: [1]).kernel == nil)
  }
}
