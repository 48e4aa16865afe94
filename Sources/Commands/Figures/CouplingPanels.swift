// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// The squares of one coupling.
struct CouplingPanels {
  private let coupling: GroupedCoupling
  private let groups: TokenGroups
  private let target: [Rational]
  private let largest: Rational
  private let perRow: Int
  private let cell: Double
  /// Whether cells have room for a fraction.
  private var hasLabels: Bool { cell >= 34 }
  private static let rowNameWidth = 52.0
  private static let gap = 14.0

  init(
    _ coupling: GroupedCoupling, _ groups: TokenGroups, target: [Rational], largest: Rational
  ) {
    self.coupling = coupling
    self.groups = groups
    self.target = target
    self.largest = largest
    let panels = groups.count + 1
    perRow = panels <= 4 ? panels : (panels + 1) / 2
    let room = (FigureSheet.innerWidth - Self.rowNameWidth) / Double(perRow) - Self.gap
    cell = min(panels <= 4 ? 52 : 38, room / Double(groups.count))
  }

  private var side: Double { cell * Double(groups.count) }

  /// Whether the names of the columns are turned because they are wider than the cells.
  private var isTurned: Bool {
    groups.names.contains { SVGText($0, size: 10, isBold: true).width > cell - 2 }
  }

  private static let longestTurned = 44.0

  private var headHeight: Double {
    let widest = groups.names.map { SVGText($0, size: 10, isBold: true).width }.max() ?? 0
    return 22 + (isTurned ? min(Self.longestTurned, widest) + 4 : 11)
  }

  /// Draws all squares and answers where they end.
  func draw(on image: inout SVGImage, y: Double) -> Double {
    let panels = groups.count + 1
    for panel in 0..<panels {
      let (row, column) = (panel / perRow, panel % perRow)
      let corner = Point(
        x: FigureSheet.margin + Self.rowNameWidth + Double(column) * (side + Self.gap),
        y: y + headHeight + Double(row) * (headHeight + side + 10))
      draw(panel == 0 ? nil : panel - 1, on: &image, at: corner, namesRows: column == 0)
    }
    let rows = (panels + perRow - 1) / perRow
    return y + Double(rows) * (headHeight + side + 10)
  }

  /// - Parameter emitted: the token whose square it is; `nil` for the law of the pairs.
  private func draw(
    _ emitted: Int?, on image: inout SVGImage, at corner: Point, namesRows: Bool
  ) {
    let title = emitted.map { group in
      let mass = FigureNumber(target[group]).inWords
      let label = SVGText(": \(mass)", size: 10.5)
      return "emits "
        + SVGText(groups.names[group], size: 10.5)
        .fitted(to: max(20, side - label.width - 36)).text + label.text
    }
    image.text(
      SVGText(title ?? "drafted: Q", size: 10.5).fitted(to: max(side + Self.gap - 4, 60)),
      at: Point(x: corner.x, y: corner.y - headHeight + 16))
    for first in groups.names.indices {
      for second in groups.names.indices {
        let place = Point(
          x: corner.x + Double(second) * cell, y: corner.y + Double(first) * cell)
        let isDrafted = !coupling.drafted[first][second].isZero
        image.rectangle(
          at: place, width: cell, height: cell,
          Paint(fill: isDrafted ? "white" : Palette.shade, stroke: Palette.grid))
        draw(emitted.map { coupling.cube[$0][first][second] }, first, second, on: &image, at: place)
      }
    }
    names(on: &image, at: corner, namesRows: namesRows)
  }

  /// The mark of one place: the whole mass, and inside it from the same corner what is accepted.
  private func draw(
    _ cell: GroupedCoupling.Cell?, _ first: Int, _ second: Int, on image: inout SVGImage,
    at place: Point
  ) {
    let mass = cell?.mass ?? coupling.drafted[first][second]
    guard !mass.isZero else { return }
    let room = self.cell - (hasLabels ? 15 : 3)
    func side(_ mass: Rational) -> Double { room * (mass / largest).nearestDouble.squareRoot() }
    let outer = side(mass)
    let corner = Point(
      x: place.x + (self.cell - outer) / 2, y: place.y + 2 + (room - outer) / 2)
    if let cell {
      if !cell.residual.isZero {
        image.rectangle(at: corner, width: outer, height: outer, Palette.rest, mass: mass)
      }
      if !cell.accepted.isZero {
        let inner = side(cell.accepted)
        image.rectangle(
          at: Point(x: corner.x, y: corner.y + outer - inner), width: inner, height: inner,
          Palette.first, mass: cell.accepted)
      }
    } else {
      image.rectangle(
        at: corner, width: outer, height: outer, Paint(fill: "#4d4d4d"), mass: mass)
    }
    if hasLabels {
      let label = FigureNumber(mass).label(fitting: self.cell - 2, size: 9)
      image.text(
        SVGText(label, size: 9),
        at: Point(x: place.x + self.cell / 2, y: place.y + self.cell - 3.5),
        anchor: .middle)
    }
  }

  private func names(on image: inout SVGImage, at corner: Point, namesRows: Bool) {
    for (index, name) in groups.names.enumerated() {
      let middle = (Double(index) + 0.5) * cell
      let text = SVGText(name, size: 10, isBold: true)
      if isTurned {
        image.text(
          text.fitted(to: Self.longestTurned),
          at: Point(x: corner.x + middle + 3.5, y: corner.y - 5),
          isVertical: true)
      } else {
        image.text(text, at: Point(x: corner.x + middle, y: corner.y - 5), anchor: .middle)
      }
      if namesRows {
        image.text(
          text.fitted(to: Self.rowNameWidth - 6),
          at: Point(x: corner.x - 6, y: corner.y + middle + 3.5), anchor: .end)
      }
    }
  }
}
