// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import FoundationXML
import Rationals
import TestSupport

@testable import Commands

/// A picture read back by an XML parser, as far as tests measure it.
final class SVGDocument: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""

    /// A coordinate; 0 where SVG has that as default.
    func number(_ name: String) throws -> Double {
      guard let text = attributes[name] else { return 0 }
      guard let value = Double(text), value.isFinite else {
        throw Misdrawn("\(self.name): \(name)=\"\(text)\" is no number")
      }
      return value
    }

    var mass: Rational? { attributes["data-mass"].flatMap { Rational($0) } }
  }

  struct Misdrawn: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }

  /// A rectangle by its sides.
  struct Box {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    func overlaps(_ other: Box, by slack: Double) -> Bool {
      min(right, other.right) - max(left, other.left) > slack
        && min(bottom, other.bottom) - max(top, other.top) > slack
    }
  }

  private(set) var elements: [Element] = []
  private var open: [Int] = []

  /// Throws unless the text is well-formed XML.
  init(_ text: String) throws {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    guard parser.parse() else {
      throw Misdrawn("not XML: \(parser.parserError.map { "\($0)" } ?? "")")
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let last = open.last { elements[last].text += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  /// The extent of an element, of text by its estimated width; `nil` of what is not drawn.
  func box(_ element: Element) throws -> Box? {
    switch element.name {
    case "rect":
      let (x, y) = try (element.number("x"), element.number("y"))
      return try Box(
        left: x, top: y, right: x + element.number("width"), bottom: y + element.number("height"))
    case "line":
      return try Self.hull([
        (element.number("x1"), element.number("y1")), (element.number("x2"), element.number("y2")),
      ])
    case "circle":
      let (x, y, r) = try (element.number("cx"), element.number("cy"), element.number("r"))
      return Box(left: x - r, top: y - r, right: x + r, bottom: y + r)
    case "polyline", "polygon":
      return try Self.hull(Self.points(element.attributes["points"] ?? ""))
    case "path": return try Self.hull(Self.points(element.attributes["d"] ?? ""))
    case "text":
      let (x, y, size) = try (element.number("x"), element.number("y"), element.number("font-size"))
      let width = SVGText(
        element.text, size: size, isBold: element.attributes["font-weight"] == "bold"
      ).width
      let start =
        switch element.attributes["text-anchor"] {
        case "end": -width
        case "middle": -width / 2
        default: 0.0
        }
      return element.attributes["transform"] == nil
        ? Box(
          left: x + start, top: y - 0.75 * size, right: x + start + width, bottom: y + 0.2 * size)
        : Box(
          left: x - 0.75 * size, top: y - start - width, right: x + 0.2 * size, bottom: y - start)
    default: return nil
    }
  }

  /// The points of a list or a path.
  static func points(_ text: String) throws -> [(Double, Double)] {
    try text.split(separator: " ").filter { $0.contains(",") }.map { pair in
      let parts = pair.split(separator: ",").map { Double($0) }
      guard parts.count == 2, let x = parts[0], let y = parts[1], x.isFinite, y.isFinite else {
        throw Misdrawn("\(pair) is no point")
      }
      return (x, y)
    }
  }

  private static func hull(_ points: [(Double, Double)]) throws -> Box {
    guard let first = points.first else { throw Misdrawn("a shape without points") }
    return points.reduce(
      Box(left: first.0, top: first.1, right: first.0, bottom: first.1)
    ) { box, point in
      Box(
        left: min(box.left, point.0), top: min(box.top, point.1), right: max(box.right, point.0),
        bottom: max(box.bottom, point.1))
    }
  }
}

extension SVGDocument {
  /// Demands that everything lies within the picture and no text hides another.
  func demandLegible() throws {
    guard let root = elements.first, root.name == "svg" else { throw Misdrawn("no svg element") }
    let (width, height) = try (root.number("width"), root.number("height"))
    try demand(
      root.attributes["viewBox"] == "0 0 \(SVGImage.number(width)) \(SVGImage.number(height))",
      "the view box is not the size")
    for name in ["title", "desc"] {
      try demand(
        elements.contains { $0.name == name && !$0.text.isEmpty }, "there is no \(name)")
    }
    var texts: [(text: String, box: Box)] = []
    for element in elements {
      guard let box = try box(element) else { continue }
      try demand(
        box.left >= -0.5 && box.top >= -0.5 && box.right <= width + 0.5
          && box.bottom <= height + 0.5,
        "\(element.name) \(element.text) \(element.attributes) leaves the picture: \(box)")
      try demand(
        box.right >= box.left && box.bottom >= box.top, "\(element) has a negative size")
      guard element.name == "text" else { continue }
      let text = element.text.lowercased()
      try demand(!text.contains("nan") && !text.hasPrefix("inf"), "a label says \(element.text)")
      for other in texts {
        try demand(
          !box.overlaps(other.box, by: 0.5), "\"\(element.text)\" hides \"\(other.text)\"")
      }
      texts.append((element.text, box))
    }
  }

  /// Demands that the sizes of all shapes of some mass are in proportion to their masses.
  ///
  /// - Parameter size: the size of a shape that is to be in proportion; `nil` passes a shape over.
  func demandProportion(_ size: (Element) throws -> Double?) throws {
    var scale: (pixels: Double, of: Rational)?
    let measured = try elements.compactMap { element in
      try element.mass.flatMap { mass in try size(element).map { (mass, $0) } }
    }
    for (mass, size) in measured where mass > scale?.of ?? 0 {
      scale = (size / mass.nearestDouble, mass)
    }
    guard let scale else { return }
    for (mass, size) in measured {
      let expected = mass.nearestDouble * scale.pixels
      try demand(
        (size - expected).magnitude < 0.05, "a mass of \(mass) is \(size) pixels, not \(expected)")
    }
  }
}
