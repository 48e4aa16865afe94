// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

/// Who beats whom, and how the optimum moves.
@Suite("Theory: order and shape")
struct TheoryOrderTests {
  @Test("14, 15: RRS ≤ K-SEQ ≤ OTM-iid ≤ OTM without replacement ≥ RRSw ≥ RRS")
  func chain() throws {
    try forAll("14, 15", { $0.pairAndDrafts() }) { pair, drafts in
      let rrs = try pair.alpha("rrs", drafts)
      let kseq = try pair.enclosed("kseq", drafts)
      let rrsw = try pair.alpha("rrsw", drafts)
      let iid = try pair.alpha("otm-iid", drafts)
      let without = try pair.alpha("otm-without-replacement", drafts)
      try demand(rrs <= kseq.upper && kseq.lower <= iid, "14")
      try demand(rrs <= rrsw && rrsw <= without && iid <= without, "15")
    }
  }

  @Test("19, 20: K-SEQ ≥ (1 − (1 − 1/k)ᵏ)·OTM, 8/9 at k = 2; OTM − RRS ≤ 4/27 at k = 2")
  func ratios() throws {
    try forAll("19, 20", { $0.pairAndDrafts() }) { pair, drafts in
      let kseq = try pair.enclosed("kseq", drafts).upper
      let optimum = try pair.alpha("otm-iid", drafts)
      let ratio = 1 - (1 - Rational(1, drafts)).raised(to: drafts)
      try demand(kseq >= ratio * optimum, "19: \(kseq) of \(optimum)")
      guard drafts == 2 else { return }
      try demand(kseq >= Rational(8, 9) * optimum, "19: 8/9")
      try demand(optimum - (try pair.alpha("rrs")) <= Rational(4, 27), "20")
    }
  }

  @Test("21, 42: SpecHub against RRS, RRSw, OTM-iid under their conditions, and a single draft")
  func specHub() throws {
    try forAll("21, 42", { $0.theoryPair(upTo: 6) }) { pair in
      let hub = try pair.alpha("spechub")
      let mass = pair.draft[pair.draft.mode]
      let variation = pair.target.totalVariation(to: pair.draft)
      if mass >= variation * (1 - mass) { try demand(hub >= (try pair.alpha("rrs")), "RRS") }
      if mass >= variation { try demand(hub >= (try pair.alpha("rrsw")), "RRSw") }
      if 2 * mass >= 1 { try demand(hub >= (try pair.alpha("otm-iid")), "OTM-iid") }
      try demand(hub >= (try pair.alpha("single")), "42")
    }
  }

  private static let methods = [
    "single", "rrs", "rrsw", "spechub", "greedy", "otm-iid", "otm-without-replacement", "path",
  ]

  @Test("22: with p = q every method accepts always")
  func equal() throws {
    try forAll("22", cases: 300, { $0.theoryPair() }) { pair in
      let same = try Pair(pair.draft.probabilities, pair.draft.probabilities)
      for id in Self.methods { try demand(try same.alpha(id) == 1, id) }
      try demand(try same.enclosed("kseq").upper == 1, "kseq")
    }
  }

  @Test("23: renaming tokens changes nothing")
  func renaming() throws {
    try forAll(
      "23", cases: 300,
      { choices in
        let pair = choices.theoryPair()
        return (pair, choices.permutation(of: pair.count))
      }
    ) { pair, names in
      let renamed = try pair.renamed(names)
      for id in ["single", "rrs", "rrsw", "otm-iid", "otm-without-replacement"] {
        try demand(try pair.alpha(id) == (try renamed.alpha(id)), id)
      }
      for hub in pair.tokens {
        let before = try pair.position(2).optimalAcceptance(ofHub: hub)
        let after = try renamed.position(2).optimalAcceptance(ofHub: names[hub])
        try demand(before == after, "hub \(hub)")
      }
    }
  }

  @Test("24: one more draft never lowers RRS, RRSw, greedy and both optima")
  func monotone() throws {
    try forAll("24", cases: 400, { $0.theoryPair(upTo: 4) }) { pair in
      for id in ["rrs", "rrsw", "greedy", "otm-iid", "otm-without-replacement"] {
        let rates = try (1...3).map { try pair.alpha(id, $0) }
        try demand(rates == rates.sorted(), "\(id): \(rates)")
      }
    }
  }

