// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// SpecHub's plan as a picture of flows.
///
/// Pairs stand on the left, as high as their mass Q, tokens on the right, as high as p; bands are as
/// thick as the mass that flows. What no pair pays comes through the residual below.
enum PlanFigure {
  /// Tokens shown one by one, and the rest as one more.
  static let groupLimit = 8

  static func figure(of instance: Instance) throws -> Figure {
    let plan = SpecHubPlan(instance)
    let groups = TokenGroups(instance, limit: groupLimit, always: [plan.hub])
    let flow = PlanFlow(plan, groups)
    let hub = SVGText(groups.names[groups[plan.hub]]).fitted(to: 160).text
    var sheet = FigureSheet(title: "SpecHub’s plan", subject: instance.name)
    sheet.legend([
      (.area(Palette.first), "accepted as first draft"),
      (.area(Palette.second), "accepted as second draft"),
      (.area(Palette.rest), "drawn from the residual"),
    ])
    var layout = PlanLayout(flow, top: sheet.y + 14)
    layout.draw(on: &sheet.image)
    sheet.y = layout.bottom
    let alpha = FigureNumber(plan.acceptanceRate).asRightSide
    let through = groups.members.indices.filter { $0 != groups[plan.hub] }
      .map { flow.sinks[$0].second }.sum()
    let caption =
      plan.pairs.isEmpty
      ? "The draft model is certain: both drafts are \(hub), and p(\(hub)) \(alpha) is accepted."
      : "Drafts come in pairs with the hub \(hub). A pair pays its own token first, then the hub. "
        + "Other tokens get \(FigureNumber(through).inWords) from pairs that begin with the hub. "
        + "Acceptance α \(alpha)"
        + (plan.acceptanceRate == 1
          ? ": nothing is left for the residual."
          : plan.acceptanceRate.isZero
            ? ": everything is drawn from the residual."
            : "; the residual draws the other \(FigureNumber(1 - plan.acceptanceRate).inWords).")
    return sheet.figure(caption: caption + groups.note, table: flow.table(groups))
  }
}

extension SpecHubPlan {
  /// The plan around the hub that the instance names, by default the most probable draft token.
  init(_ instance: Instance) {
    self.init(
      target: instance.target, draft: instance.draft, hub: Position(instance).hub)
  }
}
