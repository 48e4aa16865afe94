// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

@Suite("The optimal rule for independent drafts")
struct ExchangePlanTests {
  private func plan(_ target: Distribution, _ draft: Distribution, _ drafts: Int) throws
    -> ExchangePlan
  {
    let instance = try Instance(target: target, draft: draft, drafts: drafts, sampling: .iid)
    return try #require(ExchangePlan(OptimalAcceptance(try instance.acceptanceProblem())))
  }

  @Test("its kernel emits the target, accepts the optimum, and wins B in every cell")
  func kernel() throws {
    try forAll(
      "exchange plans",
      { choices in
        let drafts = choices.integer(in: 1...3)
        return (choices.pair(upTo: [8, 6, 4][drafts - 1]), drafts)
      }
    ) { pair, drafts in
      let (target, draft) = pair
      let plan = try plan(target, draft, drafts)
      try demand(plan.violation() == nil, "\(plan.violation()!)")
      let law = DraftLaw.iid(draft, drafts: drafts)
      let kernel = plan.kernel(law)
      try demand(kernel.rows.count == law.entries.count, "a tuple without an answer")
      try demand(kernel.isStochastic, "not stochastic")
      try demand(
        kernel.outputLaw == target.probabilities,
        "off by \(Deviation(of: kernel.outputLaw, from: target).totalVariation)")
      try demand(kernel.acceptanceRate == plan.acceptance, "accepts \(kernel.acceptanceRate)")
      let cut = MinimumCut.bySubsets(of: law.transport(to: target))
      try demand(plan.acceptance == cut?.value, "not the optimum")
      for (cell, token) in plan.order.enumerated() {
        let accepted = min(target[token], plan.winner[cell] / plan.scale)
        try demand(kernel.acceptedMass[token] == accepted, "token \(token)")
      }
    }
  }

  @Test("a known plan: one pair that moves 3/25")
  func known() throws {
    let target = try Distribution([Rational(1, 10), Rational(3, 5), Rational(3, 10)])
    let draft = try Distribution([Rational(1, 2), Rational(3, 10), Rational(1, 5)])
    let plan = try plan(target, draft, 2)
    #expect(plan.order == [1, 2, 0])
    #expect(plan.cut == 2)
    #expect(plan.ceiling == Rational(3, 2))
    #expect(
      plan.winner.count == 3
        && (0..<3).map { plan.winner[$0] / plan.scale }
          == [Rational(9, 20), Rational(3, 10), Rational(1, 4)]
    )
    #expect(plan.givers == [0] && plan.takers == [1])
    #expect(plan.amounts[0] / plan.scale == Rational(3, 50))
  }

  @Test("a known optimum, and no answer to drafts that do not exist")
  func noAnswer() throws {
    let target = try Distribution([0, Rational(1, 4), Rational(3, 4)])
    let draft = try Distribution([Rational](repeating: Rational(1, 3), count: 3))
    let plan = try plan(target, draft, 2)
    #expect(plan.violation() == nil)
    #expect(plan.acceptance == Rational(29, 36))
    #expect(plan.answer(to: [0, 3]) == nil)
    #expect(plan.answer(to: []) == nil)
  }

  @Test("there is no plan for other draft laws")
  func others() throws {
    let uniform = try Distribution([Rational](repeating: Rational(1, 3), count: 3))
    for sampling in [Sampling.withoutReplacement, .greedy, .hub(token: nil)] {
      let instance = try Instance(
        target: uniform, draft: uniform, drafts: 2, sampling: sampling)
      #expect(ExchangePlan(OptimalAcceptance(try instance.acceptanceProblem())) == nil)
    }
  }
}

@Suite("Sampling by the optimal rule")
struct ExchangeSamplerTests {
  /// Words from a list, then a fixed sequence: to put a random number where the test wants it.
  private struct Scripted: RandomNumberGenerator {
    var words: [UInt64]
    var rest = SplitMix64(state: 5)

    mutating func next() -> UInt64 { words.isEmpty ? rest.next() : words.removeFirst() }
  }

  @Test("a lazy uniform number decides exactly, at and beside the threshold")
  func lazyUniform() {
    let half = UInt64(1) << 63
    // Exactly ½ so far: not below ½, below ½ + 2⁻¹⁰⁰ only when the next words are small enough.
    for (next, isBelow) in [(UInt64(0), true), (.max, false)] {
      var generator = Scripted(words: [half, next])
      var uniform = LazyUniform(using: &generator)
      #expect(!uniform.isBelow(Rational(1, 2), using: &generator))
      let above = Rational(1, 2) + Rational(2).raised(to: -100)
      #expect(uniform.isBelow(near: 0.5, within: 0, using: &generator) { above } == isBelow)
      #expect(generator.words.isEmpty)
    }
  }

