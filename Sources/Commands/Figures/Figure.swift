// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats

/// A picture with its title, its caption and the numbers it was drawn from.
struct Figure {
  let title: String
  let caption: String
  let table: FigureTable
  let image: SVGImage

  /// The picture as a document of its own.
  var svg: String { image.document(title: title, description: caption) }

  /// The answer of `figure --json`.
  var json: JSONValue {
    ["title": .string(title), "caption": .string(caption), "numbers": table.json]
  }
}

/// A page's width of drawing paper: a title above, the drawing, a caption below.
struct FigureSheet {
  static let width = 700.0
  static let margin = 14.0
  /// What there is between the margins.
  static let innerWidth = width - 2 * margin

  var image = SVGImage(width: width)
  /// Where the next thing begins.
  var y = 24.0
  private let title: String
  private let subject: String?

  /// - Parameters:
  ///   - title: what the figure shows.
  ///   - subject: of what, the name of the instance.
  init(title: String, subject: String?) {
    self.title = title
    self.subject = subject
    add(SVGText(title, size: 15, isBold: true), lineHeight: 19)
    if let subject {
      add(SVGText(subject.visibleToken, size: 11.5, colour: Palette.muted), lineHeight: 15)
    }
    y += 4
  }

  /// Writes text in as many lines as it takes.
  mutating func add(_ text: SVGText, lineHeight: Double) {
    for line in text.wrapped(to: Self.innerWidth) {
      image.text(line, at: Point(x: Self.margin, y: y))
      y += lineHeight
    }
  }

  /// What stands in a legend before its text.
  enum Swatch {
    case area(Paint)
    case line(Paint)
  }

  /// A line of coloured squares or lines and what they mean.
  mutating func legend(_ entries: [(swatch: Swatch, text: String)]) {
    var x = Self.margin
    for (swatch, text) in entries {
      let label = SVGText(text, size: 11)
      if x > Self.margin, x + 18 + label.width > Self.width - Self.margin {
        x = Self.margin
        y += 17
      }
      switch swatch {
      case .area(let paint):
        image.rectangle(at: Point(x: x, y: y - 9), width: 12, height: 10, paint)
      case .line(let paint):
        image.line(from: Point(x: x - 2, y: y - 4), to: Point(x: x + 14, y: y - 4), paint)
      }
      image.text(label, at: Point(x: x + 18, y: y))
      x += 18 + label.width + 20
    }
    y += 26
  }

  /// The figure, with its caption under the drawing.
  consuming func figure(caption: String, table: FigureTable) -> Figure {
    y += 26
    add(SVGText(caption, size: 11.5, colour: Palette.muted), lineHeight: 15)
    image.height = y
    let name = subject.map { "\(title): \($0)" } ?? title
    return Figure(title: name, caption: caption, table: table, image: image)
  }
}
