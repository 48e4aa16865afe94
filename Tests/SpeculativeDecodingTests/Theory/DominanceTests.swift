// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

/// The theorems on which methods are ordered, with the instances that show where their conditions end.
@Suite("Theorems of dominance")
struct DominanceTests {
  // MARK: - Prefixes and thresholds

  @Test(
    "prefix theorem: if f is ratio-submodular, some least cut holds the tokens above a ratio p/q")
  func prefixes() throws {
    var applied = 0
    try forAll("prefix theorem", { $0.pairAndDrafts() }) { pair, drafts in
      for law in pair.laws(drafts) where pair.isRatioSubmodular(law) {
        applied += 1
        let (prefix, cut) = (pair.prefixCut(law), pair.cut(law))
        try demand(prefix == cut, "least prefix \(prefix), least cut \(cut)")
      }
    }
    #expect(applied >= scaled(1000), "the theorem was applied \(applied) times")
  }

  @Test("the prefix theorem needs its condition: hub pairs, independent drafts of different laws")
  func noPrefixes() throws {
    let pair = try Pair([4 / 7, 3 / 7, 0, 0], [2 / 7, 2 / 7, 2 / 7, 1 / 7])
    let hub = DraftLaw.hub(pair.draft, token: 0)
    #expect(pair.prefixCut(hub) == 1)
    #expect(pair.cut(hub) == Rational(34, 35))
    // One draft from each of two laws; the ratio is to their mean.
    let laws: [[Rational]] = [[1 / 2, 1 / 2, 0, 0], [0, 0, 1 / 8, 7 / 8]]
    let both = try Pair(
      [11 / 20, 3 / 8, 3 / 40, 0], zip(laws[0], laws[1]).map { ($0 + $1) / 2 })
    let entries = both.tokens.flatMap { x in
      both.tokens.map { y in
        DraftLaw.Entry(drafts: [x, y], probability: laws[0][x] * laws[1][y])
      }
    }
    let law = try DraftLaw.joint(entries, drafts: 2, vocabulary: 4)
    #expect(both.prefixCut(law) == Rational(19, 20))
    #expect(both.cut(law) == Rational(15, 16))
  }

  @Test("hub pairs: without the hub, the tokens with p > q/(1 − q(a)) are a least cut")
  func hubCut() throws {
    try forAll("hub cut", { $0.theoryPair() }) { pair in
      for hub in pair.draft.support where pair.draft[hub] != 1 {
        let rest = 1 - pair.draft[hub]
        let cut = pair.tokens.filter {
          $0 != hub && pair.target[$0] > pair.draft[$0] / rest
        }
        let law = DraftLaw.hub(pair.draft, token: hub)
        let outside = 1 - cut.map { pair.target[$0] }.sum()
        let value = pair.reach(law)[cut.reduce(0) { $0 | 1 << $1 }] + outside
        try demand(value == pair.cut(law), "hub \(hub): \(cut) has \(value)")
      }
    }
  }

  @Test(
    "threshold theorem: B = min(p, c·q) on H, max(p, d·q) outside can win, and min(p, B) = min(p, c·q)"
  )
  func thresholds() throws {
    try forAll("threshold theorem", { ($0.pairAndDrafts(), $0.bool()) }) { instance, replaces in
      let (pair, drafts) = instance
      let law: DraftLaw =
        replaces
        ? .iid(pair.draft, drafts: drafts) : .withoutReplacement(pair.draft, drafts: drafts)
      let f = pair.reach(law)
      let plan = FractionPlan(pair) { f[$0.reduce(0) { $0 | 1 << $1 }] }
      try demand(plan.acceptance == pair.cut(law), "the prefix is no least cut")
      var winner = [Rational](repeating: 0, count: pair.count)
      for (cell, token) in plan.order.enumerated() { winner[token] = plan.winner[cell] }
      try demand(winner.sum() == 1, "B sums to \(winner.sum())")
      for (set, total) in winner.subsetSums.enumerated() {
        try demand(total <= f[set], "B is too much for the set \(String(set, radix: 2))")
      }
      let accepted = pair.tokens.map { min(pair.target[$0], winner[$0]) }
      try demand(
        accepted
          == pair.tokens.map { min(pair.target[$0], plan.ceiling * pair.draft[$0]) },
        "min(p, B) is not min(p, c·q)")
      try demand(accepted.sum() == plan.acceptance, "not the optimum")
    }
  }