  @Test("the emitted tokens follow the target, the accepted ones the optimum")
  func frequencies() throws {
    let target = try Distribution([1, 8, 3, 4, 0, 4].map { Rational($0, 20) })
    let draft = try Distribution([8, 2, 3, 1, 2, 4].map { Rational($0, 20) })
    let instance = try Instance(target: target, draft: draft, drafts: 3, sampling: .iid)
    let plan = try #require(ExchangePlan(OptimalAcceptance(try instance.acceptanceProblem())))
    let sampler = ExchangeSampler(plan)
    var generator = SplitMix64(state: 20_261_126)
    let tickets = (0..<6).flatMap { token in
      Array(repeating: token, count: [8, 2, 3, 1, 2, 4][token])
    }
    let steps = 40_000
    var counts = [Int](repeating: 0, count: 6)
    var accepted = 0
    for _ in 0..<steps {
      let drafts = (0..<3).map { _ in tickets.randomElement(using: &generator)! }
      guard let (token, isAccepted) = sampler.step(drafts, using: &generator) else {
        Issue.record("no answer to \(drafts)")
        return
      }
      counts[token] += 1
      if isAccepted {
        accepted += 1
        #expect(drafts.contains(token))
      }
    }
    // The seed is fixed, so this is no matter of luck: within five standard deviations.
    func isNear(_ count: Int, _ probability: Rational) -> Bool {
      let p = probability.nearestDouble
      let deviation = (Double(count) - p * Double(steps)).magnitude
      return deviation <= 5 * (p * (1 - p) * Double(steps)).squareRoot()
    }
    for token in 0..<6 { #expect(isNear(counts[token], target[token]), "token \(token)") }
    #expect(isNear(accepted, plan.acceptance))
    #expect(sampler.step([0, 6, 1], using: &generator) == nil)
  }
}

@Suite("The optimal rule for two drafts without replacement")
struct TwoSlotPlanTests {
  @Test("where exchanges find it, it emits the target and accepts the optimum; else a flow does")
  func kernel() throws {
    var (found, tried) = (0, 0)
    try forAll("two-slot plans", cases: 1000, { $0.pair(upTo: 7) }) { target, draft in
      let instance = try Instance(
        target: target, draft: draft, drafts: 2, sampling: .withoutReplacement)
      let optimum = OptimalAcceptance(try instance.acceptanceProblem())
      let law = DraftLaw.withoutReplacement(draft, drafts: 2)
      guard case .pairWithoutReplacement = optimum.problem.law else { return }
      tried += 1
      let kernel: Kernel
      if let plan = TwoSlotPlan(optimum) {
        found += 1
        kernel = plan.kernel(law)
        try demand(plan.winner.reduce(0, +) == 1, "the winner's law sums to something else")
        try demand(plan.isOptimal, "the check of the plan refuses it")
      } else {
        let accepted = law.transport(to: target).largestAcceptance().plan
        kernel = try AcceptancePlan(law: law, target: target, accepted: accepted).kernel
      }
      try demand(kernel.rows.count == law.entries.count, "a tuple without an answer")
      try demand(kernel.isStochastic, "not stochastic")
      try demand(kernel.outputLaw == target.probabilities, "not lossless")
      try demand(
        kernel.acceptanceRate == optimum.certificate.acceptance.exact, "not the optimum")
    }
    print("exchanges found the rule in \(found) of \(tried) cases")
    #expect(found > tried / 2)
  }
}

@Suite("The optimal rule for any law")
struct OptimalRuleTests {
  @Test("every law at toy size has a rule that emits the target and accepts the optimum")
  func kernels() throws {
    try forAll("optimal rules", cases: 1000, { $0.instance() }) { instance in
      let optimum = OptimalAcceptance(try instance.acceptanceProblem())
      let rule = try OptimalRule(optimum) { instance }
      let law = try DraftLaw(
        instance.sampling, draft: instance.draft, drafts: instance.drafts)
      var accepted = [Rational](repeating: 0, count: instance.target.count)
      for entry in law.entries {
        guard let answer = rule.answer(to: entry.drafts) else {
          return try demand(false, "no answer to \(entry.drafts)")
        }
        try demand(answer.rejected.signum >= 0, "accepts more than there is")
        for (token, probability) in answer.accepted {
          try demand(entry.drafts.contains(token), "accepts what is not drafted")
          accepted[token] += entry.probability * probability
        }
      }
      // What is not accepted is drawn from p − A, so the output is p when A ≤ p.
      try demand(
        zip(accepted, instance.target.probabilities).allSatisfy { $0 <= $1 }, "A > p")
      try demand(
        accepted.reduce(0, +) == optimum.certificate.acceptance.exact, "not the optimum")
    }
  }
}
