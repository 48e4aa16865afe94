// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// RRS beside SpecHub on the same target and draft, step by step: what each draft offers, what is
/// accepted of it, and what is left for the residual.
enum ComparisonFigure {
  /// Tokens shown one by one, and the rest as one more.
  static let groupLimit = 6

  /// One of the two rules.
  private struct Rule {
    let name: String
    let steps: [DraftingStep]

    var acceptance: Rational { steps.flatMap(\.accepted).sum() }
  }

  static func figure(of instance: Instance) throws -> Figure {
    let position = Position(instance)
    let plan = SpecHubPlan(instance)
    let groups = TokenGroups(instance, limit: groupLimit, always: [plan.hub])
    let rules = [
      Rule(name: "RRS", steps: DraftingStep.rejectionSampling(position)),
      Rule(name: "SpecHub", steps: DraftingStep.specHub(plan)),
    ]
    let hub = SVGText(groups.names[groups[plan.hub]]).fitted(to: 160).text
    let target = groups.sums(instance.target.probabilities)
    var table = FigureTable(["rule", "step", "token", "offered", "accepted", "left of p"])
    var sheet = FigureSheet(
      title: "RRS beside SpecHub, step by step", subject: instance.name)
    let columns = [FigureSheet.margin, FigureSheet.width / 2 + 8]
    let width = FigureSheet.width / 2 - 8 - FigureSheet.margin
    sheet.legend([
      (.area(Palette.outline), "what p still wants"), (.line(BarPanel.tick), "offered"),
      (.area(Palette.first), "accepted as first draft"),
      (.area(Palette.second), "accepted as second draft"), (.area(Palette.rest), "residual"),
    ])
    var y = sheet.y
    for (rule, x) in zip(rules, columns) {
      let title = "\(rule.name): acceptance \(FigureNumber(rule.acceptance).inWords)"
      sheet.image.text(SVGText(title, size: 12.5, isBold: true), at: Point(x: x, y: y))
    }
    y += 24
    let offered = rules.flatMap { $0.steps.flatMap { groups.sums($0.offered) } }
    let pixels = 96 / max(target.max() ?? 1, offered.max() ?? 1).nearestDouble
    var left = rules.map { _ in target }
    for (index, name) in ["first draft", "second draft"].enumerated() {
      let offered = rules.map { groups.sums($0.steps[index].offered) }
      let accepted = rules.map { groups.sums($0.steps[index].accepted) }
      let tallest = (left + offered).flatMap { $0 }.max() ?? 0
      let plot = 10 + tallest.nearestDouble * pixels
      let paint = index == 0 ? Palette.first : Palette.second
      for (rule, x) in columns.enumerated() {
        let (wanted, offered, accepted) = (left[rule], offered[rule], accepted[rule])
        let total = FigureNumber(accepted.sum()).inWords
        sheet.image.text(SVGText("\(name) accepts \(total)"), at: Point(x: x, y: y))
        BarPanel(
          names: groups.names,
          bars: wanted.indices.map {
            .init(parts: [(accepted[$0], paint)], outline: wanted[$0], tick: offered[$0])
          },
          rows: [("wanted", wanted), ("offered", offered), ("accepted", accepted)].map {
            ($0.0, $0.1.map { FigureNumber($0) })
          },
          titleWidth: 62
        ).draw(
          on: &sheet.image, at: Point(x: x, y: y + 4), width: width, plot: plot, pixels: pixels)
        left[rule] = zip(wanted, accepted).map { $0 - $1 }
        for (group, token) in groups.names.enumerated() {
          table.add([
            .text(rules[rule].name), .text(name), .text(token), .exact(offered[group]),
            .exact(accepted[group]), .exact(left[rule][group]),
          ])
        }
      }
      y += 4 + BarPanel.height(plot: plot, rows: 3) + 24
    }
    let plot = 10 + (left.flatMap { $0 }.max() ?? 0).nearestDouble * pixels
    for (left, x) in zip(left, columns) {
      let rest = FigureNumber(left.sum()).inWords
      sheet.image.text(SVGText("residual \(rest)"), at: Point(x: x, y: y))
      BarPanel(
        names: groups.names, bars: left.map { .init(parts: [($0, Palette.rest)]) },
        rows: [("left of p", left.map { FigureNumber($0) })], titleWidth: 62
      ).draw(on: &sheet.image, at: Point(x: x, y: y + 4), width: width, plot: plot, pixels: pixels)
    }
    sheet.y = y + BarPanel.height(plot: plot, rows: 1)
    return sheet.figure(
      caption:
        "Offered: the probability that nothing was accepted before and the draft is this token. RRS "
        + "draws its second draft from q again; SpecHub’s second draft is the other token of a pair with "
        + "the hub \(hub)." + groups.note,
      table: table)
  }
}
