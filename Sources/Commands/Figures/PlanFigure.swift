// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// SpecHub's plan as a picture of flows.
///
/// Pairs stand on the left, as high as their mass Q, tokens on the right, as high as p; bands are as
/// thick as the mass that flows. What no pair pays comes through the residual below.
enum PlanFigure {
  /// Tokens shown one by one, and the rest as one more.
  static let groupLimit = 8

  static func figure(of instance: Instance) throws -> Figure {
    let plan = SpecHubPlan(instance)
    let groups = TokenGroups(instance, limit: groupLimit, always: [plan.hub])
    let flow = PlanFlow(plan, groups)
    let hub = SVGText(groups.names[groups[plan.hub]]).fitted(to: 160).text
    var sheet = FigureSheet(title: "SpecHub’s plan", subject: instance.name)
    sheet.legend([
      (.area(Palette.first), "accepted as first draft"),
      (.area(Palette.second), "accepted as second draft"),
      (.area(Palette.rest), "drawn from the residual"),
    ])
    var layout = PlanLayout(flow, top: sheet.y + 14)
    layout.draw(on: &sheet.image)
    sheet.y = layout.bottom
    let alpha = FigureNumber(plan.acceptanceRate).asRightSide
    let through = groups.members.indices.filter { $0 != groups[plan.hub] }
      .map { flow.sinks[$0].second }.sum()
    let caption =
      plan.pairs.isEmpty
      ? "The draft model is certain: both drafts are \(hub), and p(\(hub)) \(alpha) is accepted."
      : "Drafts come in pairs with the hub \(hub). A pair pays its own token first, then the hub. "
        + "Other tokens get \(FigureNumber(through).inWords) from pairs that begin with the hub. "
        + "Acceptance α \(alpha)"
        + (plan.acceptanceRate == 1
          ? ": nothing is left for the residual."
          : plan.acceptanceRate.isZero
            ? ": everything is drawn from the residual."
            : "; the residual draws the other \(FigureNumber(1 - plan.acceptanceRate).inWords).")
    return sheet.figure(caption: caption + groups.note, table: flow.table(groups))
  }
}

extension SpecHubPlan {
  /// The plan around the hub that the instance names, by default the most probable draft token.
  init(_ instance: Instance) {
    self.init(
      target: instance.target, draft: instance.draft, hub: Position(instance).hub)
  }
}

/// Where everything of a picture of flows stands.
private struct PlanLayout {
  private static let (left, right) = (164.0, 496.0)
  private static let nodeWidth = 14.0
  private static let middle = 322.0
  /// The height of a mass of 1.
  private static let pixels = 250.0
  private static let labelHeight = 13.0

  private let flow: PlanFlow
  private let top: Double
  private let sourceTops: [Double]
  private let sinkTops: [Double]
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
    sourceTops = Self.tops(
      sources, nodes: flow.sources.map { Self.height($0.mass) }, from: top, height)
    sinkTops = Self.tops(sinks, nodes: flow.sinks.map { Self.height($0.target) }, from: top, height)
    residualTop = top + height - min(height, Self.height(flow.residual)) / 2
    bottom =
      flow.residual.isZero ? top + height : residualTop + Self.height(flow.residual) + 18
  }

  private static func height(_ mass: Rational) -> Double { mass.nearestDouble * pixels }

  /// The upper ends of nodes in the middle of their slots, which are spread over the height.
  private static func tops(
    _ slots: [Double], nodes: [Double], from top: Double, _ height: Double
  ) -> [Double] {
    let space = (height - slots.reduce(0, +)) / Double(max(1, slots.count))
    var y = top
    return zip(slots, nodes).map { slot, node in
      defer { y += slot + space }
      return y + (slot + space - node) / 2
    }
  }

  mutating func draw(on image: inout SVGImage) {
    header(on: &image)
    var free = sinkTops
    var labels: [(y: Double, band: Double, text: String)] = []
    var residualFree = residualTop
    var bands: [(from: Point, to: Point, part: PlanFlow.Part, mass: Rational)] = []
    for (source, start) in zip(flow.sources, sourceTops) {
      var y = start
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
        own.append((y + thickness / 2, y + thickness / 2, FigureNumber(move.mass).inWords))
        y += thickness
      }
      labels += Self.spread(own)
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

  /// Moves labels apart until each has its own line, around the same middle.
  private static func spread(
    _ labels: [(y: Double, band: Double, text: String)]
  ) -> [(y: Double, band: Double, text: String)] {
    var labels = labels
    for index in labels.indices.dropFirst() {
      labels[index].y = max(labels[index].y, labels[index - 1].y + labelHeight)
    }
    guard !labels.isEmpty else { return [] }
    let shift =
      (labels.map(\.band).reduce(0, +) - labels.map(\.y).reduce(0, +)) / Double(labels.count)
    for index in labels.indices { labels[index].y += shift }
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
    for (source, y) in zip(flow.sources, sourceTops) {
      let height = Self.height(source.mass)
      image.rectangle(
        at: Point(x: Self.left, y: y), width: Self.nodeWidth, height: height, paint,
        mass: source.mass)
      let mass = SVGText(FigureNumber(source.mass).inWords, size: 11)
      let x = Self.left - 7
      image.text(mass, at: Point(x: x, y: y + height / 2 + 4), anchor: .end)
      image.text(
        Self.pair(source.drafts, width: x - mass.width - 10 - FigureSheet.margin),
        at: Point(x: x - mass.width - 10, y: y + height / 2 + 4), anchor: .end)
    }
    for (sink, y) in zip(flow.sinks, sinkTops) {
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
