// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

extension Choices {
  /// A pair with a number of drafts, where nothing is enumerated.
  mutating func largePairAndDrafts(upTo largest: Int) -> (pair: Pair, drafts: Int) {
    (theoryPair(upTo: largest), integer(in: 1...5))
  }
}

extension Pair {
  func exchangePlan(_ drafts: Int) throws -> ExchangePlan? {
    ExchangePlan(try position(drafts).optimum(of: .iid))
  }
}

/// The optimal rule itself, for independent drafts and in general.
@Suite("Theory: optimal plans")
struct TheoryPlanTests {
  @Test(
    "Property 34: by brute force over tuples and cells the winner's law is B, and min(p, B) accepted"
  )
  func property34() throws {
    try forAll(
      "34",
      { choices in
        let drafts = choices.integer(in: 1...3)
        return (choices.theoryPair(upTo: [6, 5, 3][drafts - 1]), drafts)
      }
    ) { pair, drafts in
      let plan = try #require(try pair.exchangePlan(drafts))
      let race = BruteForceRace(plan)
      try demand(race.isStochastic, "a token swaps more than it has")
      var winner = [Rational](repeating: 0, count: pair.count)
      for entry in DraftLaw.iid(pair.draft, drafts: drafts).entries {
        let won = race.winner(among: entry.drafts)
        for (token, share) in won { winner[token] += entry.probability * share }
        // The rule's own answer, which integrates instead of enumerating.
        let answer = try #require(plan.answer(to: entry.drafts))
        for (token, probability) in answer.accepted {
          let expected = won[token]! * race.acceptance(of: token)
          try demand(probability == expected, "\(entry.drafts): token \(token): \(probability)")
        }
      }
      try demand(winner == race.winnerLaw, "\(winner) wins, not \(race.winnerLaw)")
      let accepted = pair.tokens.map { winner[$0] * race.acceptance(of: $0) }
      try demand(
        accepted == pair.tokens.map { min(pair.target[$0], race.winnerLaw[$0]) }, "not min(p, B)")
      try demand(accepted.sum() == pair.cut(.iid(pair.draft, drafts: drafts)), "not the optimum")
    }
  }

  @Test(
    "Property 35: at most n − 1 pairs exchange, each a positive mass, and no token more than it has"
  )
  func property35() throws {
    try forAll("35", { $0.largePairAndDrafts(upTo: 9) }) { pair, drafts in
      let plan = try #require(try pair.exchangePlan(drafts))
      try demand(plan.givers.count == plan.takers.count, "pairs")
      try demand(plan.givers.count <= pair.count - 1, "\(plan.givers.count) pairs")
      var swapped = [Rational](repeating: 0, count: pair.count)
      for (first, second, mass) in ExchangedMass.all(of: plan) {
        try demand(mass.signum > 0, "ε = \(mass)")
        swapped[first] += mass
        swapped[second] += mass
      }
      for token in pair.tokens {
        try demand(swapped[token] <= pair.draft[token], "token \(token) swaps \(swapped[token])")
      }
    }
  }

  @Test("Property 36: the plan's min(p, B) and its cut are the same integer over one denominator")
  func property36() throws {
    try forAll(
      "36",
      { choices in
        let size = choices.integer(in: 1...24)
        return (Pair(choices.pair(upTo: size)), choices.integer(in: 1...8))
      }
    ) { pair, drafts in
      let plan = try #require(try pair.exchangePlan(drafts))
      let masses = plan.order.map { pair.target[$0] * plan.scale }
      try demand(masses.allSatisfy(\.isInteger), "p·L is no integer")
      let primal = masses.indices.map { min(masses[$0], plan.winner[$0]) }.sum()
      // f(H) = 1 − q(outside H)ᵏ.
      let outside = plan.order[plan.cut...].map { pair.draft[$0] }.sum()
      let reach = (1 - outside.raised(to: drafts)) * plan.scale
      try demand(reach.isInteger, "f(H)·L is no integer")
      try demand(primal == reach + masses[plan.cut...].sum(), "\(primal) is not the cut")
      try demand(primal == plan.acceptance * plan.scale, "\(primal) is not the acceptance")
    }
  }

