// SPDX-License-Identifier: GPL-3.0-or-later

import ExactSolving
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

extension Verification {
  /// The answer of `verify --json`.
  var json: JSONValue {
    [
      "instance": instance.json,
      "alpha": alpha,
      "claims": .array(claims.map(\.json)),
      "marginal": .array(own.plan.kernel.outputLaw.map(JSONValue.exact)),
      "programs": .array(optima.flatMap(\.programs)),
      "holds": .bool(holds),
    ]
  }

  private var alpha: JSONValue {
    let ownIsHub = if case .hub = instance.sampling { true } else { false }
    let closedForm = specHub.map { JSONValue.exact($0.acceptanceRate) } ?? .null
    var members: [JSONValue.Member] = [
      .init("otm", .exact(own.coupling)),
      .init("acceptance_lp", .exact(own.acceptance)),
      .init("closed_form", ownIsHub ? closedForm : .null),
      .init("single", .exact(baselines.single)),
    ]
    for optimum in optima {
      var rates: [JSONValue.Member] = [
        .init("otm", .exact(optimum.coupling)),
        .init("acceptance_lp", .exact(optimum.acceptance)),
      ]
      switch optimum.sampling {
      case .iid:
        rates.append(.init("rrs", .exact(baselines.rrs)))
        rates.append(.init("kseq", kseq))
      case .withoutReplacement: rates.append(.init("rrsw", .exact(baselines.rrsw)))
      case .hub: rates.append(.init("closed_form", closedForm))
      case .greedy, .joint: break
      }
      let name =
        optimum.sampling.name == "without-replacement"
        ? "without_replacement" : optimum.sampling.name
      members.append(.init(name, .object(rates)))
    }
    return .object(members)
  }

  /// A fraction, or for an acceptance that is only enclosed the rationals around it.
  private var kseq: JSONValue {
    let (lower, upper) = baselines.kseq
    guard lower != upper else { return .exact(lower) }
    return [
      "lower": .exact(lower), "upper": .exact(upper), "decimal": .string(lower.decimal(places: 12)),
    ]
  }
}

extension Verification.Claim {
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("id", .string(id)), .init("holds", .bool(holds)), .init("left", .exact(left)),
      .init("right", .exact(right)), .init("relation", .string(relation.rawValue)),
      .init("about", .string(subject)),
    ]
    if let discrepancy { members.append(.init("discrepancy", .exact(discrepancy))) }
    return .object(members)
  }
}

extension Verification.Optimum {
  fileprivate var programs: [JSONValue] {
    [("full-otm", couplingCost), ("acceptance", acceptanceCost)].map { program, cost in
      [
        "sampling": .string(sampling.name), "program": .string(program),
        "rows": .integer(cost.rows), "variables": .integer(cost.variables),
        "oracle_iterations": .integer(cost.counters.oracleIterations),
        "exact_pivots": .integer(cost.counters.pivots), "certified": true,
      ]
    }
  }
}

extension Instance {
  /// The instance as it was understood, every number a fraction.
  var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let name { members.append(.init("name", .string(name))) }
    if let tokens { members.append(.init("tokens", .array(tokens.map(JSONValue.string)))) }
    members.append(.init("target", .array(target.probabilities.map(JSONValue.exact))))
    members.append(.init("draft", .array(draft.probabilities.map(JSONValue.exact))))
    members.append(.init("drafts", .integer(drafts)))
    switch sampling {
    case .joint(let entries):
      let rows = entries.map { entry -> JSONValue in
        [
          "draft": .array(entry.drafts.map(JSONValue.integer)), "w": .exact(entry.probability),
        ]
      }
      members.append(.init("sampling", ["joint": .array(rows)]))
    case .hub(let token):
      members.append(.init("sampling", "hub"))
      members.append(.init("hub", .integer(token ?? draft.mode)))
    default: members.append(.init("sampling", .string(sampling.name)))
    }
    return .object(members)
  }
}
