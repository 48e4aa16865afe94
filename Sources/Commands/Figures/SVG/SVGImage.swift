// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// A place in a picture, in pixels from its upper left corner.
struct Point {
  var x: Double
  var y: Double
}

/// How a shape is painted.
struct Paint {
  var fill = "none"
  var stroke: String?
  var strokeWidth = 1.0
  var dash: String?
  var opacity = 1.0

  fileprivate var attributes: String {
    var text = #" fill="\#(fill)""#
    if opacity < 1 { text += #" fill-opacity="\#(SVGImage.number(opacity))""# }
    if let stroke {
      text += #" stroke="\#(stroke)" stroke-width="\#(SVGImage.number(strokeWidth))""#
      if let dash { text += #" stroke-dasharray="\#(dash)""# }
    }
    return text
  }
}

/// A picture in SVG, shape after shape in the order in which they are painted.
///
/// Only what the figures of this program need: rectangles, lines, bands, markers and text. A shape that
/// stands for a mass says so in `data-mass`, the exact fraction, which is also what tests measure it by.
struct SVGImage {
  var width: Double
  var height: Double
  private var elements: [String] = []

  init(width: Double, height: Double = 0) {
    self.width = width
    self.height = height
  }

  /// A length with at most two decimals, the same on every machine.
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0
      ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole)." + (rest < 10 ? "0" : "") + "\(rest)"
  }

  private static func attribute(_ mass: Rational?) -> String {
    mass.map { #" data-mass="\#($0)""# } ?? ""
  }

  mutating func rectangle(
    at corner: Point, width: Double, height: Double, _ paint: Paint, mass: Rational? = nil
  ) {
    let (x, y) = (Self.number(corner.x), Self.number(corner.y))
    elements.append(
      #"<rect x="\#(x)" y="\#(y)" width="\#(Self.number(width))" height="\#(Self.number(height))""#
        + paint.attributes + Self.attribute(mass) + "/>")
  }

  mutating func line(from start: Point, to end: Point, _ paint: Paint) {
    elements.append(
      #"<line x1="\#(Self.number(start.x))" y1="\#(Self.number(start.y))" "#
        + #"x2="\#(Self.number(end.x))" y2="\#(Self.number(end.y))""# + paint.attributes + "/>")
  }

  mutating func polyline(_ points: [Point], _ paint: Paint) {
    let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
    elements.append(#"<polyline points="\#(list)""# + paint.attributes + "/>")
  }

  mutating func polygon(_ points: [Point], _ paint: Paint) {
    let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
    elements.append(#"<polygon points="\#(list)""# + paint.attributes + "/>")
  }

  mutating func circle(at centre: Point, radius: Double, _ paint: Paint) {
    elements.append(
      #"<circle cx="\#(Self.number(centre.x))" cy="\#(Self.number(centre.y))" "#
        + #"r="\#(Self.number(radius))""# + paint.attributes + "/>")
  }

  /// A flow from left to right, as thick at both ends as `thickness`, from one upper corner to another.
  mutating func band(
    from start: Point, to end: Point, thickness: Double, _ paint: Paint, mass: Rational
  ) {
    let middle = (start.x + end.x) / 2
    func point(_ x: Double, _ y: Double) -> String { "\(Self.number(x)),\(Self.number(y))" }
    let path = [
      "M", point(start.x, start.y), "C", point(middle, start.y), point(middle, end.y),
      point(end.x, end.y), "L", point(end.x, end.y + thickness), "C",
      point(middle, end.y + thickness), point(middle, start.y + thickness),
      point(start.x, start.y + thickness), "Z",
    ].joined(separator: " ")
    elements.append(#"<path d="\#(path)""# + paint.attributes + Self.attribute(mass) + "/>")
  }

  /// Text on a baseline; `isVertical` turns it to be read from below.
  mutating func text(
    _ text: SVGText, at place: Point, anchor: SVGText.Anchor = .start, isVertical: Bool = false
  ) {
    guard !text.text.isEmpty else { return }
    let (x, y) = (Self.number(place.x), Self.number(place.y))
    var attributes = #"x="\#(x)" y="\#(y)" font-size="\#(Self.number(text.size))""#
    if anchor != .start { attributes += #" text-anchor="\#(anchor.rawValue)""# }
    if text.isBold { attributes += #" font-weight="bold""# }
    attributes += #" fill="\#(text.colour)""#
    if isVertical { attributes += #" transform="rotate(-90 \#(x) \#(y))""# }
    elements.append("<text \(attributes)>\(text.text.escapedForXML)</text>")
  }

  /// The whole document. Title and description are what a screen reader says.
  func document(title: String, description: String) -> String {
    let (width, height) = (Self.number(width), Self.number(height))
    let head = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" \
      font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">
      <title>\(title.escapedForXML)</title>
      <desc>\(description.escapedForXML)</desc>
      <rect width="\(width)" height="\(height)" fill="white"/>
      """
    return ([head] + elements + ["</svg>"]).joined(separator: "\n") + "\n"
  }
}
