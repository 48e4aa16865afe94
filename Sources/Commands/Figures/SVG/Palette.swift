// SPDX-License-Identifier: GPL-3.0-or-later

/// Colours that stay apart for colour-blind readers (Okabe and Ito 2008), and by lightness in grey.
enum Palette {
  static let ink = "#1a1a1a"
  static let muted = "#555555"
  static let grid = "#d9d9d9"
  static let shade = "#f0f0f0"

  /// What the first draft accepts: dark.
  static let firstDraft = "#0072b2"
  /// What the second draft accepts: of middle lightness.
  static let secondDraft = "#e69f00"
  /// What comes from the residual: light.
  static let residual = "#dcdcdc"

  static let first = Paint(fill: firstDraft)
  static let second = Paint(fill: secondDraft)
  static let rest = Paint(fill: residual, stroke: "#8a8a8a", strokeWidth: 0.75)
  static let outline = Paint(stroke: ink, strokeWidth: 1)
  static let rule = Paint(stroke: grid)

  /// The look of one line of a plot among others: colour, dashes and marker all differ.
  static func line(_ index: Int) -> (colour: String, dash: String?, marker: Marker) {
    let colours = [
      "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8a8a8a",
    ]
    let dashes: [String?] = [nil, "7 3", "2 3", "9 3 2 3", "4 2", nil, "1 4"]
    let markers = Marker.allCases
    return (
      colours[index % colours.count], dashes[index % dashes.count], markers[index % markers.count]
    )
  }
}

/// The sign at a point of a line.
enum Marker: CaseIterable {
  case circle
  case square
  case triangle
  case diamond
  case ring
  case invertedTriangle
}

extension SVGImage {
  mutating func marker(_ marker: Marker, at place: Point, colour: String) {
    let paint = Paint(fill: colour, stroke: "white", strokeWidth: 0.75)
    func corners(_ offsets: [(Double, Double)]) -> [Point] {
      offsets.map { Point(x: place.x + $0, y: place.y + $1) }
    }
    switch marker {
    case .circle: circle(at: place, radius: 3.8, paint)
    case .ring:
      circle(at: place, radius: 3.4, Paint(fill: "white", stroke: colour, strokeWidth: 1.6))
    case .square:
      rectangle(at: Point(x: place.x - 3.4, y: place.y - 3.4), width: 6.8, height: 6.8, paint)
    case .triangle: polygon(corners([(0, -4.6), (4.3, 3.4), (-4.3, 3.4)]), paint)
    case .invertedTriangle: polygon(corners([(0, 4.6), (4.3, -3.4), (-4.3, -3.4)]), paint)
    case .diamond: polygon(corners([(0, -4.8), (4.8, 0), (0, 4.8), (-4.8, 0)]), paint)
    }
  }
}
