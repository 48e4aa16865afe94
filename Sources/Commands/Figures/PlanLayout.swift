// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// Where everything of a picture of flows stands.
struct PlanLayout {
  private static let (left, right) = (164.0, 496.0)
  private static let nodeWidth = 14.0
  private static let middle = 322.0
  /// The height of a mass of 1.
  private static let pixels = 250.0
  private static let labelHeight = 13.0

  /// The part of the height that a node and its labels have for themselves.
  private struct Slot {
    let top: Double
    let bottom: Double
    /// The upper end of the node.
    let node: Double
  }

  private let flow: PlanFlow
  private let top: Double
  private let sourceSlots: [Slot]
  private let sinkSlots: [Slot]
  private let residualTop: Double
  private(set) var bottom: Double

  init(_ flow: PlanFlow, top: Double) {
    self.flow = flow
    self.top = top
    // A slot is as high as the node and all its labels need.
    let sources = flow.sources.map {
      max(Self.height($0.mass), Self.labelHeight * Double(max(1, $0.moves.count))) + 9
    }
    let sinks = flow.sinks.map { max(Self.height($0.target), 28) + 9 }
    let height = max(sources.reduce(0, +), sinks.reduce(0, +))
    sourceSlots = Self.slots(
      sources, nodes: flow.sources.map { Self.height($0.mass) }, from: top, height)
    sinkSlots = Self.slots(
      sinks, nodes: flow.sinks.map { Self.height($0.target) }, from: top, height)
    residualTop = top + height - min(height, Self.height(flow.residual)) / 2
    bottom =
      flow.residual.isZero ? top + height : residualTop + Self.height(flow.residual) + 18
  }

  private static func height(_ mass: Rational) -> Double { mass.nearestDouble * pixels }

  /// Slots of at least these heights, spread over the height, with the nodes in their middles.
  private static func slots(
    _ heights: [Double], nodes: [Double], from top: Double, _ height: Double
  ) -> [Slot] {
    let space = (height - heights.reduce(0, +)) / Double(max(1, heights.count))
    var y = top
    return zip(heights, nodes).map { height, node in
      defer { y += height + space }
      return Slot(top: y, bottom: y + height + space, node: y + (height + space - node) / 2)
    }
  }

  mutating func draw(on image: inout SVGImage) {
    header(on: &image)
    var free = sinkSlots.map(\.node)
    var labels: [(y: Double, band: Double, text: String)] = []
    var residualFree = residualTop
    var bands: [(from: Point, to: Point, part: PlanFlow.Part, mass: Rational)] = []
    for (source, slot) in zip(flow.sources, sourceSlots) {
      var y = slot.node
      var own: [(y: Double, band: Double, text: String)] = []
      for move in source.moves {
        let thickness = Self.height(move.mass)
        let from = Point(x: Self.left + Self.nodeWidth, y: y)
        if let group = move.group {
          bands.append((from, Point(x: Self.right, y: free[group]), move.part, move.mass))
          free[group] += thickness
        } else {
          bands.append((from, Point(x: Self.middle, y: residualFree), .residual, move.mass))
          residualFree += thickness
        }
        own.append(
          (y + thickness / 2, y + thickness / 2, FigureNumber(move.mass).label(fitting: 66)))
        y += thickness
      }
      labels += Self.spread(own, in: slot)
    }
    residualFree = residualTop
    for (group, sink) in flow.sinks.enumerated() where !sink.residual.isZero {
      bands.append(
        (
          Point(x: Self.middle + Self.nodeWidth, y: residualFree),
          Point(x: Self.right, y: free[group]), .residual, sink.residual
        ))
      residualFree += Self.height(sink.residual)
    }
    // The residual lies below the rest.
    for band in bands where band.part == .residual { draw(band, on: &image) }
    for band in bands where band.part != .residual { draw(band, on: &image) }
    nodes(on: &image)
    for label in labels { draw(label, on: &image) }
  }

  private func draw(
    _ band: (from: Point, to: Point, part: PlanFlow.Part, mass: Rational), on image: inout SVGImage
  ) {
    let (fill, opacity) =
      switch band.part {
      case .firstDraft: (Palette.firstDraft, 0.8)
      case .secondDraft: (Palette.secondDraft, 0.85)
      case .residual: (Palette.residual, 1.0)
      }
    image.band(
      from: band.from, to: band.to, thickness: Self.height(band.mass),
      // A seam between bands, which would hide thin ones.
      Paint(
        fill: fill, stroke: Self.height(band.mass) < 3 ? nil : "white", strokeWidth: 0.75,
        opacity: opacity), mass: band.mass)
  }

