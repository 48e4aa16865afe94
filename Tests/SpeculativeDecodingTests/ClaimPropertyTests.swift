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

/// The claims of `spechub verify`, each as a property of random instances.
@Suite("Every claim holds on random instances")
struct ClaimPropertyTests {
  private static let solver = ExactSolver(oracle: TransportOracle(GLPKOracle()))

  private static let claims: Set = [
    "closed-form-is-optimal", "simplified-equals-full", "marginal-preserved", "cut-equals-lp",
    "rrs-below-otm", "rrsw-below-otm",
  ]

  @Test("every claim, at 1000 instances for each number of drafts", arguments: 1...3)
  func claims(_ drafts: Int) throws {
    var made: [String: Int] = [:]
    try forAll("claims, k = \(drafts)", { $0.instance(drafts: drafts) }) { instance in
      let verification = try Verification(instance, solver: Self.solver)
      for id in Set(verification.claims.map(\.id)) { made[id, default: 0] += 1 }
      for claim in verification.claims {
        try demand(
          claim.holds,
          "\(claim.id), \(claim.subject): \(claim.left) \(claim.relation.rawValue) \(claim.right) fails"
        )
      }
    }
    // SpecHub's closed form is for pairs.
    let expected = drafts == 2 ? Self.claims : Self.claims.subtracting(["closed-form-is-optimal"])
    #expect(Set(made.keys) == expected)
    #expect(made.values.allSatisfy { $0 >= scaled(1000) }, "\(made)")
  }

  @Test("a broken closed form is caught with a small case")
  func brokenPlan() throws {
    // The hub is paid only from the pairs that begin with it: a plausible slip.
    let found = try findCounterexample(cases: 1000, seed: 20_241_112) { choices in
      choices.pair(upTo: 6)
    } check: { target, draft in
      let instance = try Instance(
        target: target, draft: draft, drafts: 2, sampling: .hub(token: nil))
      let verification = try Verification(
        instance, solver: Self.solver, closedForm: Self.forgetfulClosedForm)
      try demand(verification.holds, "\(verification.claims.filter { !$0.holds })")
    }
    let counterexample = try #require(found)
    #expect(counterexample.value.0.count <= 2)
    #expect(counterexample.reason.contains("closed-form-is-optimal"))
  }

  private static func forgetfulClosedForm(
    _ instance: Instance, hub: Int?
  ) -> (plan: SpecHubPlan, kernel: Kernel) {
    let plan = SpecHubPlan(target: instance.target, draft: instance.draft, hub: hub)
    let whole = Verification.specHub(instance, hub: hub)
    let law = plan.law
    var moves = try! plan.acceptancePlan().accepted.moves
    for (index, entry) in law.entries.enumerated() where entry.drafts[0] != plan.hub {
      moves[index].removeAll { $0.sink == plan.hub }
    }
    let broken = AcceptancePlan(
      unchecked: law, target: instance.target, accepted: TransportPlan(moves: moves))
    return (whole.plan, broken.kernel)
  }
}