  // MARK: - Rejection sampling and K-SEQ

  @Test("c_k ≤ ρ* ≤ c*: RRS, K-SEQ and the optimum accept more and more of every single token")
  func nested() throws {
    try forAll("c_k ≤ ρ* ≤ c*", { ($0.theoryPair(), $0.integer(in: 1...4)) }) { pair, drafts in
      let position = try pair.position(drafts)
      let rule = RecursiveRejection(position, replacement: true)
      let factor = KSequential(position).optimalFactor()
      let optimum = try pair.alpha("otm-iid", drafts)
      let optimal = position.order.factor(leaving: 1 - optimum)
      for token in pair.tokens {
        let (p, q) = (pair.target[token], pair.draft[token])
        try demand(
          min(p, rule.threshold * q) <= min(p, factor.upper * q), "RRS above K-SEQ at \(token)")
        try demand(
          min(p, factor.lower * q) <= min(p, optimal * q), "K-SEQ above the optimum at \(token)")
      }
    }
  }

  @Test("RRS: log R(c_i) is convex, so that R(c_i)ᵏ ≤ R(c_k)ⁱ")
  func convex() throws {
    try forAll("log R(c_i) is convex", { ($0.theoryPair(), $0.integer(in: 1...5)) }) {
      pair, drafts in
      let position = try pair.position(drafts)
      let excess = RecursiveRejection(position, replacement: true).thresholds
        .map { position.order.excess(over: $0) }
      for (index, value) in excess.enumerated() {
        try demand(
          value.raised(to: drafts) <= excess[drafts].raised(to: index), "after \(index) rejections")
      }
      for index in excess.indices.dropFirst().dropLast() {
        let (before, after) = (excess[index - 1], excess[index + 1])
        try demand(excess[index] * excess[index] <= before * after, "at \(index)")
      }
    }
  }

  @Test("RRSw: along every path of rejected tokens c is at least RRS's")
  func paths() throws {
    try forAll("c along paths", { $0.pairAndDrafts() }) { pair, drafts in
      let position = try pair.position(drafts)
      let thresholds = RecursiveRejection(position, replacement: true).thresholds
      let rule = RecursiveRejection(position, replacement: false)
      var least: [Int: Rational] = [:]
      rule.forEachRejectedPath(upTo: drafts - 1) { path in
        let length = path.tokens.count
        least[length] = min(least[length] ?? path.threshold, path.threshold)
      }
      for (length, threshold) in least {
        try demand(threshold >= thresholds[length], "after \(length) rejections: \(threshold)")
      }
    }
  }

  @Test("every set is hit by drafts without replacement at least as often as by independent ones")
  func sets() throws {
    try forAll("f without ≥ f iid", { $0.pairAndDrafts() }) { pair, drafts in
      let iid = pair.reach(.iid(pair.draft, drafts: drafts))
      let without = pair.reach(.withoutReplacement(pair.draft, drafts: drafts))
      try demand(zip(iid, without).allSatisfy { $0 <= $1 }, "a set is hit less often")
    }
  }

  @Test("RRSw and K-SEQ, RRSw and the iid optimum are incomparable")
  func incomparable() throws {
    let coin = try Pair([0, 1], [1 / 2, 1 / 2])
    #expect(try coin.alpha("rrsw") == 1)
    #expect(try coin.alpha("otm-iid") == Rational(3, 4))
    #expect(try coin.alpha("kseq") == Rational(3, 4))
    let third = Rational(1, 3)
    let flat = try Pair([0, 1 / 4, 3 / 4], [third, third, third])
    #expect(try flat.alpha("rrsw") == Rational(19, 24))
    #expect(try flat.alpha("otm-iid") == Rational(29, 36))
    let mixed = try Pair([1 / 2, 1 / 2, 0], [1 / 2, 3 / 10, 1 / 5])
    #expect(try mixed.alpha("rrsw") == Rational(7, 8))
    #expect(try mixed.alpha("kseq") > Rational(7, 8))
  }

  // MARK: - SpecHub