  @Test("25: the iid optimum is at most Σ min(p, 1 − (1 − q)ᵏ)")
  func tokenBound() throws {
    try forAll("25", { $0.pairAndDrafts() }) { pair, drafts in
      let bound = pair.tokens.map {
        min(pair.target[$0], 1 - (1 - pair.draft[$0]).raised(to: drafts))
      }.sum()
      try demand(try pair.alpha("otm-iid", drafts) <= bound, "\(bound)")
    }
  }

  @Test("26, 27: the optimum is 1-Lipschitz in TV and concave in p and in Q")
  func concave() throws {
    try forAll(
      "26, 27",
      { choices in
        let pair = choices.theoryPair(upTo: 4)
        let other = choices.distribution(size: pair.count)
        return (pair, other, Rational(choices.integer(in: 0...4), 4))
      }
    ) { pair, other, share in
      let second = try Pair(other, pair.draft.probabilities)
      let middle = try Pair(
        pair.tokens.map { share * pair.target[$0] + (1 - share) * other[$0] },
        pair.draft.probabilities)
      let distance = pair.target.totalVariation(to: second.target)
      for id in ["otm-iid", "otm-without-replacement", "spechub"] {
        let (a, b) = (try pair.alpha(id), try second.alpha(id))
        try demand((a - b).magnitude <= distance, "26: \(id)")
        try demand(try middle.alpha(id) >= share * a + (1 - share) * b, "27: \(id) in p")
      }
      let (one, two) = (DraftLaw.iid(pair.draft, drafts: 2), DraftLaw.path(pair.draft))
      let mixture = try DraftLaw.joint(
        Self.mix(one, two, share), drafts: 2, vocabulary: pair.count)
      try demand(
        pair.cut(mixture) >= share * pair.cut(one) + (1 - share) * pair.cut(two), "27: in Q")
    }
  }

  private static func mix(_ one: DraftLaw, _ two: DraftLaw, _ share: Rational) -> [DraftLaw.Entry] {
    one.entries.map { .init(drafts: $0.drafts, probability: share * $0.probability) }
      + two.entries.map { .init(drafts: $0.drafts, probability: (1 - share) * $0.probability) }
  }

  @Test(
    "28, 29: merging two tokens never lowers the iid optimum; splitting one in proportion keeps it")
  func coarsening() throws {
    try forAll(
      "28, 29",
      { choices in (choices.theoryPair(upTo: 4), Rational(choices.integer(in: 0...4), 4)) }
    ) { pair, share in
      if pair.count > 1 {
        let merged = try Pair(
          [pair.target[0] + pair.target[1]] + pair.tokens.dropFirst(2).map { pair.target[$0] },
          [pair.draft[0] + pair.draft[1]] + pair.tokens.dropFirst(2).map { pair.draft[$0] })
        try demand(try merged.alpha("otm-iid") >= (try pair.alpha("otm-iid")), "28")
      }
      let split = try Pair(
        [share * pair.target[0], (1 - share) * pair.target[0]]
          + pair.tokens.dropFirst().map { pair.target[$0] },
        [share * pair.draft[0], (1 - share) * pair.draft[0]]
          + pair.tokens.dropFirst().map { pair.draft[$0] })
      for id in ["otm-iid", "rrs"] {
        try demand(try split.alpha(id) == (try pair.alpha(id)), "29: \(id)")
      }
    }
  }

  @Test("30: the iid optimum is 1 exactly when p(S) ≥ q(S)ᵏ for all S")
  func certain() throws {
    try forAll("30", { $0.pairAndDrafts() }) { pair, drafts in
      let holds = pair.tokens.subsets.allSatisfy { set in
        set.map { pair.target[$0] }.sum()
          >= set.map { pair.draft[$0] }.sum().raised(to: drafts)
      }
      try demand(holds == (try pair.alpha("otm-iid", drafts) == 1), "\(holds)")
    }
  }

  @Test("32, 33: every method is between 1 − TV and p(support of q); c_k ≤ c*")
  func range() throws {
    try forAll("32, 33", { $0.theoryPair() }) { pair in
      let supported = pair.draft.support.map { pair.target[$0] }.sum()
      let single = try pair.alpha("single")
      for id in Self.methods {
        let alpha = try pair.alpha(id)
        try demand(single <= alpha && alpha <= supported, "32: \(id) \(alpha)")
      }
      let position = try pair.position(2)
      let optimum = try pair.alpha("otm-iid")
      guard optimum < supported else { return }
      let threshold = RecursiveRejection(position, replacement: true).threshold
      try demand(threshold <= position.order.factor(leaving: 1 - optimum), "33")
    }
  }

