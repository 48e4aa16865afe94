// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// Some numbers over some places, as a picture in SVG and as a table in CSV.
///
/// The numbers are exact; the picture rounds them to a tenth of a pixel and the table to nine places.
struct LineChart {
  /// One line of the picture; `nil` where it has no value.
  struct Series {
    var name: String
    var values: [Rational?]
  }

  var title: String
  var xTitle: String
  var yTitle: String
  /// The places, in order, evenly spaced.
  var places: [String]
  var series: [Series]

  /// Nine decimals a value; an empty field where there is none.
  var csv: String {
    let header = [xTitle] + series.map(\.name)
    let rows = places.indices.map { place in
      [places[place]] + series.map { $0.values[place]?.decimal(places: 9) ?? "" }
    }
    return ([header] + rows).map { row in
      row.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  // Colours that stay apart for colour-blind readers (Okabe and Ito 2008).
  private static let colours = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8a8a8a",
  ]
  private static let (width, height) = (720, 420)
  private static let (left, right, top, bottom) = (64, 190, 44, 52)

  /// The picture.
  var svg: String {
    let known = series.flatMap { $0.values.compactMap { $0 } }
    let (low, high) = Self.range(known)
    func x(_ place: Int) -> Rational {
      let span = Self.width - Self.left - Self.right
      return places.count < 2
        ? Rational(Self.left + span / 2)
        : Rational(Self.left) + Rational(span * place, places.count - 1)
    }
    func y(_ value: Rational) -> Rational {
      let span = Rational(Self.height - Self.top - Self.bottom)
      return Rational(Self.height - Self.bottom) - span * (value - low) / (high - low)
    }
    var parts: [String] = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(Self.height)" \
      font-family="sans-serif" font-size="12">
      """,
      "<rect width=\"\(Self.width)\" height=\"\(Self.height)\" fill=\"white\"/>",
      Self.text(title, x: "\(Self.left)", y: "24", size: 15),
    ]
    for step in 0...5 {
      let value = low + (high - low) * Rational(step, 5)
      let height = y(value).decimal(places: 1)
      parts.append(
        "<line x1=\"\(Self.left)\" x2=\"\(Self.width - Self.right)\" y1=\"\(height)\" "
          + "y2=\"\(height)\" stroke=\"#dddddd\"/>")
      parts.append(
        Self.text(
          value.decimal(places: 2), x: "\(Self.left - 8)",
          y: "\((y(value) + 4).decimal(places: 1))",
          anchor: "end"))
    }
    for (place, name) in places.enumerated() {
      parts.append(
        Self.text(
          name, x: x(place).decimal(places: 1), y: "\(Self.height - Self.bottom + 18)",
          anchor: "middle"))
    }
    parts.append(
      Self.text(
        xTitle, x: "\((Self.left + Self.width - Self.right) / 2)", y: "\(Self.height - 12)",
        anchor: "middle"))
    parts.append(
      "<g transform=\"rotate(-90 16 \(Self.height / 2))\">"
        + Self.text(yTitle, x: "16", y: "\(Self.height / 2)", anchor: "middle") + "</g>")
    for (index, line) in series.enumerated() {
      let colour = Self.colours[index % Self.colours.count]
      let points = line.values.enumerated().compactMap { place, value in
        value.map { "\(x(place).decimal(places: 1)),\(y($0).decimal(places: 1))" }
      }
      parts.append(
        "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\" "
          + "points=\"\(points.joined(separator: " "))\"/>")
      parts += points.map { point in
        let ends = point.split(separator: ",")
        return "<circle cx=\"\(ends[0])\" cy=\"\(ends[1])\" r=\"3\" fill=\"\(colour)\"/>"
      }
      let legend = Self.top + 18 * index
      parts.append(
        "<rect x=\"\(Self.width - Self.right + 14)\" y=\"\(legend)\" width=\"12\" height=\"12\" "
          + "fill=\"\(colour)\"/>")
      parts.append(
        Self.text(line.name, x: "\(Self.width - Self.right + 32)", y: "\(legend + 10)"))
    }
    return (parts + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// Ends around the values, a twentieth of their span outside of them.
  private static func range(_ values: [Rational]) -> (low: Rational, high: Rational) {
    guard let least = values.min(), let most = values.max() else { return (0, 1) }
    if least == most { return (least - 1, most + 1) }
    let margin = (most - least) / 20
    return (least - margin, most + margin)
  }

  private static func text(
    _ text: String, x: String, y: String, size: Int = 12, anchor: String = "start"
  ) -> String {
    let escaped = text.map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      default: String(character)
      }
    }.joined()
    return
      "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" text-anchor=\"\(anchor)\">\(escaped)</text>"
  }
}