  @Test("SpecHub accepts at least RRS's mass of every token when 1/(1 − q(a)) ≥ c_k, for any k")
  func hubAboveRejection() throws {
    try forAll(
      "hub ≥ RRS by token",
      { choices in
        let pair = try choices.hubPair()
        let drafts = choices.integer(in: 1...5)
        let rule = RecursiveRejection(try pair.position(drafts), replacement: true)
        let rest = 1 - pair.draft[pair.draft.mode]
        guard rule.threshold * rest <= 1 else { throw Discard() }
        return (pair, rule.threshold)
      }
    ) { pair, threshold in
      let plan = SpecHubPlan(target: pair.target, draft: pair.draft)
      let accepted = try plan.acceptancePlan().acceptedMass
      for token in pair.tokens {
        try demand(
          accepted[token] >= min(pair.target[token], threshold * pair.draft[token]),
          "token \(token)")
      }
    }
  }

  @Test("SpecHub accepts at least min(p, q) of every token, with any hub")
  func hubAboveSingle() throws {
    try forAll("hub ≥ single by token", { $0.theoryPair() }) { pair in
      for hub in pair.draft.support {
        let plan = SpecHubPlan(target: pair.target, draft: pair.draft, hub: hub)
        let accepted = try plan.acceptancePlan().acceptedMass
        for token in pair.tokens {
          try demand(
            accepted[token] >= min(pair.target[token], pair.draft[token]),
            "token \(token), hub \(hub)")
        }
      }
    }
  }

  @Test("SpecHub and the optimum without replacement: each better for some p, beyond two tokens")
  func hubAgainstWithout() throws {
    try forAll(
      "hub against without replacement",
      { choices in
        let pair = choices.theoryPair()
        guard pair.draft.support.count >= 3 else { throw Discard() }
        return pair
      }
    ) { pair in
      let hub = pair.draft.mode
      let without = pair.reach(.withoutReplacement(pair.draft, drafts: 2))
      let around = pair.reach(.hub(pair.draft, token: hub))
      for token in pair.draft.support {
        let (distinct, starred) = (without[1 << token], around[1 << token])
        try demand(token == hub ? distinct < starred : distinct > starred, "token \(token)")
        // f of one token is what a target at that token accepts.
        let point = try Pair(
          pair.tokens.map { $0 == token ? 1 : 0 }, pair.draft.probabilities)
        try demand(try point.alpha("spechub") == starred, "hub, all of p at \(token)")
        try demand(try point.alpha("otm-without-replacement") == distinct, "all of p at \(token)")
      }
    }
    let heavy = try Pair([1 / 3, 2 / 3, 0], [1 / 3, 1 / 6, 1 / 2])
    #expect(try heavy.alpha("spechub") == Rational(2, 3))
    #expect(try heavy.alpha("otm-without-replacement") == Rational(3, 4))
  }

  @Test("SpecHub's conditions against RRSw cannot be weaker")
  func hubConditions() throws {
    let third = Rational(1, 3)
    // q(a)/(1 − q(a)) = 1/2 ≥ TV = 5/12.
    let odds = try Pair([0, 1 / 4, 3 / 4], [third, third, third])
    #expect(odds.target.totalVariation(to: odds.draft) == Rational(5, 12))
    #expect(try odds.alpha("spechub") == Rational(3, 4))
    #expect(try odds.alpha("rrsw") == Rational(19, 24))
    // q(a) = 1/2.
    let half = try Pair([0, 0, 1], [1 / 6, 1 / 2, 1 / 3])
    #expect(try half.alpha("spechub") == Rational(2, 3))
    #expect(try half.alpha("rrsw") == Rational(11, 15))
    // Flat: below plain RRS.
    let flat = try Pair([0, 1, 0], [third, third, third])
    #expect(try flat.alpha("spechub") == Rational(1, 2))
    #expect(try flat.alpha("rrs") == Rational(5, 9))
  }

  @Test("the worst target of a hub h is min_{x ≠ h} q(x)/(1 − q(h)), all of it on the rarest token")
  func worstTarget() throws {
    try forAll("worst target of a hub", { $0.theoryPair() }) { pair in
      let position = try pair.position(2)
      for hub in pair.draft.support where pair.draft[hub] != 1 {
        let rarest = pair.tokens.filter { $0 != hub }.min { pair.draft[$0] < pair.draft[$1] }!
        let worst = pair.draft[rarest] / (1 - pair.draft[hub])
        try demand(position.optimalAcceptance(ofHub: hub) >= worst, "hub \(hub) is below")
        let point = try Pair(
          pair.tokens.map { $0 == rarest ? 1 : 0 }, pair.draft.probabilities)
        try demand(
          try point.position(2).optimalAcceptance(ofHub: hub) == worst, "hub \(hub): not attained")
      }
    }
  }

