// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

@Suite("Draft laws, plans and kernels")
struct SchemePropertyTests {
  @Test("every draft law sums to 1 over distinct ordered tuples of possible tokens")
  func laws() throws {
    try forAll("Σ Q = 1", { $0.instance() }) { instance in
      let law = try DraftLaw(
        instance.sampling, draft: instance.draft, drafts: instance.drafts)
      try demand(law.entries.reduce(Rational(0)) { $0 + $1.probability } == 1, "Σ Q ≠ 1")
      try demand(Set(law.entries.map(\.drafts)).count == law.entries.count, "a tuple twice")
      try demand(law.entries.allSatisfy { $0.probability.signum > 0 }, "not positive")
      try demand(law.entries.allSatisfy { $0.drafts.count == instance.drafts }, "length")
      let bound = DraftLaw.tupleCount(
        of: instance.draft, drafts: instance.drafts, sampling: instance.sampling)
      try demand(law.entries.count <= bound, "more tuples than announced")
    }
  }

  @Test("the first draft has law q: iid, without replacement, hub")
  func firstMarginal() throws {
    try forAll("first marginal", { $0.pair(upTo: 6) }) { _, draft in
      var laws = [DraftLaw.iid(draft, drafts: 2), .withoutReplacement(draft, drafts: 2)]
      laws += draft.probabilities.indices.map { .hub(draft, token: $0) }
      for law in laws {
        var marginal = [Rational](repeating: 0, count: draft.count)
        for entry in law.entries { marginal[entry.drafts[0]] += entry.probability }
        try demand(marginal == draft.probabilities, "\(marginal)")
      }
    }
  }

  @Test("hub equals greedy as a law of sets, for two drafts and the most probable hub")
  func hubIsGreedy() throws {
    try forAll("set laws agree", { $0.pair(upTo: 6) }) { target, draft in
      let hub = MinimumCut.bySubsets(
        of: DraftLaw.hub(draft, token: draft.mode).transport(to: target))
      let greedy = MinimumCut.bySubsets(
        of: DraftLaw.greedy(draft, drafts: 2).transport(to: target))
      try demand(hub?.value == greedy?.value, "\(hub!.value) ≠ \(greedy!.value)")
    }
  }

  @Test("kernels are stochastic, and lossless: SpecHub with every hub, RRS, RRSw, single draft")
  func kernels() throws {
    try forAll(
      "kernels",
      { choices in
        let drafts = choices.integer(in: 1...3)
        return (choices.pair(upTo: [8, 6, 3][drafts - 1]), drafts)
      }
    ) { pair, drafts in
      let (target, draft) = pair
      var rules: [(name: String, kernel: Kernel)] = [
        (
          "RRS",
          RecursiveRejection(
            target: target, draft: draft, drafts: drafts, replacement: true
          ).kernel
        ),
        (
          "RRSw",
          RecursiveRejection(
            target: target, draft: draft, drafts: drafts, replacement: false
          ).kernel
        ),
        ("single", RecursiveRejection.single(target: target, draft: draft).kernel),
      ]
      for hub in 0..<target.count {
        let plan = SpecHubPlan(target: target, draft: draft, hub: hub)
        rules.append(("hub \(hub)", try plan.acceptancePlan().kernel))
      }
      for (name, kernel) in rules {
        try demand(kernel.isStochastic, "\(name) is not stochastic")
        try demand(
          kernel.outputLaw == target.probabilities,
          "\(name) is off by \(Deviation(of: kernel.outputLaw, from: target).totalVariation)")
        try demand(kernel.acceptanceRate <= kernel.overlap, "\(name) accepts what is not drafted")
      }
    }
  }

  @Test("SpecHub pays its hub in full, leaves it no residual, and accepts min(p, f({x})) elsewhere")
  func hubIsPaid() throws {
    try forAll("hub paid in full", { $0.pair(upTo: 8) }) { target, draft in
      for hub in 0..<target.count {
        let plan = try SpecHubPlan(target: target, draft: draft, hub: hub).acceptancePlan()
        try demand(plan.acceptedMass[hub] == target[hub], "hub \(hub) is not paid in full")
        try demand(plan.residualMass[hub].isZero, "hub \(hub) is left in the residual")
        let transport = plan.law.transport(to: target)
        for token in 0..<target.count {
          try demand(
            plan.acceptedMass[token] == min(target[token], transport.reach(of: [token])),
            "token \(token) with hub \(hub)")
        }
      }
    }
  }

