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
  private static let solver = ExactSolver(oracle: TransportOracle(GLPKOracle()))

  private static func optimum(_ program: LinearProgram) throws -> Rational {
    guard case .optimal(let certificate) = try solver.solve(program).outcome else {
      Issue.record("a transport program has an optimum")
      return -1
    }
    return program.objective(at: certificate.primal)
  }

  @Test("1: every draft law sums to 1; the hub's first marginal is q")
  func sums() throws {
    try forAll("1", { $0.pairAndDrafts() }) { pair, drafts in
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

  @Test("2, 3: maximum flow = cut by brute force = acceptance LP = 1 − the full coupling LP")
  func flow() throws {
    try forAll("2, 3", cases: 1000, { $0.pairAndDrafts() }) { pair, drafts in
      let laws = pair.laws(drafts)
      for (index, law) in laws.enumerated() {
        let transport = law.transport(to: pair.target)
        let optimum = transport.largestAcceptance()
        let (plan, cut) = (optimum.plan, optimum.cut)
        let outside = pair.tokens.filter { !cut.sinks.contains($0) }.map { pair.target[$0] }.sum()
        try demand(
          plan.total == cut.value && transport.reach(of: Set(cut.sinks)) + outside == cut.value,
          "the residual network's cut misses the flow")
        try demand(pair.cut(law) == cut.value, "brute force")
        // The programs are the expensive part: one law a case.
        guard index == pair.count % laws.count else { continue }
        let acceptance = try Self.optimum(AcceptanceProgram(transport).program)
        try demand(acceptance == cut.value, "acceptance LP \(acceptance)")
        let rejected = try Self.optimum(CouplingProgram(transport).program)
        try demand(1 - rejected == cut.value, "full LP \(rejected)")
      }
    }
  }

  @Test("4: f is monotone and submodular")
  func submodular() throws {
    try forAll("4", cases: 300, { $0.pairAndDrafts() }) { pair, drafts in
      for law in pair.laws(drafts) {
        let f = pair.reach(law)
        for a in f.indices {
          for b in f.indices {
            if a & b == a { try demand(f[a] <= f[b], "not monotone") }
            try demand(f[a | b] + f[a & b] <= f[a] + f[b], "not submodular")
          }
        }
      }
    }
  }

  @Test("5, 6, 7, 8: SpecHub's closed form is optimal, pays its hub, is lossless, and is maximal")
  func hub() throws {
    try forAll("5 … 8", { $0.theoryPair() }) { pair in
      for hub in pair.tokens {
        let plan = try SpecHubPlan(target: pair.target, draft: pair.draft, hub: hub)
          .acceptancePlan()
        let transport = plan.law.transport(to: pair.target)
        try demand(plan.acceptanceRate == pair.cut(plan.law), "5: hub \(hub)")
        try demand(plan.acceptedMass[hub] == pair.target[hub], "6: hub \(hub)")
        try demand(plan.kernel.outputLaw == pair.target.probabilities, "7: hub \(hub)")
        for token in pair.tokens {
          let most = min(pair.target[token], transport.reach(of: [token]))
          try demand(plan.acceptedMass[token] == most, "8: token \(token), hub \(hub)")
        }
      }
    }
  }

  @Test("9: between hubs of equal q the acceptance changes by (p(a) − r)⁺ − (p(b) − r)⁺")
  func tie() throws {
    try forAll("9", { $0.theoryPair() }) { pair in
      for a in pair.tokens {
        for b in pair.tokens where a != b && pair.draft[a] == pair.draft[b] {
          let ratio = pair.draft[a] / (1 - pair.draft[a])
          let position = try pair.position(2)
          let difference =
            position.optimalAcceptance(ofHub: a) - position.optimalAcceptance(ofHub: b)
          let expected = max(0, pair.target[a] - ratio) - max(0, pair.target[b] - ratio)
          try demand(difference == expected, "\(a), \(b)")
        }
      }
    }
  }

  @Test("10, 11: RRS emits p and accepts min(p, c_k·q)")
  func rrs() throws {
    try forAll("10, 11", { $0.pairAndDrafts() }) { pair, drafts in
      let position = try pair.position(drafts)
      let kernel = try RRS().kernel(at: position)
      try demand(kernel.outputLaw == pair.target.probabilities, "10")
      let threshold = RecursiveRejection(position, replacement: true).threshold
      let expected = pair.tokens.map { min(pair.target[$0], threshold * pair.draft[$0]) }
      try demand(kernel.acceptedMass == expected, "11")
    }
  }

  @Test("12, 13: RRSw emits p; its recursion along paths is its enumeration")
  func rrsw() throws {
    try forAll("12, 13", { $0.pairAndDrafts() }) { pair, drafts in
      let kernel = try RRSw().kernel(at: pair.position(drafts))
      try demand(kernel.outputLaw == pair.target.probabilities, "12: law")
      try demand(kernel.acceptanceRate == (try pair.alpha("rrsw", drafts)), "12, 13: rate")
    }
  }

  @Test("16: greedy drafting's closed form is its flow")
  func greedy() throws {
    try forAll("16", { $0.pairAndDrafts() }) { pair, drafts in
      let cut = pair.cut(.greedy(pair.draft, drafts: drafts))
      try demand(try pair.alpha("greedy", drafts) == cut, "\(cut)")
    }
  }

  @Test("17, 18: the prefix scans are the flows, iid for k ≤ 3 and without replacement for k = 2")
  func scans() throws {
    try forAll("17, 18", { $0.pairAndDrafts() }) { pair, drafts in
      let iid = pair.cut(.iid(pair.draft, drafts: drafts))
      try demand(try pair.alpha("otm-iid", drafts) == iid, "17")
      let without = pair.cut(.withoutReplacement(pair.draft, drafts: drafts))
      try demand(try pair.alpha("otm-without-replacement", drafts) == without, "18")
    }
  }

  @Test("31: with no more tokens in the support than drafts, all of it is accepted")
  func exhausted() throws {
    try forAll("31", { $0.theoryPair(upTo: 3) }) { pair in
      let supported = pair.draft.support.map { pair.target[$0] }.sum()
      for drafts in pair.draft.support.count...(pair.draft.support.count + 1) {
        try demand(
          try pair.alpha("otm-without-replacement", drafts) == supported, "\(drafts) drafts")
      }
    }
  }

  @Test("34, 35: the exchange plan passes its own check, with at most n − 1 pairs")
  func exchange() throws {
    try forAll("34, 35", cases: 300, { $0.pairAndDrafts() }) { pair, drafts in
      let optimum = try pair.position(drafts).optimum(of: .iid)
      guard let plan = ExchangePlan(optimum) else { return try demand(false, "no plan") }
      try demand(plan.violation() == nil, plan.violation() ?? "")
      try demand(plan.givers.count <= max(0, pair.count - 1), "too many pairs")
    }
  }

  @Test("41: path drafts have marginals q, and draft x with probability min(1, 2q(x))")
  func path() throws {
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

  @Test("46: at an optimum no rejected tuple holds a token of the residual")
  func complementary() throws {
    try forAll("46", cases: 300, { $0.pairAndDrafts() }) { pair, drafts in
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

  @Test("49: two drafts without replacement are the stars around a hub drawn from q")
  func stars() throws {
    try forAll("49", { $0.theoryPair() }) { pair in
      let stars = DraftLaw.stars(pair.draft, hubWeights: pair.draft.probabilities)
      let without = DraftLaw.withoutReplacement(pair.draft, drafts: 2)
      try demand(pair.reach(stars) == pair.reach(without), "the laws of sets differ")
    }
  }
}