  @Test("the most probable token need not be the best hub, nor the one with the best worst case")
  func bestHub() throws {
    func hubs(_ target: [Rational], _ draft: [Rational]) throws -> [Rational] {
      let pair = try Pair(target, draft)
      let position = try pair.position(2)
      return pair.tokens.map { position.optimalAcceptance(ofHub: $0) }
    }
    #expect(
      try hubs([0, 3 / 4, 1 / 4], [1 / 4, 1 / 4, 1 / 2]) == [Rational(7, 12), 1, Rational(3, 4)])
    let heavy = try hubs([0, 1 / 4, 1 / 4, 1 / 2], [4 / 7, 2 / 7, 1 / 21, 2 / 21])
    #expect(heavy[0] == Rational(7, 12))
    #expect(heavy[3] == Rational(61, 76))
    #expect(heavy.max() == heavy[3])
    // (.5, .4, .1): the rarest token's worst case is .4/.9, the mode's .1/.5.
    let draft: [Rational] = [1 / 2, 2 / 5, 1 / 10]
    let worst = try draft.indices.map { hub in
      try draft.indices.map { token in
        try hubs(draft.indices.map { $0 == token ? 1 : 0 }, draft)[hub]
      }.min()!
    }
    #expect(worst[0] == Rational(1, 5))
    #expect(worst[2] == Rational(4, 9))
    #expect(worst.max() == worst[2])
  }

  // MARK: - Worst cases of two drafts

  @Test("where all can be accepted, R(c) ≤ (2 − c)²/4; so RRS ≥ 23/27, ρ* ≤ 4/3 and K-SEQ ≥ 8/9")
  func worstCases() throws {
    try forAll("α* = 1, k = 2", { try $0.certainPair(drafts: 2) }) { pair in
      let position = try pair.position(2)
      let ratios = pair.draft.support.map { pair.target[$0] / pair.draft[$0] }
      for factor in ratios + [0, 1, Rational(4, 3), 2] where factor <= 2 {
        let excess = position.order.excess(over: factor)
        try demand(
          4 * excess <= (2 - factor) * (2 - factor),
          "R(\(factor)) = \(excess) is above the parabola")
      }
      let rrs = try pair.alpha("rrs")
      try demand(rrs >= Rational(23, 27), "RRS \(rrs)")
      let factor = KSequential(position).optimalFactor()
      try demand(factor.lower <= Rational(4, 3), "ρ* ≥ \(factor.lower)")
      let kseq = try pair.enclosed("kseq")
      try demand(kseq.upper >= Rational(8, 9), "K-SEQ \(kseq)")
    }
    let extremal = try Pair([5 / 9, 4 / 9], [1 / 3, 2 / 3])
    #expect(try extremal.alpha("otm-iid") == 1)
    #expect(try extremal.alpha("rrs") == Rational(23, 27))
    #expect(try extremal.enclosed("kseq").exact == Rational(8, 9))
    #expect(KSequential(try extremal.position(2)).optimalFactor().lower == Rational(4, 3))
  }

  @Test("where all can be accepted, R(c) ≤ 1 − (1 − t)ᵏ − c·t at the mass t of q above c, any k")
  func worstCasesOfMoreDrafts() throws {
    try forAll(
      "α* = 1",
      { choices in
        let drafts = choices.integer(in: 1...5)
        return (try choices.certainPair(drafts: drafts), drafts)
      }
    ) { pair, drafts in
      let position = try pair.position(drafts)
      for corner in pair.draft.support {
        let factor = pair.target[corner] / pair.draft[corner]
        let mass = pair.tokens.filter { pair.target[$0] > factor * pair.draft[$0] }
          .map { pair.draft[$0] }.sum()
        let bound = 1 - (1 - mass).raised(to: drafts) - factor * mass
        let excess = position.order.excess(over: factor)
        try demand(excess <= bound, "R(\(factor)) = \(excess) > \(bound)")
      }
    }
  }
}
