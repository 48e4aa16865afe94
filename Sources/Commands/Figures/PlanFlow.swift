// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// SpecHub's plan as flows: from the pairs to the tokens they pay, and through the residual to those
/// that are not paid in full.
struct PlanFlow {
  /// Where mass goes, and what the rule calls it.
  enum Part {
    case firstDraft
    case secondDraft
    case residual

    var name: String {
      switch self {
      case .firstDraft: "first draft"
      case .secondDraft: "second draft"
      case .residual: "residual"
      }
    }
  }

  /// What leaves a pair: to a group of tokens, or to the residual.
  struct Move {
    let part: Part
    /// The group that is paid; `nil` for the residual.
    let group: Int?
    let mass: Rational
  }

  /// A pair, or the pairs of all tokens taken together.
  struct Source {
    /// What the drafts are called, the first one first.
    let drafts: (String, String)
    let mass: Rational
    let moves: [Move]

    var name: String { "(\(drafts.0), \(drafts.1))" }
  }

  /// A group of tokens with p split into what pays it.
  struct Sink {
    let name: String
    let target: Rational
    let first: Rational
    let second: Rational
    let residual: Rational
  }

  let sources: [Source]
  let sinks: [Sink]

  /// r = 1 − α.
  var residual: Rational { sinks.map(\.residual).sum() }

  init(_ plan: SpecHubPlan, _ groups: TokenGroups) {
    let (first, second) = plan.acceptedMassBySlot
    let parts = [plan.target.probabilities, first, second, plan.residualMass].map(groups.sums)
    sinks = groups.names.indices.map { group in
      Sink(
        name: groups.names[group], target: parts[0][group], first: parts[1][group],
        second: parts[2][group], residual: parts[3][group])
    }
    let hub = groups[plan.hub]
    let hubName = groups.names[hub]
    guard !plan.pairs.isEmpty else {
      let paid = first[plan.hub]
      sources = [
        Source(
          drafts: (hubName, hubName), mass: 1,
          moves: Self.moves([
            Move(part: .firstDraft, group: hub, mass: paid),
            Move(part: .residual, group: nil, mass: 1 - paid),
          ]))
      ]
      return
    }
    var members = [[SpecHubPlan.Pair]](repeating: [], count: groups.count)
    for pair in plan.pairs { members[groups[pair.token]].append(pair) }
    sources = members.indices.filter { !members[$0].isEmpty }.flatMap { group -> [Source] in
      func sum(_ part: KeyPath<SpecHubPlan.Pair, Rational>) -> Rational {
        members[group].map { $0[keyPath: part] }.sum()
      }
      func source(
        _ drafts: (String, String), _ mass: Rational, token: Rational, hub hubMass: Rational,
        tokenFirst: Bool
      ) -> Source {
        Source(
          drafts: drafts, mass: mass,
          moves: Self.moves([
            Move(part: tokenFirst ? .firstDraft : .secondDraft, group: group, mass: token),
            Move(part: tokenFirst ? .secondDraft : .firstDraft, group: hub, mass: hubMass),
            Move(part: .residual, group: nil, mass: mass - token - hubMass),
          ]))
      }
      let name = groups.names[group]
      // A hub that q does not support is never drafted first.
      return [
        source(
          (name, hubName), sum(\.tokenFirst), token: sum(\.tokenFromTokenFirst),
          hub: sum(\.hubFromTokenFirst), tokenFirst: true),
        source(
          (hubName, name), sum(\.hubFirst), token: sum(\.tokenFromHubFirst),
          hub: sum(\.hubFromHubFirst), tokenFirst: false),
      ].filter { !$0.mass.isZero }
    }
  }

  /// Moves of some mass, in the order of the tokens they go to, so that they cross little.
  private static func moves(_ moves: [Move]) -> [Move] {
    moves.filter { !$0.mass.isZero }.sorted { ($0.group ?? .max) < ($1.group ?? .max) }
  }

  /// Every flow as a row.
  func table(_ groups: TokenGroups) -> FigureTable {
    var table = FigureTable(["from", "to", "as", "mass"])
    for source in sources {
      for move in source.moves {
        table.add([
          .text(source.name), .text(move.group.map { groups.names[$0] } ?? "residual"),
          .text(move.part.name), .exact(move.mass),
        ])
      }
    }
    for sink in sinks where !sink.residual.isZero {
      table.add([
        .text("residual"), .text(sink.name), .text(Part.residual.name), .exact(sink.residual),
      ])
    }
    return table
  }
}
