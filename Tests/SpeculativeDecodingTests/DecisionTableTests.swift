// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

@Suite("Thresholds")
struct DecisionTableTests {
  @Test("the table of thresholds carries out the kernel of its rule")
  func kernels() throws {
    try forAll(
      "thresholds = kernel",
      { choices in
        let drafts = choices.integer(in: 1...3)
        return (choices.pair(upTo: [6, 4, 3][drafts - 1]), drafts, choices.bool())
      }
    ) { pair, drafts, replacement in
      let (target, draft) = pair
      let rule = RecursiveRejection(
        target: target, draft: draft, drafts: drafts, replacement: replacement)
      let table = DecisionTable(
        RejectionVariant(removesRejected: !replacement), law: rule.law, target: target,
        draft: draft)
      try demand(table?.kernel == rule.kernel, "another kernel")
      let kseq = KSequential(target: target, draft: draft, drafts: drafts)
      let factor = kseq.optimalFactor(bits: 20).upper
      let iid = DraftLaw.iid(draft, drafts: drafts)
      let sequential = DecisionTable(kseq, factor: factor, law: iid)
      try demand(sequential.kernel == kseq.kernel(at: factor, over: iid), "K-SEQ")
      if drafts == 2 {
        let plan = SpecHubPlan(target: target, draft: draft)
        try demand(
          DecisionTable(plan).kernel == (try plan.acceptancePlan().kernel), "SpecHub")
      }
    }
  }

  @Test(
    "probes replay to what they say, and drive every test that the grid can step over both ways")
  func probes() throws {
    try forAll("probes", cases: 300, { ($0.pair(upTo: 4), $0.integer(in: 1...2)) }) {
      pair, drafts in
      let rule = RecursiveRejection(
        target: pair.target, draft: pair.draft, drafts: drafts, replacement: true)
      let table = DecisionTable(
        RejectionVariant(), law: rule.law, target: pair.target, draft: pair.draft)!
      let probes = table.probes(gridBits: 24)
      var seen: Set<[Int]> = []
      for (index, row) in table.rows.enumerated() {
        for probe in probes where probe.drafts == row.drafts {
          guard case .emits(let token, let decisions) = table.replay(probe) else {
            return try demand(false, "a probe does not replay")
          }
          try demand(token == probe.output, "a probe says another token")
          for decision in decisions {
            if case .test(let test) = decision.place {
              seen.insert([index, test, decision.uniform < decision.threshold ? 0 : 1])
            }
          }
        }
      }
      let fine = Rational(1, 1 << 24)
      for (index, row) in table.rows.enumerated() {
        for (test, value) in row.tests.enumerated() {
          if value.threshold.signum > 0 { try demand(seen.contains([index, test, 0]), "below") }
          if value.threshold <= 1 - fine {
            try demand(seen.contains([index, test, 1]), "above")
          } else {
            break  // The grid cannot pass this test, so the later ones are out of reach.
          }
        }
      }
    }
  }

  @Test("u < threshold accepts and u = threshold does not")
  func equality() throws {
    let table = DecisionTable(
      rows: [
        .init(
          drafts: [0], probability: 1, tests: [.init(position: 0, token: 0, threshold: 1 / 2)],
          residual: [0, 1 / 4, 3 / 4])
      ], vocabulary: 3)
    func output(_ uniforms: [Rational]) -> Int? {
      if case .emits(let token, _) = table.replay(
        .init(drafts: [0], uniforms: uniforms, output: 0))
      {
        token
      } else {
        nil
      }
    }
    #expect(output([0]) == 0)
    #expect(output([1 / 2, 0]) == 1)
    #expect(output([1 / 2, 1 / 4]) == 2)
    #expect(output([1 / 2]) == nil)
    #expect(
      table.replay(.init(drafts: [1], uniforms: [0], output: 0)) == .unknownDrafts)
    #expect(
      table.replay(.init(drafts: [0], uniforms: [1], output: 0)) == .uniformOutOfRange(index: 0))
  }
}