  /// Moves labels apart until each has its own line, within the slot, which has a line for each.
  private static func spread(
    _ labels: [(y: Double, band: Double, text: String)], in slot: Slot
  ) -> [(y: Double, band: Double, text: String)] {
    var labels = labels
    var least = slot.top + labelHeight / 2
    for index in labels.indices {
      labels[index].y = max(labels[index].y, least)
      least = labels[index].y + labelHeight
    }
    var most = slot.bottom - labelHeight / 2
    for index in labels.indices.reversed() {
      labels[index].y = min(labels[index].y, most)
      most = labels[index].y - labelHeight
    }
    return labels
  }

  private func draw(
    _ label: (y: Double, band: Double, text: String), on image: inout SVGImage
  ) {
    let x = Self.left + Self.nodeWidth + 16
    let text = SVGText(label.text, size: 10.5)
    if (label.y - label.band).magnitude > 2 {
      image.line(
        from: Point(x: Self.left + Self.nodeWidth + 2, y: label.band), to: Point(x: x, y: label.y),
        Paint(stroke: Palette.ink, strokeWidth: 0.6))
    }
    image.rectangle(
      at: Point(x: x - 2, y: label.y - 6), width: text.width + 4, height: 12,
      Paint(fill: "white", opacity: 0.88))
    image.text(text, at: Point(x: x, y: label.y + 3.8))
  }

  /// What pays a token, with as many digits as there is room for.
  private static func parts(of sink: PlanFlow.Sink, width: Double) -> SVGText {
    let parts = [("1st", sink.first), ("2nd", sink.second), ("res.", sink.residual)]
      .filter { !$0.1.isZero }
    let texts = [80.0, 52, 40, 32].map { room in
      SVGText(
        parts.map { "\($0.0) \(FigureNumber($0.1).label(fitting: room, size: 9.5))" }
          .joined(separator: " · "), size: 9.5, colour: Palette.muted)
    }
    return texts.first { $0.width <= width } ?? texts[texts.count - 1].fitted(to: width)
  }

  /// A pair, each name cut where both are too long.
  private static func pair(_ drafts: (String, String), width: Double) -> SVGText {
    let names = [drafts.0, drafts.1].map { SVGText($0, size: 11, isBold: true) }
    let room = width - SVGText("(, )", size: 11, isBold: true).width
    let fitted = names.indices.map { index in
      names[index].fitted(to: max(room / 2, room - names[1 - index].width)).text
    }
    return SVGText("(\(fitted[0]), \(fitted[1]))", size: 11, isBold: true)
  }

  private func header(on image: inout SVGImage) {
    let y = top - 6
    image.text(
      SVGText("drafted pair, mass Q", size: 11, colour: Palette.muted),
      at: Point(x: Self.left + Self.nodeWidth, y: y), anchor: .end)
    image.text(
      SVGText("token, target p", size: 11, colour: Palette.muted), at: Point(x: Self.right, y: y))
  }

  private func nodes(on image: inout SVGImage) {
    let paint = Paint(fill: Palette.ink)
    for (source, slot) in zip(flow.sources, sourceSlots) {
      let y = slot.node
      let height = Self.height(source.mass)
      image.rectangle(
        at: Point(x: Self.left, y: y), width: Self.nodeWidth, height: height, paint,
        mass: source.mass)
      let mass = SVGText(FigureNumber(source.mass).label(fitting: 66), size: 11)
      let x = Self.left - 7
      image.text(mass, at: Point(x: x, y: y + height / 2 + 4), anchor: .end)
      image.text(
        Self.pair(source.drafts, width: x - mass.width - 10 - FigureSheet.margin),
        at: Point(x: x - mass.width - 10, y: y + height / 2 + 4), anchor: .end)
    }
    for (sink, slot) in zip(flow.sinks, sinkSlots) {
      let y = slot.node
      let height = Self.height(sink.target)
      image.rectangle(
        at: Point(x: Self.right, y: y), width: Self.nodeWidth, height: height, paint,
        mass: sink.target)
      let x = Self.right + Self.nodeWidth + 7
      let name = SVGText(sink.name, size: 11, isBold: true).fitted(to: 70)
      image.text(name, at: Point(x: x, y: y + height / 2 - 2))
      image.text(
        SVGText(FigureNumber(sink.target).inWords, size: 11),
        at: Point(x: x + name.width + 10, y: y + height / 2 - 2))
      image.text(
        Self.parts(of: sink, width: FigureSheet.width - FigureSheet.margin - x),
        at: Point(x: x, y: y + height / 2 + 11))
    }
    if !flow.residual.isZero {
      image.rectangle(
        at: Point(x: Self.middle, y: residualTop), width: Self.nodeWidth,
        height: Self.height(flow.residual), Paint(fill: "#6e6e6e"), mass: flow.residual)
      image.text(
        SVGText("residual \(FigureNumber(flow.residual).inWords)", size: 11),
        at: Point(x: Self.middle + Self.nodeWidth / 2, y: bottom - 4), anchor: .middle)
    }
  }
}
