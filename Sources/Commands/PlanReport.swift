// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// SpecHub's plan as a table: each pair, its mass, and who is paid from it.
struct PlanReport {
  private let plan: SpecHubPlan
  private let instance: Instance

  init(_ plan: SpecHubPlan, of instance: Instance) {
    self.plan = plan
    self.instance = instance
  }

  var text: String {
    var sections = [header]
    if !plan.pairs.isEmpty { sections.append(pairs) }
    sections.append(tokens)
    sections.append(
      "acceptance: \(plan.acceptanceRate) (about \(plan.acceptanceRate.decimal(places: 6)))")
    return sections.joined(separator: "\n\n")
  }

  private var hubName: String { instance.token(plan.hub) }

  private var header: String {
    let tie = plan.isTie ? " (the first of several equally likely tokens)" : ""
    let mass = plan.draft[plan.hub]
    var lines = ["hub: \(hubName), q = \(mass), p = \(plan.target[plan.hub])\(tie)"]
    if plan.pairs.isEmpty {
      lines.append("the draft model is certain: both drafts are \(hubName)")
    }
    return lines.joined(separator: "\n")
  }

  private var pairs: String {
    var table = TextTable([
      ("pair", .left), ("mass Q", .right), ("pays its token", .right),
      ("pays \(hubName)", .right), ("left over", .right),
    ])
    for pair in plan.pairs {
      let name = instance.token(pair.token)
      table.add([
        "(\(name), \(hubName))", pair.tokenFirst.abridged, pair.tokenFromTokenFirst.abridged,
        pair.hubFromTokenFirst.abridged,
        (pair.tokenFirst - pair.tokenFromTokenFirst - pair.hubFromTokenFirst).abridged,
      ])
      table.add([
        "(\(hubName), \(name))", pair.hubFirst.abridged, pair.tokenFromHubFirst.abridged,
        pair.hubFromHubFirst.abridged,
        (pair.hubFirst - pair.tokenFromHubFirst - pair.hubFromHubFirst).abridged,
      ])
    }
    return table.text
  }

  private var tokens: String {
    var table = TextTable([
      ("token", .left), ("target p", .right), ("first draft", .right), ("second draft", .right),
      ("residual", .right),
    ])
    let (first, second) = plan.acceptedMassBySlot
    let residual = plan.residualMass
    for token in first.indices {
      table.add([
        instance.token(token), plan.target[token].abridged, first[token].abridged,
        second[token].abridged, residual[token].abridged,
      ])
    }
    return table.text
  }
}
