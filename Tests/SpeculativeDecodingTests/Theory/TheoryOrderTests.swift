// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

/// Who beats whom, and under which conditions.
@Suite("Theory: order of the methods")
struct TheoryOrderTests {
  static let methods = [
    "single", "rrs", "rrsw", "spechub", "greedy", "otm-iid", "otm-without-replacement", "path",
  ]

  @Test("Property 14: RRS ≤ K-SEQ ≤ OTM-iid")
  func property14() throws {
    try forAll("14", { $0.pairAndDrafts() }) { pair, drafts in
      let kseq = try pair.enclosed("kseq", drafts)
      try demand(try pair.alpha("rrs", drafts) <= kseq.upper, "K-SEQ is below RRS: \(kseq)")
      try demand(kseq.lower <= (try pair.alpha("otm-iid", drafts)), "K-SEQ is above: \(kseq)")
    }
  }

  @Test("Property 15: RRS ≤ RRSw ≤ OTM without replacement, and OTM-iid ≤ it too")
  func property15() throws {
    try forAll("15", { $0.pairAndDrafts() }) { pair, drafts in
      let rrsw = try pair.alpha("rrsw", drafts)
      let without = try pair.alpha("otm-without-replacement", drafts)
      try demand(try pair.alpha("rrs", drafts) <= rrsw, "RRS is above RRSw")
      try demand(rrsw <= without, "RRSw is above its optimum")
      try demand(try pair.alpha("otm-iid", drafts) <= without, "OTM-iid is above")
    }
  }

  @Test("Property 19: K-SEQ ≥ (1 − (1 − 1/k)ᵏ)·OTM-iid, and 8/9 of it at k = 2")
  func property19() throws {
    try forAll("19", { ($0.theoryPair(), $0.integer(in: 1...4)) }) { pair, drafts in
      let kseq = try pair.enclosed("kseq", drafts).upper
      let optimum = try pair.alpha("otm-iid", drafts)
      let ratio = 1 - (1 - Rational(1, drafts)).raised(to: drafts)
      try demand(kseq >= ratio * optimum, "\(kseq) of \(optimum)")
    }
    try forAll("19, k = 2", { $0.theoryPair() }) { pair in
      let kseq = try pair.enclosed("kseq").upper
      let optimum = try pair.alpha("otm-iid")
      try demand(kseq >= Rational(8, 9) * optimum, "\(kseq) of \(optimum)")
    }
  }

  @Test("Property 20: OTM-iid − RRS ≤ 4/27 at k = 2")
  func property20() throws {
    try forAll("20", { $0.theoryPair() }) { pair in
      let gap = try pair.alpha("otm-iid") - pair.alpha("rrs")
      try demand(gap <= Rational(4, 27), "\(gap)")
    }
    try forAll("20, where α* = 1", { try $0.certainPair(drafts: 2) }) { pair in
      try demand(try pair.alpha("otm-iid") == 1, "the generator makes certain pairs")
      let rrs = try pair.alpha("rrs")
      try demand(rrs >= Rational(23, 27), "\(rrs)")
    }
  }

  @Test(
    "Property 21: q(a)/(1 − q(a)) ≥ TV: SpecHub ≥ RRS; q(a) ≥ TV: ≥ RRSw; q(a) ≥ 1/2: ≥ OTM-iid")
  func property21() throws {
    let conditions: [(id: String, holds: (_ hub: Rational, _ variation: Rational) -> Bool)] = [
      ("rrs", { $0 >= $1 * (1 - $0) }), ("rrsw", { $0 >= $1 }),
      ("otm-iid", { hub, _ in 2 * hub >= 1 }),
    ]
    for (id, holds) in conditions {
      try forAll(
        "21, \(id)",
        { choices in
          let pair = try choices.hubPair()
          let hub = pair.draft[pair.draft.mode]
          guard holds(hub, pair.target.totalVariation(to: pair.draft)) else { throw Discard() }
          return pair
        }
      ) { pair in
        let (hub, other) = (try pair.alpha("spechub"), try pair.alpha(id))
        try demand(hub >= other, "\(hub) < \(other)")
      }
    }
  }

  @Test("Property 32: every method is between 1 − TV and p(support of q)")
  func property32() throws {
    try forAll("32", { $0.theoryPair() }) { pair in
      let supported = pair.draft.support.map { pair.target[$0] }.sum()
      let single = 1 - pair.target.totalVariation(to: pair.draft)
      for id in Self.methods {
        let alpha = try pair.alpha(id)
        try demand(single <= alpha && alpha <= supported, "\(id) \(alpha)")
      }
    }
  }

