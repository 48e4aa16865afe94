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

/// Formulas against enumeration, flows and linear programs.
@Suite("Theory: closed forms")
struct TheoryFormTests {
  @Test("Property 01: every draft law sums to 1, and the hub's first marginal is q")
  func property01() throws {
    try forAll("01", { $0.pairAndDrafts() }) { pair, drafts in
      for law in pair.laws(drafts) {
        try demand(law.entries.map(\.probability).sum() == 1, "Σ Q ≠ 1")
      }
      guard drafts == 2 else { return }
      for hub in pair.tokens {
        var first = [Rational](repeating: 0, count: pair.count)
        for entry in DraftLaw.hub(pair.draft, token: hub).entries {
          first[entry.drafts[0]] += entry.probability
        }
        try demand(first == pair.draft.probabilities, "hub \(hub): \(first)")
      }
    }
  }

  @Test("Property 02: maximum flow = cut by brute force = acceptance LP = 1 − the full coupling LP")
  func property02() throws {
    try forAll("02", { ($0.pairAndDrafts(), $0.integer(in: 0...20)) }) { instance, choice in
      let (pair, drafts) = instance
      let laws = pair.laws(drafts)
      for law in laws {
        let flow = law.transport(to: pair.target).largestAcceptance()
        try demand(flow.plan.total == pair.cut(law), "flow and brute force differ")
      }
      // The programs are the expensive part: one law a case.
      let law = laws[choice % laws.count]
      let transport = law.transport(to: pair.target)
      let cut = pair.cut(law)
      let acceptance = try TheoryProgram.optimum(AcceptanceProgram(transport).program)
      try demand(acceptance == cut, "acceptance LP \(acceptance)")
      let rejected = try TheoryProgram.optimum(CouplingProgram(transport).program)
      try demand(1 - rejected == cut, "full LP \(rejected)")
    }
  }

  @Test("Property 03: the cut of the residual network attains the flow")
  func property03() throws {
    try forAll("03", { $0.pairAndDrafts() }) { pair, drafts in
      for law in pair.laws(drafts) {
        let transport = law.transport(to: pair.target)
        let optimum = transport.largestAcceptance()
        let cut = Set(optimum.cut.sinks)
        let outside = pair.tokens.filter { !cut.contains($0) }.map { pair.target[$0] }.sum()
        try demand(transport.reach(of: cut) + outside == optimum.plan.total, "the cut \(cut)")
      }
    }
  }

  @Test("Property 04: f is monotone and submodular")
  func property04() throws {
    // f(A + x) ≥ f(A) and f(A + x) + f(A + y) ≥ f(A + x + y) + f(A) for single tokens imply it for sets.
    try forAll("04", { $0.pairAndDrafts() }) { pair, drafts in
      for law in pair.laws(drafts) {
        let f = pair.reach(law)
        for set in f.indices {
          for x in pair.tokens where set >> x & 1 == 0 {
            let withX = set | 1 << x
            try demand(f[withX] >= f[set], "not monotone")
            for y in pair.tokens where y > x && set >> y & 1 == 0 {
              try demand(
                f[withX] + f[set | 1 << y] >= f[withX | 1 << y] + f[set], "not submodular")
            }
          }
        }
      }
    }
  }

  @Test("Property 05: SpecHub's closed form is the linear program's optimum, whatever the hub")
  func property05() throws {
    try forAll("05", { $0.theoryPair() }) { pair in
      let position = try pair.position(2)
      for hub in pair.tokens {
        let law = DraftLaw.hub(pair.draft, token: hub)
        let optimum = try TheoryProgram.optimum(
          AcceptanceProgram(law.transport(to: pair.target)).program)
        let plan = SpecHubPlan(target: pair.target, draft: pair.draft, hub: hub)
        try demand(plan.acceptanceRate == optimum, "hub \(hub): \(plan.acceptanceRate)")
        try demand(position.optimalAcceptance(ofHub: hub) == optimum, "hub \(hub), off the order")
        try demand(try plan.acceptancePlan().acceptanceRate == optimum, "hub \(hub): its plan")
      }
    }
  }

  @Test("Property 06: SpecHub accepts its hub with all of p(a)")
  func property06() throws {
    try forAll("06", { $0.theoryPair() }) { pair in
      for hub in pair.tokens {
        let plan = try SpecHubPlan(target: pair.target, draft: pair.draft, hub: hub)
          .acceptancePlan()
        try demand(plan.acceptedMass[hub] == pair.target[hub], "hub \(hub)")
      }
    }
  }

