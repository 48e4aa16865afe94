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

  @Test(
    "claim",
    arguments: [
      "closed-form-is-optimal", "simplified-equals-full", "marginal-preserved", "cut-equals-lp",
      "rrs-below-otm", "rrsw-below-otm",
    ])
  func claim(_ id: String) throws {
    var checked = 0
    try forAll(id, cases: 1000, { choices in choices.instance() }) { instance in
      let verification = try Verification(instance, solver: Self.solver)
      for claim in verification.claims where claim.id == id {
        checked += 1
        try demand(
          claim.holds,
          "\(claim.subject): \(claim.left) \(claim.relation.rawValue) \(claim.right) fails")
      }
    }
    #expect(checked > 0, "the claim was never made")
  }

  @Test("closed-form-is-optimal for every hub, not only the most probable token")
  func everyHub() throws {
    try forAll("closed form = LP for every hub", cases: 1000, { $0.pair(upTo: 6) }) {
      target, draft in
      for hub in 0..<target.count {
        let plan = SpecHubPlan(target: target, draft: draft, hub: hub)
        let program = AcceptanceProgram(plan.law.transport(to: target))
        let solution = try Self.solver.solve(program.program)
        guard case .optimal(let certificate) = solution.outcome else {
          return try demand(false, "the acceptance program is \(solution.outcome.status)")
        }
        let optimum = program.program.objective(at: certificate.primal)
        try demand(
          plan.acceptanceRate == optimum, "hub \(hub): \(plan.acceptanceRate) ≠ \(optimum)")
        try demand(
          try plan.acceptancePlan().acceptanceRate == optimum, "hub \(hub): the plan's total")
      }
    }
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
