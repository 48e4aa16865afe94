// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// Some numbers over evenly spaced places: lines in a plot, and under each place its numbers.
struct LineChart {
  /// One line of the picture; `nil` where it has no value.
  struct Series {
    var name: String
    var values: [FigureNumber?]
  }

  var title: String
  var subject: String?
  var xTitle: String
  var caption: String
  /// The places, in order.
  var places: [String]
  var series: [Series]
  /// The range of the axis, when it is not to follow the values.
  var range: (low: Rational, high: Rational)?
  /// A place to point out, and what to say of it.
  var mark: (place: Int, text: String)?

  /// How many places can have their numbers below them.
  static let columnLimit = 9

  private static let nameWidth = 190.0
  private static let plotHeight = 250.0

  func figure(table: FigureTable? = nil) -> Figure {
    var sheet = FigureSheet(title: title, subject: subject)
    let width =
      (FigureSheet.innerWidth - Self.nameWidth) / Double(max(1, places.count))
    let columns = places.indices.map {
      FigureSheet.margin + Self.nameWidth + width * (Double($0) + 0.5)
    }
    let axis = ChartAxis(series.flatMap { $0.values.compactMap { $0?.value } }, range: range)
    let (top, bottom) = (sheet.y + 12, sheet.y + 12 + Self.plotHeight)
    func y(_ value: Rational) -> Double { bottom - axis.share(value) * Self.plotHeight }
    let (left, right) = (
      FigureSheet.margin + Self.nameWidth, FigureSheet.width - FigureSheet.margin
    )
    for tick in axis.ticks {
      sheet.image.line(
        from: Point(x: left, y: y(tick)), to: Point(x: right, y: y(tick)), Palette.rule)
      sheet.image.text(
        SVGText(axis.label(tick), size: 10.5, colour: Palette.muted),
        at: Point(x: left - 6, y: y(tick) + 4), anchor: .end)
    }
    if let mark {
      let x = columns[mark.place]
      sheet.image.line(
        from: Point(x: x, y: top - 2), to: Point(x: x, y: bottom),
        Paint(stroke: Palette.ink, strokeWidth: 1, dash: "4 3"))
      let text = SVGText(mark.text, size: 11).fitted(to: right - left)
      let half = text.width / 2
      sheet.image.text(
        text, at: Point(x: min(max(x, left + half), right - half), y: top - 7), anchor: .middle)
    }
    // The first one lies on top.
    for (index, line) in series.enumerated().reversed() {
      draw(line, index, on: &sheet.image, columns, y)
    }
    sheet.y = bottom + 16
    numbers(on: &sheet, columns, width)
    return sheet.figure(caption: caption, table: table ?? self.table)
  }

  /// The lines of one series, broken where it has no value, and its markers.
  private func draw(
    _ line: Series, _ index: Int, on image: inout SVGImage, _ columns: [Double],
    _ y: (Rational) -> Double
  ) {
    let (colour, dash, marker) = Palette.line(index)
    var segment: [Point] = []
    var points: [Point] = []
    func finish(_ image: inout SVGImage) {
      if segment.count > 1 {
        image.polyline(segment, Paint(stroke: colour, strokeWidth: 2, dash: dash))
      }
      segment = []
    }
    for (column, number) in zip(columns, line.values) {
      guard let number else {
        finish(&image)
        continue
      }
      let point = Point(x: column, y: y(number.value))
      segment.append(point)
      points.append(point)
    }
    finish(&image)
    for point in points { image.marker(marker, at: point, colour: colour) }
  }

  /// Names of the lines with a sample of each, and their numbers where the places are few.
  private func numbers(
    on sheet: inout FigureSheet, _ columns: [Double], _ width: Double
  ) {
    let table = ColumnTable(left: FigureSheet.margin, columns: columns, width: width)
    let isShort = places.count <= Self.columnLimit
    if isShort {
      table.names(places, title: xTitle, on: &sheet.image, y: sheet.y)
    } else {
      sheet.image.text(
        SVGText(xTitle, size: 10.5, colour: Palette.muted),
        at: Point(x: FigureSheet.margin, y: sheet.y))
      sheet.y += tickNames(on: &sheet.image, columns, width, y: sheet.y)
    }
    sheet.y += table.rowHeight + 4
    for (index, line) in series.enumerated() {
      let (colour, dash, marker) = Palette.line(index)
      let middle = sheet.y - 4
      sheet.image.line(
        from: Point(x: FigureSheet.margin, y: middle),
        to: Point(x: FigureSheet.margin + 30, y: middle),
        Paint(stroke: colour, strokeWidth: 2, dash: dash))
      sheet.image.marker(
        marker, at: Point(x: FigureSheet.margin + 15, y: middle), colour: colour)
      if isShort {
        table.row(line.name, line.values, on: &sheet.image, y: sheet.y, indentation: 37)
      } else {
        sheet.image.text(
          SVGText(line.name, size: 10.5), at: Point(x: FigureSheet.margin + 37, y: sheet.y))
      }
      sheet.y += table.rowHeight + 1
    }
    sheet.y -= table.rowHeight + 1
  }

  /// Names of places that are too many for numbers, turned where they are too wide, and every second or
  /// third only where even so they would touch. Answers how far down they reach.
  private func tickNames(
    on image: inout SVGImage, _ columns: [Double], _ width: Double, y: Double
  ) -> Double {
    let names = places.map { SVGText($0, size: 9.5) }
    let widest = names.map(\.width).max() ?? 0
    if widest + 4 <= width {
      for (column, name) in zip(columns, names) {
        image.text(name, at: Point(x: column, y: y), anchor: .middle)
      }
      return 0
    }
    let longest = 60.0
    let stride = max(1, Int((12 / width).rounded(.up)))
    for index in columns.indices where index % stride == 0 {
      image.text(
        names[index].fitted(to: longest), at: Point(x: columns[index] + 3.5, y: y - 8),
        anchor: .end, isVertical: true)
    }
    return min(widest, longest) - 12
  }

  /// A row a place, nine decimals a value.
  var table: FigureTable {
    var table = FigureTable([xTitle] + series.map(\.name), decimals: 9)
    for place in places.indices {
      table.add(
        [.text(places[place])]
          + series.map { $0.values[place].map(FigureTable.Cell.number) ?? .none })
    }
    return table
  }
}

/// A vertical axis with round numbers.
private struct ChartAxis {
  let low: Rational
  let high: Rational
  let ticks: [Rational]
  private let places: Int

  /// - Parameter range: what to cover; the values unless given.
  init(_ values: [Rational], range: (low: Rational, high: Rational)?) {
    var least = range?.low ?? values.min() ?? 0
    var most = range?.high ?? values.max() ?? 1
    if least == most { (least, most) = (least - Rational(1, 10), most + Rational(1, 10)) }
    // The least of 1, 2, 5, 10, … times 10⁻⁹ that makes at most six steps.
    var exponent = -9
    var step = Rational(10).raised(to: exponent)
    search: while true {
      for factor in [1, 2, 5] {
        step = Rational(10).raised(to: exponent) * Rational(factor)
        if most - least <= step * 6 { break search }
      }
      exponent += 1
    }
    places = max(0, -exponent)
    low = (least / step).floor * step
    var ticks = [low]
    while let last = ticks.last, last < most { ticks.append(last + step) }
    high = ticks[ticks.count - 1]
    self.ticks = ticks
  }

  /// Where a value lies between the ends, from 0 to 1.
  func share(_ value: Rational) -> Double { ((value - low) / (high - low)).nearestDouble }

  func label(_ tick: Rational) -> String { tick.decimal(places: places) }
}
