// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// The largest mass that can stay inside the relation of a transport problem, with both of its proofs:
/// a plan that attains it and a cut that no plan exceeds.
///
/// The flow that found them is not believed. ``isProved`` checks by addition alone that the plan is
/// feasible and that its total is the value of the cut, which by weak duality proves both optimal.
///
/// The same number has three sources, each for its own use:
///
/// | what is at hand | what to use |
/// |---|---|
/// | target, draft and a law of drafts; a certificate is wanted | ``OptimalAcceptance`` |
/// | any relation, or the plan itself is wanted | ``MembershipTransport/largestAcceptance()`` |
/// | at most 16 sinks, and a value that shares nothing with a solver | ``MinimumCut/bySubsets(of:)`` |
///
/// ``OptimalAcceptance`` sorts where a theorem allows it and never lists the drafts then, so it is the
/// only one for large vocabularies.
public struct LargestAcceptance: Sendable, Hashable {
  /// The problem that it is the largest acceptance of.
  public let transport: MembershipTransport
  /// A plan inside the relation that attains it.
  public let plan: TransportPlan
  /// The least minimum cut.
  public let cut: MinimumCut

  /// The acceptance.
  public var value: Rational { cut.value }

  /// Whether the plan is feasible, the value of the cut is right, and the plan attains it.
  ///
  /// Cost: one pass over the plan and one over the relation.
  public var isProved: Bool {
    isFeasible && plan.total == cut.value
      && MinimumCut(sinks: cut.sinks, of: transport).value == cut.value
  }

  /// Whether the plan stays inside the relation and draws on no source or sink beyond what it has.
  private var isFeasible: Bool {
    guard plan.moves.count == transport.supply.count else { return false }
    for (list, moves) in zip(transport.neighbours, plan.moves) {
      let allowed = Set(list)
      guard moves.allSatisfy({ allowed.contains($0.sink) && $0.mass.signum >= 0 }) else {
        return false
      }
    }
    return zip(plan.outflow, transport.supply).allSatisfy { $0 <= $1 }
      && zip(plan.inflow(sinkCount: transport.demand.count), transport.demand)
        .allSatisfy { $0 <= $1 }
  }
}

extension MembershipTransport {
  /// The largest acceptance, by maximum flow. Supply and demand need not have the same total.
  ///
  /// Sources with the same neighbours act as one while the flow is sought, and share it in proportion
  /// to their supply. Cost: one maximum flow on the relation, then one pass over it.
  public func largestAcceptance() -> LargestAcceptance {
    var groupOf: [[Int]: Int] = [:]
    var supplies: [Rational] = []
    var lists: [[Int]] = []
    let group = neighbours.indices.map { source in
      let list = neighbours[source].filter { !demand[$0].isZero }
      let group = groupOf[list, default: lists.count]
      if group == lists.count {
        groupOf[list] = group
        supplies.append(0)
        lists.append(list)
      }
      supplies[group] += supply[source]
      return group
    }
    let flow = MaximumFlow(
      MembershipTransport(supply: supplies, demand: demand, neighbours: lists))
    let moves = neighbours.indices.map { source -> [TransportPlan.Move] in
      guard !supply[source].isZero else { return [] }
      let group = group[source]
      let share = supply[source] / supplies[group]
      return lists[group].enumerated().compactMap { slot, sink in
        let mass = flow.flow(from: group, slot: slot)
        return mass.isZero ? nil : TransportPlan.Move(sink: sink, mass: mass * share)
      }
    }
    let sinks = flow.leastMinimumCut().enumerated().filter(\.element).map(\.offset)
    return LargestAcceptance(
      transport: self, plan: TransportPlan(moves: moves), cut: MinimumCut(sinks: sinks, of: self))
  }
}