  @Test("Property 33: RRS's threshold c_k is at most the optimal c*")
  func property33() throws {
    try forAll(
      "33",
      { choices in
        let (pair, drafts) = choices.pairAndDrafts()
        // Where everything that is drafted is accepted, c* is the largest ratio, and c_k may pass it.
        let supported = pair.draft.support.map { pair.target[$0] }.sum()
        guard try pair.alpha("otm-iid", drafts) < supported else { throw Discard() }
        return (pair, drafts)
      }
    ) { pair, drafts in
      let position = try pair.position(drafts)
      let threshold = RecursiveRejection(position, replacement: true).threshold
      let optimal = position.order.factor(leaving: 1 - (try pair.alpha("otm-iid", drafts)))
      try demand(threshold <= optimal, "\(threshold) > \(optimal)")
    }
  }

  @Test("Property 42: SpecHub accepts at least what a single draft does")
  func property42() throws {
    try forAll("42", { $0.theoryPair() }) { pair in
      let (hub, single) = (try pair.alpha("spechub"), try pair.alpha("single"))
      try demand(hub >= single, "\(hub) < \(single)")
    }
  }

  @Test("Property 47: RRS accepts a draft that is reached less and less often")
  func property47() throws {
    try forAll("47", { $0.theoryPair() }) { pair in
      let position = try pair.position(5)
      let excess = RecursiveRejection(position, replacement: true).thresholds
        .map { position.order.excess(over: $0) }
      let rates = zip(excess, excess.dropFirst()).filter { !$0.0.isZero }.map { 1 - $1 / $0 }
      try demand(rates == rates.sorted(by: >), "\(rates)")
    }
  }

  @Test("Property 48: a mixture of hubs accepts at least the mixture of their acceptances")
  func property48() throws {
    try forAll(
      "48",
      { choices in
        let pair = choices.theoryPair(upTo: 4)
        return (pair, choices.distribution(size: pair.count))
      }
    ) { pair, weights in
      let mixed = pair.cut(.stars(pair.draft, hubWeights: weights))
      let position = try pair.position(2)
      let mean = pair.tokens.map { weights[$0] * position.optimalAcceptance(ofHub: $0) }.sum()
      try demand(mixed >= mean, "\(mixed) < \(mean)")
    }
  }

  @Test(
    "Property 50: f of the hub is above f of two iid drafts exactly when 1/(1 − q(a)) ≥ 2 − q_min")
  func property50() throws {
    var counts = [true: 0, false: 0]
    try forAll(
      "50",
      { choices in
        let pair = try choices.hubPair()
        guard pair.draft.support.count > 1 else { throw Discard() }
        return pair
      }
    ) { pair in
      let hub = pair.draft.mode
      let others = pair.draft.support.filter { $0 != hub }
      let least = others.min { pair.draft[$0] < pair.draft[$1] }!
      let isAbove = zip(
        pair.reach(.hub(pair.draft, token: hub)), pair.reach(.iid(pair.draft, drafts: 2))
      ).allSatisfy { $0 >= $1 }
      let condition = 1 >= (2 - pair.draft[least]) * (1 - pair.draft[hub])
      counts[condition]! += 1
      try demand(isAbove == condition, "condition \(condition)")
      if condition {
        try demand(try pair.alpha("spechub") >= (try pair.alpha("otm-iid")), "for this p")
      } else {
        let point = try Pair(
          pair.tokens.map { $0 == least ? 1 : 0 }, pair.draft.probabilities)
        try demand(try point.alpha("spechub") < (try point.alpha("otm-iid")), "no witness")
      }
    }
    #expect(counts.values.allSatisfy { $0 > scaled(100) }, "one side is hardly tried: \(counts)")
  }

  @Test(
    "Property 51: one Gumbel race accepts Σ 1/Σ max(pᵢ/pⱼ, qᵢ/qⱼ) ≤ 1 − TV, equal for two tokens")
  func property51() throws {
    try forAll("51", { $0.theoryPair() }) { pair in
      let race = pair.tokens.filter { !pair.target[$0].isZero && !pair.draft[$0].isZero }
        .map { j in
          1
            / pair.tokens.map { i in
              max(pair.target[i] / pair.target[j], pair.draft[i] / pair.draft[j])
            }.sum()
        }.sum()
      let single = try pair.alpha("single")
      try demand(race <= single, "\(race) > \(single)")
      if pair.count == 2 { try demand(race == single, "\(race) ≠ \(single)") }
    }
  }
}
