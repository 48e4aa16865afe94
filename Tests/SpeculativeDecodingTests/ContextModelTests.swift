// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

extension Choices {
  /// Models whose keys have up to three tokens, with gaps, and whose depth may cut keys off.
  mutating func contextModels() -> (target: ContextTables, draft: ContextTables) {
    let size = integer(in: 1...3)
    func model(_ choices: inout Choices) -> ContextTables {
      var tables: [[Int]: Distribution] = [[]: try! Distribution(choices.distribution(size: size))]
      for _ in 0..<choices.integer(in: 0...5) {
        let key = (0..<choices.integer(in: 1...3)).map { _ in choices.integer(in: 0...(size - 1)) }
        tables[key] = try! Distribution(choices.distribution(size: size))
      }
      let depth = choices.integer(in: 0...4)
      return try! ContextTables(tables, depth: depth == 0 ? nil : depth - 1)
    }
    return (model(&self), model(&self))
  }
}

@Suite("Models given by contexts")
struct ContextModelTests {
  @Test("the state after a context has the laws of its tables")
  func states() throws {
    try forAll("laws by state", { $0.contextModels() }) { target, draft in
      let model = try ModelPair(target: target, draft: draft)
      var contexts: [[Int]] = [[]]
      for _ in 0...4 {
        for context in contexts {
          let state = model.state(after: context)
          try demand(model.targets[state] == target.next(after: context), "target, \(context)")
          try demand(model.drafts[state] == draft.next(after: context), "draft, \(context)")
        }
        contexts = contexts.flatMap { context in (0..<model.vocabulary).map { context + [$0] } }
      }
      let keys = target.tables.keys.count + draft.tables.keys.count
      try demand(model.targets.count <= 2 * (3 * keys + 1), "too many states")
    }
  }

  @Test("tokens per step are the mean length of the blocks that the rule emits")
  func blocks() throws {
    try forAll("chains by context", { ($0.contextModels(), $0.integer(in: 0...3)) }) {
      models, length in
      let (target, draft) = models
      let model = try ModelPair(target: target, draft: draft)
      let chain = try DraftTree(widths: Array(repeating: 1, count: length))
      let accepted = [
        ChainRule.token: try TreeValue(chain, root: 0, of: model).accepted(by: SingleDraft()).lower,
        .block: try BlockVerification.accepted(by: model, root: 0, length: length),
      ]
      for (rule, accepted) in accepted {
        guard
          case .exact(let blocks) = rule.outcome(target: target, draft: draft, length: length)
        else { return try demand(false, "\(rule) is not rational") }
        let audit = BlockAudit(blocks: blocks, target: target)
        try demand(
          audit.expectedBlockLength == accepted + 1,
          "\(rule): \(audit.expectedBlockLength) by blocks, \(accepted + 1) by states")
      }
    }
  }

  @Test("a long key costs a state a token, and too many beginnings are refused")
  func limits() throws {
    let law = try Distribution([Rational(1, 2), Rational(1, 2)])
    let long = try ContextTables([[]: law, Array(repeating: 1, count: 10_000): law])
    #expect(try ModelPair(target: long, draft: long).targets.count == 20_001)
    let wide = try Distribution(Array(repeating: Rational(1, 2_000), count: 2_000))
    let tooLong = try ContextTables([[]: wide, Array(repeating: 1, count: 6_000): wide])
    #expect(throws: ContextTableError.tooManyContexts(limit: 5_000)) {
      try ModelPair(target: tooLong, draft: tooLong)
    }
    #expect(throws: ContextTableError.modelsDiffer(target: 2, draft: 2_000)) {
      try ModelPair(target: long, draft: tooLong)
    }
  }
}
