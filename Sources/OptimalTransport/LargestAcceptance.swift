// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// The largest mass that can stay inside the relation of a transport problem, with both of its proofs:
/// a plan that attains it and a cut that no plan exceeds.
///
/// The flow that found them is not believed. ``isProved`` checks by addition alone that the plan is
/// feasible and that its total equals the value of the cut, which by weak duality proves both optimal.
public struct LargestAcceptance: Sendable, Hashable {
  public let plan: TransportPlan
  public let cut: MinimumCut
  /// Whether the plan is feasible and attains the cut.
  public let isProved: Bool

  /// The acceptance.
  public var value: Rational { cut.value }
}

extension MembershipTransport {
  /// The largest acceptance, by maximum flow. Supply and demand need not have the same total.
  ///
  /// Cost: one maximum flow on the relation, then one pass over it.
  public func largestAcceptance() -> LargestAcceptance {
    let (plan, cut) = optimalPlan()
    return LargestAcceptance(
      plan: plan, cut: cut, isProved: isFeasible(plan) && plan.total == cut.value)
  }

  /// Whether a plan stays inside the relation and draws on no source or sink beyond what it has.
  private func isFeasible(_ plan: TransportPlan) -> Bool {
    for (list, moves) in zip(neighbours, plan.moves) {
      let allowed = Set(list)
      guard moves.allSatisfy({ allowed.contains($0.sink) && $0.mass.signum >= 0 }) else {
        return false
      }
    }
    return zip(plan.outflow, supply).allSatisfy { $0 <= $1 }
      && zip(plan.inflow(sinkCount: demand.count), demand).allSatisfy { $0 <= $1 }
  }
}