  @Test(
    "Property 38: the threshold vector min(p, c*·q) can be accepted without replacement, k = 2, 3, 4"
  )
  func property38() throws {
    try forAll("38", { ($0.theoryPair(upTo: 4), $0.integer(in: 2...4)) }) { pair, drafts in
      let optimum = try pair.alpha("otm-without-replacement", drafts)
      let factor = try pair.position(drafts).order.factor(leaving: 1 - optimum)
      let mass = pair.tokens.map { min(pair.target[$0], factor * pair.draft[$0]) }
      try demand(mass.sum() == optimum, "Σ A ≠ α*")
      let f = pair.reach(.withoutReplacement(pair.draft, drafts: drafts))
      for (set, total) in mass.subsetSums.enumerated() {
        try demand(total <= f[set], "A is too much for the set \(String(set, radix: 2))")
      }
    }
  }

  @Test("Property 46: at an optimum no rejected tuple holds a token of the residual")
  func property46() throws {
    try forAll("46", { $0.pairAndDrafts() }) { pair, drafts in
      for law in pair.laws(drafts) {
        let flow = law.transport(to: pair.target).largestAcceptance().plan
        let plan = try AcceptancePlan(law: law, target: pair.target, accepted: flow)
        let residual = plan.residualMass
        for (entry, used) in zip(law.entries, flow.outflow) where used < entry.probability {
          try demand(
            entry.drafts.allSatisfy { residual[$0].isZero }, "\(entry.drafts) is rejected")
        }
      }
    }
  }

  @Test("Property 52: the solver in integers and one in fractions find the same plan")
  func property52() throws {
    try forAll("52", { $0.largePairAndDrafts(upTo: 9) }) { pair, drafts in
      let plan = try #require(try pair.exchangePlan(drafts))
      let expected = FractionPlan(pair) {
        1 - (1 - $0.map { pair.draft[$0] }.sum()).raised(to: drafts)
      }
      try demand(plan.order == expected.order, "the order \(plan.order)")
      try demand(plan.cut == expected.cut, "the cut \(plan.cut)")
      try demand(plan.acceptance == expected.acceptance, "the acceptance \(plan.acceptance)")
      try demand(plan.ceiling == expected.ceiling, "c = \(plan.ceiling)")
      try demand(plan.floor == expected.floor, "d = \(plan.floor)")
      let cells = plan.order.indices
      try demand(cells.map { plan.winner[$0] / plan.scale } == expected.winner, "B")
      try demand(cells.map { plan.vertex[$0] / plan.scale } == expected.vertex, "V")
      let pairs = plan.givers.indices.map {
        FractionPlan.Move(
          giver: Int(plan.givers[$0]), taker: Int(plan.takers[$0]),
          mass: plan.amounts[$0] / plan.scale)
      }
      try demand(pairs == expected.moves, "pairs \(pairs)")
    }
    try forAll("52, without replacement", { $0.theoryPair() }) { pair in
      let optimum = try pair.position(2).optimum(of: .withoutReplacement)
      guard case .prefixCut(let proof) = optimum.certificate.proof else { return }
      let f = pair.reach(.withoutReplacement(pair.draft, drafts: 2))
      let expected = FractionPlan(pair) { f[$0.reduce(0) { $0 | 1 << $1 }] }
      try demand(proof.order == expected.order, "the order \(proof.order)")
      try demand(proof.cut == expected.cut, "the cut \(proof.cut)")
      try demand(
        optimum.certificate.acceptance.exact == expected.acceptance,
        "the acceptance \(optimum.certificate.acceptance)")
      try demand(proof.threshold.exact == expected.ceiling, "c = \(proof.threshold)")
    }
  }
}
