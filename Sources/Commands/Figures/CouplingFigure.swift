// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// The coupling of drafts and emitted token, dense beside sparse: independent drafts with their best
/// rule, and SpecHub's pairs with SpecHub's plan.
///
/// A coupling of two drafts is a cube, drawn as one square of pairs for each emitted token. The area of
/// each mark is its mass, on one scale throughout.
enum CouplingFigure {
  /// Tokens shown one by one, and the rest as one more.
  static let groupLimit = 7

  static func figure(of instance: Instance) throws -> Figure {
    let position = Position(instance)
    let tuples = DraftLaw.tupleCount(of: instance.draft, drafts: 2, sampling: .iid)
    guard tuples <= SchemeError.tupleLimit else {
      throw CommandFailure(
        "independent drafts: \(SchemeError.tooManyTuples(tuples))", status: .limit)
    }
    let groups = TokenGroups(instance, limit: groupLimit, always: [position.hub])
    let iid = DraftLaw.iid(instance.draft, drafts: 2)
    let dense: AcceptancePlan
    let sparse: AcceptancePlan
    do {
      dense = try AcceptancePlan(
        law: iid, target: instance.target,
        accepted: iid.transport(to: instance.target).largestAcceptance().plan)
      sparse = try SpecHubPlan(instance).acceptancePlan()
    } catch {
      throw CommandFailure("internal error: a plan is not feasible: \(error)")
    }
    let couplings = [GroupedCoupling(dense, groups), GroupedCoupling(sparse, groups)]
    let largest = couplings.map(\.largest).max() ?? 1
    var sheet = FigureSheet(title: "Coupling, dense and sparse", subject: instance.name)
    sheet.legend([
      (.area(Palette.first), "emitted as an accepted draft"),
      (.area(Palette.rest), "emitted from the residual"),
      (.area(Paint(fill: Palette.shade, stroke: Palette.grid)), "pair that is never drafted"),
    ])
    let names = ["independent drafts, best rule (OTM)", "hub pairs, SpecHub’s plan"]
    for (coupling, name) in zip(couplings, names) {
      let pairs = coupling.pairCount == 1 ? "1 pair" : "\(coupling.pairCount) pairs"
      sheet.add(
        SVGText(
          "\(name): \(pairs), acceptance \(FigureNumber(coupling.acceptance).inWords)", size: 12,
          isBold: true), lineHeight: 10)
      let panels = CouplingPanels(
        coupling, groups, target: groups.sums(instance.target.probabilities), largest: largest)
      sheet.y = panels.draw(on: &sheet.image, y: sheet.y) + 22
    }
    sheet.y -= 30
    return sheet.figure(
      caption:
        "Rows are first drafts, columns second drafts; areas are masses. Left: Q, the law of the "
        + "pairs; then one square for each emitted token, which together add up to Q. n independent "
        + "tokens make n² pairs, a hub 2(n − 1)." + groups.note,
      table: table(couplings, groups))
  }

  private static func table(
    _ couplings: [GroupedCoupling], _ groups: TokenGroups
  ) -> FigureTable {
    var table = FigureTable([
      "drafts", "first draft", "second draft", "emitted", "accepted", "from the residual",
    ])
    for (coupling, law) in zip(couplings, ["iid", "hub"]) {
      for first in groups.names.indices {
        for second in groups.names.indices {
          for emitted in groups.names.indices {
            let cell = coupling.cube[emitted][first][second]
            guard !cell.mass.isZero else { continue }
            table.add([
              .text(law), .text(groups.names[first]), .text(groups.names[second]),
              .text(groups.names[emitted]), .exact(cell.accepted), .exact(cell.residual),
            ])
          }
        }
      }
    }
    return table
  }
}
