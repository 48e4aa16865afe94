// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// Rows of numbers under a plot, each number under the place it belongs to, so that no label in the plot
/// can hide another.
struct ColumnTable {
  /// The left end of the row titles.
  var left: Double
  /// The centres of the columns.
  var columns: [Double]
  /// How wide a column is.
  var width: Double
  var size = 10.5

  var rowHeight: Double { size + 5 }

  private var titleWidth: Double { (columns.first ?? left) - width / 2 - left - 4 }

  /// The names of the columns, as much of each as fits.
  func names(_ names: [String], title: String = "", on image: inout SVGImage, y: Double) {
    if !title.isEmpty { write(title, on: &image, y: y) }
    for (column, name) in zip(columns, names) {
      image.text(
        SVGText(name, size: size, isBold: true).fitted(to: width - 4), at: Point(x: column, y: y),
        anchor: .middle)
    }
  }

  func row(
    _ title: String, _ numbers: [FigureNumber?], on image: inout SVGImage, y: Double,
    indentation: Double = 0
  ) {
    write(title, on: &image, y: y, indentation: indentation)
    for (column, number) in zip(columns, numbers) {
      guard let number else { continue }
      let label = number.label(fitting: width - 5, size: size)
      // Zeros are many and say little.
      let colour = number.value.isZero ? "#8a8a8a" : Palette.ink
      image.text(
        SVGText(label, size: size, colour: colour), at: Point(x: column, y: y), anchor: .middle)
    }
  }

  private func write(
    _ title: String, on image: inout SVGImage, y: Double, indentation: Double = 0
  ) {
    image.text(
      SVGText(title, size: size, colour: Palette.muted).fitted(to: titleWidth - indentation),
      at: Point(x: left + indentation, y: y))
  }
}
