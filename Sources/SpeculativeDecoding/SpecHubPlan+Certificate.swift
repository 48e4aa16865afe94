// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import OptimalTransport
import Rationals

extension SpecHubPlan {
  /// H = {x ≠ a : p(x) > q(x)/(1 − q(a))}, the set of tokens whose cut proves the plan optimal; every
  /// x ≠ a when q(a) = 1. In Coq: `SpecHubPlan.closed_form_cut`.
  public var cut: [Int] {
    let rest = 1 - draft[hub]
    return target.probabilities.indices.filter { token in
      token != hub && (rest.isZero || target[token] * rest > draft[token])
    }
  }

  /// The acceptance program of the hub law, and the plan with its cut as a certificate of it.
  ///
  /// No solver is involved. Cost: O(n), as the plan itself.
  public func certifiedProgram() throws(AcceptancePlanError) -> (
    program: AcceptanceProgram, certificate: OptimalityCertificate
  ) {
    let program = AcceptanceProgram(law.transport(to: target))
    let plan = try acceptancePlan().accepted
    return (program, program.certificate(plan: plan, cut: Set(cut)))
  }
}
