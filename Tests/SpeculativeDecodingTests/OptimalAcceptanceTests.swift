// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import GLPK
import LinearPrograms
import OptimalTransport
import Rationals
import SpeculativeDecoding
import TestSupport
import Testing

@Suite("The certified largest acceptance")
struct OptimalAcceptanceTests {
  private static let solver = ExactSolver(oracle: TransportOracle(GLPKOracle()))

  /// The three ways that share nothing with the closed forms: all subsets, a maximum flow by way of
  /// the listed law, and the acceptance program.
  @Test("= all subsets = maximum flow = the acceptance program, with a valid certificate")
  func equality() throws {
    try forAll("largest acceptance four ways", cases: 2000, { $0.instance() }) { instance in
      let problem = try instance.acceptanceProblem()
      let optimum = OptimalAcceptance(problem)
      let verdict = optimum.certificate.verify(against: problem)
      try demand(verdict.isValid, "\(verdict)")
      guard let value = optimum.certificate.acceptance.exact else {
        return try demand(false, "small instances have exact optima")
      }
      let law = try DraftLaw(
        instance.sampling, draft: instance.draft, drafts: instance.drafts)
      let transport = law.transport(to: instance.target)
      let subsets = MinimumCut.bySubsets(of: transport)
      try demand(value == subsets?.value, "\(value) ≠ \(subsets!.value) by subsets")
      let listed = try AcceptanceProblem(
        target: problem.target, draft: problem.draft,
        law: .joint(
          law.entries.map { ($0.drafts, $0.probability) }, drafts: law.drafts,
          vocabulary: instance.draft.count))
      let flow = OptimalAcceptance(listed)
      try demand(flow.certificate.verify(against: listed).isValid, "the flow's certificate")
      try demand(
        flow.certificate.acceptance.exact == value,
        "\(value) ≠ \(flow.certificate.acceptance) by flow")
      let program = AcceptanceProgram(transport)
      guard case .optimal(let solution) = try Self.solver.solve(program.program).outcome else {
        return try demand(false, "the acceptance program has an optimum")
      }
      let objective = program.program.objective(at: solution.primal)
      try demand(objective == value, "\(value) ≠ \(objective) by the program")
    }
  }

  @Test("the accepted masses are possible, and so the certificate's theorem is true here")
  func accepted() throws {
    try forAll("A ≤ p and A(S) ≤ f(S)", cases: 2000, { $0.instance() }) { instance in
      let optimum = OptimalAcceptance(try instance.acceptanceProblem())
      let accepted = try #require(optimum.accepted)
      try demand(
        accepted.reduce(0, +) == optimum.certificate.acceptance.exact, "ΣA is not the optimum")
      try demand(
        zip(accepted, instance.target.probabilities).allSatisfy { $0.signum >= 0 && $0 <= $1 },
        "A is not between 0 and p")
      let law = try DraftLaw(
        instance.sampling, draft: instance.draft, drafts: instance.drafts)
      let transport = MembershipTransport(
        supply: law.entries.map(\.probability), demand: accepted,
        neighbours: law.entries.map(\.drafts))
      // f(S) + A(outside S) ≥ A(all) for all S is A(S) ≤ f(S) for all S.
      let cut = MinimumCut.bySubsets(of: transport)
      try demand(
        cut!.value >= accepted.reduce(0, +), "A(S) > f(S) for S = \(cut!.sinks)")
    }
  }

  @Test("without replacement: enclosures agree with the fraction, at every precision")
  func enclosures() throws {
    try forAll("enclosed cuts", cases: 1000, { $0.pair(upTo: 8) }) { target, draft in
      let instance = try Instance(
        target: target, draft: draft, drafts: 2, sampling: .withoutReplacement)
      let problem = try instance.acceptanceProblem()
      guard case .pairWithoutReplacement = problem.law else { return }
      let order = problem.prefixOrder
      let exact =
        order.indices.map { problem.exactPairCut(order, $0) }
        + [problem.exactPairCut(order, order.count)]
      let least = exact.min()!
      for bits in [1, 8, 64, 256] {
        guard let cut = problem.leastPrefixCut(order, bits: bits) else {
          return try demand(false, "pairs have prefix cuts")
        }
        try demand(cut.position == exact.firstIndex(of: least), "bits \(bits): \(cut)")
        try demand(
          cut.value.lower <= least && least <= cut.value.upper, "bits \(bits): \(cut) misses it")
      }
    }
  }

  @Test("prefixes are not enough for hub pairs: the least prefix cut is above the optimum")
  func prefixFailsForHub() throws {
    let target = try Distribution([Rational(4, 7), Rational(3, 7), 0, 0])
    let draft = try Distribution([2, 2, 2, 1].map { Rational($0, 7) })
    let instance = try Instance(
      target: target, draft: draft, drafts: 2, sampling: .hub(token: 0))
    let problem = try instance.acceptanceProblem()
    #expect(OptimalAcceptance(problem).certificate.acceptance.exact == Rational(34, 35))
    let order = problem.prefixOrder
    let claim = AcceptanceCertificate(
      acceptance: Enclosure(1),
      proof: .prefixCut(PrefixProof(order: order, cut: 0, threshold: Enclosure(2))))
    #expect(
      claim.verify(against: problem)
        == .invalid([
          .acceptance(.wrongTheorem(expected: "fixed-tokens", found: "prefix-cut"))
        ]))
  }
}
