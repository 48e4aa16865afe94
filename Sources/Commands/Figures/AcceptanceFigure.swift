// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// The acceptance of every scheme as bars, from the best to the worst, each with the optimum for its
/// drafts as a mark.
enum AcceptanceFigure {
  static func figure(of instance: Instance, _ schemes: [any Scheme]?) -> Figure {
    let comparison = Comparison(Position(instance), schemes: schemes ?? SchemeCatalog.all)
    var sheet = FigureSheet(title: "Acceptance of every scheme", subject: instance.name)
    let lossy = Paint(fill: "white", stroke: Palette.firstDraft, strokeWidth: 1.2, dash: "3 2")
    let optimum = Paint(fill: Palette.secondDraft)
    sheet.legend([
      (.area(Palette.first), "rule"), (.area(optimum), "optimum of a draft law (OTM)"),
      (.area(lossy), "does not emit the target"),
      (.line(Paint(stroke: Palette.ink, strokeWidth: 2)), "optimum for the rule’s drafts"),
    ])
    let (left, right) = (204.0, 590.0)
    let row = 20.0
    let top = sheet.y + 4
    let bottom = top + row * Double(comparison.rows.count)
    func x(_ value: Rational) -> Double { left + (right - left) * value.nearestDouble }
    for quarter in 0...4 {
      let place = x(Rational(quarter, 4))
      sheet.image.line(
        from: Point(x: place, y: top - 4), to: Point(x: place, y: bottom + 2), Palette.rule)
      sheet.image.text(
        SVGText("\(Rational(quarter, 4))", size: 10.5, colour: Palette.muted),
        at: Point(x: place, y: bottom + 16), anchor: .middle)
    }
    for (index, entry) in comparison.rows.enumerated() {
      let y = top + row * Double(index)
      let alpha = FigureNumber(entry.acceptance)
      sheet.image.text(
        SVGText(entry.id, size: 11).fitted(to: left - 8 - FigureSheet.margin),
        at: Point(x: left - 8, y: y + 13), anchor: .end)
      let isOptimum = entry.id.hasPrefix("otm-")
      if !alpha.value.isZero {
        sheet.image.rectangle(
          at: Point(x: left, y: y + 3), width: x(alpha.value) - left, height: row - 7,
          !entry.isLossless ? lossy : isOptimum ? optimum : Palette.first, mass: alpha.value)
      }
      if let bound = entry.bound, bound != alpha.value {
        sheet.image.line(
          from: Point(x: x(bound), y: y + 1), to: Point(x: x(bound), y: y + row - 2),
          Paint(stroke: Palette.ink, strokeWidth: 2))
      }
      sheet.image.text(
        SVGText(alpha.label(fitting: 90), size: 11), at: Point(x: right + 10, y: y + 13))
    }
    sheet.image.line(
      from: Point(x: left, y: top - 4), to: Point(x: left, y: bottom + 2), Palette.outline)
    sheet.y = bottom + 16
    let omitted =
      comparison.omissions.isEmpty
      ? ""
      : " Without an answer here: " + comparison.omissions.map(\.id).joined(separator: ", ") + "."
    return sheet.figure(
      caption:
        "The probability that a draft is accepted. No lossless rule exceeds the optimum for its "
        + "drafts, the black mark." + omitted,
      table: table(comparison))
  }

  private static func table(_ comparison: Comparison) -> FigureTable {
    var table = FigureTable(["scheme", "acceptance", "optimum for its drafts", "lossless"])
    for row in comparison.rows {
      table.add([
        .text(row.id), .number(FigureNumber(row.acceptance)),
        row.bound.map(FigureTable.Cell.exact) ?? .none, .text(row.isLossless ? "yes" : "no"),
      ])
    }
    return table
  }
}
