// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Which part of p each rule accepts from the drafts, and what is left for the residual.
enum ResidualFigure {
  /// Tokens shown one by one, and the rest as one more.
  static let groupLimit = 5
  static let ids = ["single", "rrs", "rrsw", "spechub"]

  static func figure(of instance: Instance, _ schemes: [any Scheme]?) throws -> Figure {
    let position = Position(instance)
    let schemes = schemes ?? ids.map { SchemeCatalog.scheme($0)! }
    let groups = TokenGroups(instance, limit: groupLimit)
    let target = groups.sums(instance.target.probabilities)
    var table = FigureTable([
      "scheme", "token", "target p", "accepted A", "residual mass p − A", "residual law",
    ])
    var omitted: [String] = []
    var sheet = FigureSheet(title: "What is left for the residual", subject: instance.name)
    sheet.legend([
      (.area(Palette.first), "A, accepted from the drafts"),
      (.area(Palette.rest), "p − A, the residual"),
    ])
    let width = FigureSheet.width / 2 - 10 - FigureSheet.margin
    let plot = 92.0
    let pixels = (plot - 10) / (target.max() ?? 1).nearestDouble
    let height = 24 + BarPanel.height(plot: plot, rows: 4) + 20
    var shown = 0
    for scheme in schemes {
      let mass: [Enclosure]
      do {
        mass = try scheme.acceptedMass(at: position)
      } catch {
        omitted.append(scheme.id)
        continue
      }
      let accepted = groups.sums(mass.map(\.lower))
      let left = zip(target, accepted).map { max(0, $0 - $1) }
      let rest = left.sum()
      let law = left.map { rest.isZero ? 0 : $0 / rest }
      let isExact = mass.allSatisfy { $0.exact != nil }
      func numbers(_ values: [Rational]) -> [FigureNumber] {
        values.map { FigureNumber($0, isExact: isExact) }
      }
      func words(_ value: Rational) -> String {
        FigureNumber(value, isExact: isExact).label(fitting: 62)
      }
      let corner = Point(
        x: FigureSheet.margin + (shown % 2 == 0 ? 0 : width + 20),
        y: sheet.y + Double(shown / 2) * height)
      let name = SVGText(scheme.id, size: 12.5, isBold: true).fitted(to: 110)
      sheet.image.text(name, at: corner)
      sheet.image.text(
        SVGText("accepts \(words(accepted.sum())), residual \(words(rest))")
          .fitted(to: width - name.width - 10),
        at: Point(x: corner.x + name.width + 10, y: corner.y))
      BarPanel(
        names: groups.names,
        bars: target.indices.map {
          .init(
            parts: [(accepted[$0], Palette.first), (left[$0], Palette.rest)], outline: target[$0])
        },
        rows: [
          ("p", target.map { FigureNumber($0) }), ("accepted", numbers(accepted)),
          ("p − A", numbers(left)),
        ] + (rest.isZero ? [] : [("residual law", numbers(law))]), titleWidth: 80
      ).draw(
        on: &sheet.image, at: Point(x: corner.x, y: corner.y + 4), width: width, plot: plot,
        pixels: pixels)
      shown += 1
      for group in groups.names.indices {
        table.add(
          [.text(scheme.id), .text(groups.names[group]), .exact(target[group])]
            + numbers([accepted[group], left[group], law[group]]).map { .number($0) })
      }
    }
    sheet.y += Double((shown + 1) / 2) * height - 34
    return sheet.figure(
      caption:
        "A rejected step draws from the residual law (p − A)/r, r = 1 − α, so that the output "
        + "law is A + r · (p − A)/r = p." + groups.note
        + (omitted.isEmpty ? "" : " Without an answer here: \(omitted.joined(separator: ", "))."),
      table: table)
  }
}
