// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

extension MembershipTransport {
  /// A plan of largest acceptance, with the least minimum cut that proves it.
  ///
  /// Sources with the same neighbours act as one while the flow is sought, and share it in proportion
  /// to their supply. Cost: one maximum flow; see the notes there.
  public func optimalPlan() -> (plan: TransportPlan, cut: MinimumCut) {
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
      return flow.transport.neighbours[group].enumerated().compactMap { slot, sink in
        let mass = flow.flow(from: group, slot: slot)
        return mass.isZero ? nil : TransportPlan.Move(sink: sink, mass: mass * share)
      }
    }
    let sinks = flow.leastMinimumCut().enumerated().filter(\.element).map(\.offset)
    let reached = Set(sinks)
    let outside = demand.indices.filter { !reached.contains($0) }.map { demand[$0] }.sum()
    return (
      TransportPlan(moves: moves),
      MinimumCut(sinks: sinks, value: reach(of: reached) + outside)
    )
  }
}