  @Test("Property 07: SpecHub is lossless with any token as its hub")
  func property07() throws {
    try forAll("07", { $0.theoryPair() }) { pair in
      for hub in pair.tokens {
        let kernel = try SpecHubPlan(target: pair.target, draft: pair.draft, hub: hub)
          .acceptancePlan().kernel
        try demand(kernel.isStochastic, "hub \(hub): not stochastic")
        try demand(kernel.outputLaw == pair.target.probabilities, "hub \(hub)")
      }
    }
  }

  @Test("Property 08: SpecHub accepts min(p(x), f({x})) of every token x, the most there is")
  func property08() throws {
    try forAll("08", { $0.theoryPair() }) { pair in
      for hub in pair.tokens {
        let plan = try SpecHubPlan(target: pair.target, draft: pair.draft, hub: hub)
          .acceptancePlan()
        let transport = plan.law.transport(to: pair.target)
        for token in pair.tokens {
          let most = min(pair.target[token], transport.reach(of: [token]))
          try demand(plan.acceptedMass[token] == most, "token \(token), hub \(hub)")
        }
      }
    }
  }

  @Test("Property 09: between hubs of equal q α changes by (p(a) − r)⁺ − (p(b) − r)⁺")
  func property09() throws {
    try forAll(
      "09",
      { choices in
        // A tie for sure: the second token takes the first one's share of q.
        let pair = choices.theoryPair()
        guard pair.count > 1 else { throw Discard() }
        var weights = pair.draft.probabilities
        weights[1] = weights[0]
        let draft = weights.allSatisfy(\.isZero) ? weights.map { _ in 1 } : weights
        return Pair((pair.target, try Distribution(normalizing: draft)))
      }
    ) { pair in
      let position = try pair.position(2)
      for a in pair.tokens {
        for b in pair.tokens where a != b && pair.draft[a] == pair.draft[b] {
          let ratio = pair.draft[a] / (1 - pair.draft[a])
          let difference =
            position.optimalAcceptance(ofHub: a) - position.optimalAcceptance(ofHub: b)
          let expected = max(0, pair.target[a] - ratio) - max(0, pair.target[b] - ratio)
          try demand(difference == expected, "\(a), \(b)")
        }
      }
    }
  }

  @Test("Property 10: RRS emits p")
  func property10() throws {
    try forAll("10", { $0.pairAndDrafts() }) { pair, drafts in
      let kernel = try RRS().kernel(at: pair.position(drafts))
      try demand(kernel.isStochastic, "not stochastic")
      try demand(kernel.outputLaw == pair.target.probabilities, "\(kernel.outputLaw)")
    }
  }

  @Test("Property 11: RRS accepts min(p, c_k·q), c_0 = 0, c_{i+1} = c_i + R(c_i)")
  func property11() throws {
    try forAll("11", { $0.pairAndDrafts() }) { pair, drafts in
      let (p, q) = (pair.target.probabilities, pair.draft.probabilities)
      var threshold: Rational = 0
      for _ in 0..<drafts { threshold += zip(p, q).map { max(0, $0 - threshold * $1) }.sum() }
      let expected = zip(p, q).map { min($0, threshold * $1) }
      let position = try pair.position(drafts)
      try demand(try RRS().kernel(at: position).acceptedMass == expected, "masses")
      try demand(try pair.alpha("rrs", drafts) == expected.sum(), "rate")
    }
  }

  @Test("Property 12: RRSw emits p, and its recursion along rejected paths is its enumeration")
  func property12() throws {
    try forAll("12", { $0.pairAndDrafts() }) { pair, drafts in
      let kernel = try RRSw().kernel(at: pair.position(drafts))
      try demand(kernel.isStochastic, "not stochastic")
      try demand(kernel.outputLaw == pair.target.probabilities, "\(kernel.outputLaw)")
      try demand(kernel.acceptanceRate == (try pair.alpha("rrsw", drafts)), "rate")
    }
  }