  @Test("the rebuilt coupling has both marginals")
  func coupling() throws {
    try forAll("coupling marginals", { $0.pair(upTo: 6) }) { target, draft in
      let plan = try SpecHubPlan(target: target, draft: draft).acceptancePlan()
      try demand(plan.coupling.outflow == plan.law.entries.map(\.probability), "sources")
      try demand(
        plan.coupling.inflow(sinkCount: target.count) == target.probabilities, "tokens")
    }
  }

  @Test("RRS: recursion = enumeration, and it accepts min(p, c_k·q) of each token")
  func rrsRecursion() throws {
    try forAll("RRS two ways", { choices in (choices.pair(upTo: 4), choices.integer(in: 1...3)) }) {
      pair, drafts in
      let rule = RecursiveRejection(
        target: pair.target, draft: pair.draft, drafts: drafts, replacement: true)
      let kernel = rule.kernel
      try demand(rule.acceptanceRate == kernel.acceptanceRate, "acceptance")
      let threshold = rule.threshold
      let expected = zip(pair.target.probabilities, pair.draft.probabilities).map {
        min($0, threshold * $1)
      }
      try demand(kernel.acceptedMass == expected, "accepted masses")
    }
  }

  @Test("RRSw: recursion along paths = enumeration")
  func rrswRecursion() throws {
    try forAll("RRSw two ways", { choices in (choices.pair(upTo: 4), choices.integer(in: 1...3)) })
    { pair, drafts in
      let rule = RecursiveRejection(
        target: pair.target, draft: pair.draft, drafts: drafts, replacement: false)
      try demand(rule.acceptanceRate == rule.kernel.acceptanceRate, "acceptance")
    }
  }

  @Test("K-SEQ lies between RRS and the iid optimum")
  func kseq() throws {
    try forAll(
      "RRS ≤ K-SEQ ≤ OTM", cases: 1000,
      { choices in
        (choices.pair(upTo: 4), choices.integer(in: 1...3))
      }
    ) { pair, drafts in
      let (target, draft) = pair
      let kseq = KSequential(target: target, draft: draft, drafts: drafts)
        .acceptanceRate(bits: 40)
      try demand(kseq.lower <= kseq.upper, "empty enclosure")
      let rrs = RecursiveRejection(
        target: target, draft: draft, drafts: drafts, replacement: true
      ).acceptanceRate
      try demand(rrs <= kseq.upper, "below RRS")
      let cut = MinimumCut.bySubsets(
        of: DraftLaw.iid(draft, drafts: drafts).transport(to: target))
      try demand(kseq.lower <= cut!.value, "above the optimum")
    }
  }

  @Test("who beats whom, with the conditions that make it true")
  func dominance() throws {
    try forAll("dominance at two drafts", { $0.pair(upTo: 6) }) { target, draft in
      let hub = draft.mode
      let specHub = SpecHubPlan.acceptanceRate(target: target, draft: draft, hub: hub)
      let rrs = RecursiveRejection(
        target: target, draft: draft, drafts: 2, replacement: true
      ).acceptanceRate
      let rrsw = RecursiveRejection(
        target: target, draft: draft, drafts: 2, replacement: false
      ).acceptanceRate
      let variation = target.totalVariation(to: draft)
      try demand(specHub >= 1 - variation, "SpecHub below a single draft")
      try demand(rrs <= rrsw, "RRSw below RRS")
      if draft[hub] >= variation * (1 - draft[hub]) { try demand(specHub >= rrs, "below RRS") }
      if draft[hub] >= variation { try demand(specHub >= rrsw, "below RRSw") }
      let independent = MinimumCut.bySubsets(
        of: DraftLaw.iid(draft, drafts: 2).transport(to: target))
      let distinct = MinimumCut.bySubsets(
        of: DraftLaw.withoutReplacement(draft, drafts: 2).transport(to: target))
      try demand(
        try #require(independent).value <= #require(distinct).value, "OTM without replacement below"
      )
    }
  }

  @Test("changing the hub changes the acceptance by (p(a) − r)⁺ − (p(b) − r)⁺ when q(a) = q(b)")
  func tieIdentity() throws {
    try forAll("tie identity", { $0.pair(upTo: 6) }) { target, draft in
      for a in 0..<draft.count {
        for b in 0..<draft.count where a != b && draft[a] == draft[b] {
          let ratio = draft[a] / (1 - draft[a])
          let difference =
            SpecHubPlan.acceptanceRate(target: target, draft: draft, hub: a)
            - SpecHubPlan.acceptanceRate(target: target, draft: draft, hub: b)
          let expected = max(0, target[a] - ratio) - max(0, target[b] - ratio)
          try demand(difference == expected, "\(difference) ≠ \(expected)")
        }
      }
    }
  }
}