  /// (f(A + x) − f(A))/q(x) ≥ (f(A + x + y) − f(A + x))/q(y) for all A, x, y.
  private static func isRatioSubmodular(_ law: DraftLaw, _ pair: Pair) -> Bool {
    let f = pair.reach(law)
    let support = pair.draft.support
    return f.indices.allSatisfy { set in
      support.allSatisfy { x in
        support.allSatisfy { y in
          guard x != y, set >> x & 1 == 0, set >> y & 1 == 0 else { return true }
          let (withX, withBoth) = (set | 1 << x, set | 1 << x | 1 << y)
          return (f[withX] - f[set]) * pair.draft[y] >= (f[withBoth] - f[withX]) * pair.draft[x]
        }
      }
    }
  }

  @Test("37: iid and without replacement are q-convex; hub and greedy are not")
  func ratioSubmodular() throws {
    try forAll("37", cases: 300, { $0.pairAndDrafts() }) { pair, drafts in
      for law in [
        DraftLaw.iid(pair.draft, drafts: drafts), .withoutReplacement(pair.draft, drafts: drafts),
      ] {
        try demand(Self.isRatioSubmodular(law, pair), "\(law)")
      }
    }
    let pair = try Pair([4 / 7, 3 / 7, 0, 0], [2 / 7, 2 / 7, 2 / 7, 1 / 7])
    #expect(!Self.isRatioSubmodular(.hub(pair.draft, token: 0), pair))
    let flat = [Rational](repeating: Rational(1, 5), count: 5)
    let uniform = try Pair(flat, flat)
    #expect(!Self.isRatioSubmodular(.greedy(uniform.draft, drafts: 3), uniform))
  }

  @Test("38: the threshold vector min(p, c*·q) can be accepted, without replacement for k ≤ 3")
  func threshold() throws {
    try forAll("38", cases: 400, { $0.pairAndDrafts() }) { pair, drafts in
      let position = try pair.position(drafts)
      let optimum = try pair.alpha("otm-without-replacement", drafts)
      let factor = position.order.factor(leaving: 1 - optimum)
      let mass = pair.tokens.map { min(pair.target[$0], factor * pair.draft[$0]) }
      try demand(mass.sum() == optimum, "Σ A ≠ α*")
      let f = pair.reach(.withoutReplacement(pair.draft, drafts: drafts))
      for (set, subset) in pair.tokens.subsets.enumerated() {
        try demand(subset.map { mass[$0] }.sum() <= f[set], "A(\(subset)) is too much")
      }
    }
  }

  @Test("47: RRS accepts a draft that is reached less and less often")
  func rounds() throws {
    try forAll("47", { $0.theoryPair() }) { pair in
      let position = try pair.position(5)
      let excess = RecursiveRejection(position, replacement: true).thresholds
        .map { position.order.excess(over: $0) }
      let rates = zip(excess, excess.dropFirst()).filter { !$0.0.isZero }.map { 1 - $1 / $0 }
      try demand(rates == rates.sorted(by: >), "\(rates)")
    }
  }

  @Test("48: a mixture of hubs accepts at least the mixture of their acceptances")
  func mixture() throws {
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

  @Test("50: f of the hub is above f of two iid drafts exactly when 1/(1 − q(a)) ≥ 2 − q_min")
  func hubAboveIid() throws {
    try forAll("50", { $0.theoryPair() }) { pair in
      let hub = pair.draft.mode
      let others = pair.draft.support.filter { $0 != hub }
      guard let least = others.min(by: { pair.draft[$0] < pair.draft[$1] }) else { return }
      let isAbove = zip(
        pair.reach(.hub(pair.draft, token: hub)), pair.reach(.iid(pair.draft, drafts: 2))
      ).allSatisfy { $0 >= $1 }
      let condition = 1 >= (2 - pair.draft[least]) * (1 - pair.draft[hub])
      try demand(isAbove == condition, "condition \(condition)")
      if !condition {
        let point = try Pair(
          pair.tokens.map { $0 == least ? 1 : 0 }, pair.draft.probabilities)
        try demand(try point.alpha("spechub") < (try point.alpha("otm-iid")), "no witness")
      }
    }
  }

  @Test("51: one Gumbel race accepts Σ 1/Σ max(pᵢ/pⱼ, qᵢ/qⱼ) ≤ 1 − TV, equal for two tokens")
  func gumbel() throws {
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