  @Test("Property 13: RRSw for two drafts is one sum over the first rejected token")
  func property13() throws {
    try forAll("13", { $0.theoryPair() }) { pair in
      let (p, q) = (pair.target, pair.draft)
      let missed = p.totalVariation(to: q)
      var alpha = 1 - missed
      for first in pair.tokens where q[first] > p[first] && q[first] != 1 {
        let scale = missed / (1 - q[first])
        let second = pair.tokens.map { min(max(0, p[$0] - q[$0]), scale * q[$0]) }.sum()
        alpha += (q[first] - p[first]) * second / missed
      }
      try demand(try pair.alpha("rrsw") == alpha, "\(alpha)")
      try demand(try RRSw().kernel(at: pair.position(2)).acceptanceRate == alpha, "enumeration")
    }
  }

  @Test("Property 16: greedy drafting's closed form is its flow")
  func property16() throws {
    try forAll("16", { ($0.theoryPair(), $0.integer(in: 1...4)) }) { pair, drafts in
      let flow = DraftLaw.greedy(pair.draft, drafts: drafts).transport(to: pair.target)
        .largestAcceptance().value
      try demand(try pair.alpha("greedy", drafts) == flow, "\(flow)")
    }
  }

  @Test("Property 17: the prefix scan for independent drafts is the flow, k ≤ 3")
  func property17() throws {
    try forAll("17", { $0.pairAndDrafts() }) { pair, drafts in
      let flow = DraftLaw.iid(pair.draft, drafts: drafts).transport(to: pair.target)
        .largestAcceptance().value
      try demand(try pair.alpha("otm-iid", drafts) == flow, "\(flow)")
    }
  }

  @Test("Property 18: the prefix scan for two drafts without replacement is the flow")
  func property18() throws {
    try forAll("18", { $0.theoryPair() }) { pair in
      let flow = DraftLaw.withoutReplacement(pair.draft, drafts: 2).transport(to: pair.target)
        .largestAcceptance().value
      try demand(try pair.alpha("otm-without-replacement") == flow, "\(flow)")
    }
  }

  @Test("Property 31: with no more tokens in the support than drafts, all of it is accepted")
  func property31() throws {
    try forAll("31", { $0.theoryPair(upTo: 3) }) { pair in
      let supported = pair.draft.support.map { pair.target[$0] }.sum()
      for drafts in pair.draft.support.count...(pair.draft.support.count + 1) {
        try demand(
          try pair.alpha("otm-without-replacement", drafts) == supported, "\(drafts) drafts")
      }
    }
  }

  @Test("Property 41: path drafts have marginals q, and draft x with probability min(1, 2q(x))")
  func property41() throws {
    try forAll("41", { $0.theoryPair(upTo: 8) }) { pair in
      let law = DraftLaw.path(pair.draft)
      try demand(law.entries.count <= 2 * pair.count + 2, "\(law.entries.count) pairs")
      for slot in 0...1 {
        var marginal = [Rational](repeating: 0, count: pair.count)
        for entry in law.entries { marginal[entry.drafts[slot]] += entry.probability }
        try demand(marginal == pair.draft.probabilities, "slot \(slot)")
      }
      for token in pair.tokens {
        let drafted = law.entries.filter { $0.drafts.contains(token) }.map(\.probability).sum()
        try demand(drafted == min(1, 2 * pair.draft[token]), "token \(token)")
      }
    }
  }

  @Test("Property 49: two drafts without replacement are the stars around a hub drawn from q")
  func property49() throws {
    try forAll("49", { $0.theoryPair() }) { pair in
      let without = pair.reach(.withoutReplacement(pair.draft, drafts: 2))
      let stars = pair.reach(.stars(pair.draft, hubWeights: pair.draft.probabilities))
      try demand(stars == without, "the laws of sets differ")
      var mixture = [Rational](repeating: 0, count: without.count)
      for hub in pair.draft.support {
        let f = pair.reach(.hub(pair.draft, token: hub))
        for set in f.indices { mixture[set] += pair.draft[hub] * f[set] }
      }
      try demand(mixture == without, "Σ q(h)·Q_hub[h] is another law")
    }
  }
}

/// The optimum of a program, by the exact solver.
enum TheoryProgram {
  private static let solver = ExactSolver(oracle: TransportOracle(GLPKOracle()))

  static func optimum(_ program: LinearProgram) throws -> Rational {
    guard case .optimal(let certificate) = try solver.solve(program).outcome else {
      Issue.record("a transport program has an optimum")
      return -1
    }
    return program.objective(at: certificate.primal)
  }
}
