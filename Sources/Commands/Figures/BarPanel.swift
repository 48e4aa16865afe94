// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// Bars over tokens, stacked from the axis, with their numbers in rows below.
struct BarPanel {
  /// One bar.
  struct Bar {
    /// From the axis upwards.
    var parts: [(mass: Rational, paint: Paint)]
    /// A box of this height around the parts.
    var outline: Rational?
    /// A mark across the bar at this height.
    var tick: Rational?
  }

  var names: [String]
  var bars: [Bar]
  var rows: [(title: String, values: [FigureNumber])]
  /// How much of the width the titles of the rows take.
  var titleWidth = 92.0

  /// How high a panel is in all.
  static func height(plot: Double, rows: Int) -> Double { plot + Double(rows + 1) * 15.5 + 6 }

  /// Draws the panel with its upper left corner at `corner`.
  ///
  /// - Parameter pixels: the height of a mass of 1.
  func draw(
    on image: inout SVGImage, at corner: Point, width: Double, plot: Double, pixels: Double
  ) {
    let slot = (width - titleWidth) / Double(max(1, bars.count))
    let barWidth = min(34, slot * 0.62)
    let axis = corner.y + plot
    let centres = bars.indices.map { corner.x + titleWidth + slot * (Double($0) + 0.5) }
    for (bar, centre) in zip(bars, centres) {
      let left = centre - barWidth / 2
      var top = axis
      for (mass, paint) in bar.parts where !mass.isZero {
        let height = mass.nearestDouble * pixels
        top -= height
        image.rectangle(
          at: Point(x: left, y: top), width: barWidth, height: height, paint, mass: mass)
      }
      if let outline = bar.outline, !outline.isZero {
        let height = outline.nearestDouble * pixels
        image.rectangle(
          at: Point(x: left, y: axis - height), width: barWidth, height: height, Palette.outline,
          mass: outline)
      }
      if let tick = bar.tick, !tick.isZero {
        let y = axis - tick.nearestDouble * pixels
        image.line(
          from: Point(x: left - 6, y: y), to: Point(x: left + barWidth + 6, y: y), Self.tick)
      }
    }
    image.line(
      from: Point(x: corner.x + titleWidth, y: axis), to: Point(x: corner.x + width, y: axis),
      Palette.outline)
    let table = ColumnTable(left: corner.x, columns: centres, width: slot)
    var y = axis + 14
    table.names(names, on: &image, y: y)
    for row in rows {
      y += table.rowHeight
      table.row(row.title, row.values.map { $0 }, on: &image, y: y)
    }
  }

  /// The look of the mark across a bar.
  static let tick = Paint(stroke: "#000000", strokeWidth: 1.6, dash: "3 2")
}
