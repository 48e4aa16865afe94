// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LinearPrograms
import OptimalTransport
import Rationals
import SpeculativeDecoding
import TestSupport
import Testing

@Suite("SpecHub's plan and its cut certify each other")
struct PlanCertificateTests {
  @Test("the certificate is valid for every hub, and states the closed form")
  func valid() throws {
    try forAll(
      "plan + cut is an optimality certificate",
      { choices in
        let size = choices.integer(in: 1...6)
        return (
          choices.distribution(size: size), choices.distribution(size: size),
          choices.integer(in: 0...(size - 1))
        )
      }
    ) { target, draft, hub in
      let plan = SpecHubPlan(
        target: try Distribution(target), draft: try Distribution(draft), hub: hub)
      let (program, certificate) = try plan.certifiedProgram()
      let verdict = certificate.verify(against: program.program)
      try demand(verdict == .valid, "\(verdict)")
      let objective = program.program.objective(at: certificate.primal)
      try demand(objective == plan.acceptanceRate, "\(objective) ≠ \(plan.acceptanceRate)")
    }
  }

  @Test("a set that is no smallest cut is refused")
  func wrongCut() throws {
    let plan = SpecHubPlan(
      target: try Distribution([Rational(1, 3), Rational(5, 9), Rational(1, 9)]),
      draft: try Distribution([Rational(1, 3), Rational(1, 3), Rational(1, 3)]), hub: 0)
    #expect(plan.cut == [1])
    let (program, _) = try plan.certifiedProgram()
    let moves = try plan.acceptancePlan().accepted
    for cut: Set<Int> in [[], [0], [2], [0, 1], [1, 2], [0, 1, 2]] {
      let certificate = program.certificate(plan: moves, cut: cut)
      #expect(certificate.verify(against: program.program) != .valid, "\(cut)")
    }
  }
}
