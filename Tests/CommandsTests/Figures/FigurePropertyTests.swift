// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Foundation
import OptimalTransport
import Rationals
import SpeculativeDecoding
import TestSupport
import Testing

@testable import Commands

extension Choices {
  /// A name of a token as tokenizers have them, and as they do not.
  fileprivate mutating func tokenName() -> String {
    let odd = [
      "a", "b", "the", " of", "\n", "\t\t", "", "<|endoftext|>", "&amp;", "\"quoted\"", "'", "]]>",
      "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{202E}gnp.exe", "\u{FFFE}",
      "\u{1F468}\u{200D}\u{1F469}",
      "日本語のトークン", "e\u{301}\u{327}", "antidisestablishmentarianism", "WWWWWWWWWW", "̈",
    ]
    return (0...integer(in: 0...2)).map { _ in pick(from: odd) }.joined()
  }

  /// An instance of two drafts of any size that a picture may meet.
  fileprivate mutating func drawnInstance() throws -> Instance {
    let size = integer(in: 1...12)
    let target = try Distribution(distribution(size: size))
    let draft = bool(probability: 0.1) ? target : try Distribution(distribution(size: size))
    let sampling: Sampling =
      switch integer(in: 0...4) {
      case 0: .hub(token: nil)
      case 1: .hub(token: integer(in: 0...(size - 1)))
      case 2: .iid
      case 3: .withoutReplacement
      default: .greedy
      }
    return try Instance(
      name: bool() ? tokenName() + " " + tokenName() : nil,
      tokens: bool() ? (0..<size).map { _ in tokenName() } : nil, target: target, draft: draft,
      drafts: 2, sampling: sampling)
  }
}

/// Every figure of random instances is XML, legible, to scale, and complete.
@Suite("Figures of random instances")
struct FigurePropertyTests {
  private static func height(_ element: SVGDocument.Element) throws -> Double {
    try element.number("height")
  }

  @Test("coupling: areas are masses; each token is emitted with its target mass")
  func coupling() throws {
    try forAll("coupling", cases: 80, { try $0.drawnInstance() }) { instance in
      let figure = try CouplingFigure.figure(of: instance)
      let document = try SVGDocument(figure.svg)
      try document.demandLegible()
      try document.demandProportion { element in
        let (width, height) = try (element.number("width"), element.number("height"))
        try demand((width - height).magnitude < 0.011, "a mark is no square")
        // What is in proportion is the area; its root is what rounding moves by as little.
        return try element.mass.map { try Self.height(element) * $0.nearestDouble.squareRoot() }
      }
      let groups = TokenGroups(
        instance, limit: CouplingFigure.groupLimit, always: [Position(instance).hub])
      for law in ["iid", "hub"] {
        for (group, wanted) in groups.sums(instance.target.probabilities).enumerated() {
          // Tokens of the same name, if any, are told apart by their column only.
          guard groups.names.count(where: { $0 == groups.names[group] }) == 1 else { continue }
          let emitted = figure.table.rows.filter {
            $0[0].text == law && $0[3].text == groups.names[group]
          }
          let sum = emitted.flatMap { [$0[4].value, $0[5].value] }.reduce(0, +)
          try demand(sum == wanted, "\(law): \(groups.names[group]) is emitted with \(sum)")
        }
      }
    }
  }

  @Test("plan: bands and nodes are as thick as their masses, and all mass flows")
  func plan() throws {
    try forAll("plan", cases: 150, { try $0.drawnInstance() }) { instance in
      let figure = try PlanFigure.figure(of: instance)
      let document = try SVGDocument(figure.svg)
      try document.demandLegible()
      try document.demandProportion { element in
        guard element.name == "path" else { return try Self.height(element) }
        let points = try SVGDocument.points(element.attributes["d"] ?? "")
        try demand(points.count == 8, "a band has eight points")
        let ends = (points[7].1 - points[0].1, points[4].1 - points[3].1)
        try demand((ends.0 - ends.1).magnitude < 0.02, "a band is thicker at one end")
        return ends.0
      }
      let plan = SpecHubPlan(instance)
      let flow = PlanFlow(
        plan, TokenGroups(instance, limit: PlanFigure.groupLimit, always: [plan.hub]))
      try demand(flow.sources.map(\.mass).sum() == 1, "the pairs do not have all mass")
      for source in flow.sources {
        try demand(source.moves.map(\.mass).sum() == source.mass, "\(source) leaks")
      }
      for (index, sink) in flow.sinks.enumerated() {
        let paid = flow.sources.flatMap(\.moves).filter { $0.group == index }.map(\.mass).sum()
        try demand(paid == sink.first + sink.second, "\(sink) is paid \(paid)")
        try demand(paid + sink.residual == sink.target, "\(sink) does not get its target mass")
      }
      let rejected = flow.sources.flatMap(\.moves).filter { $0.group == nil }.map(\.mass).sum()
      try demand(rejected == flow.residual, "what is rejected is not what the residual draws")
    }
  }

  @Test("comparison: bars are to scale; the steps accept what the schemes do")
  func comparison() throws {
    try forAll("comparison", cases: 80, { try $0.drawnInstance() }) { instance in
      let figure = try ComparisonFigure.figure(of: instance)
      let document = try SVGDocument(figure.svg)
      try document.demandLegible()
      try document.demandProportion(Self.height)
      let position = Position(instance)
      let steps = [
        ("rrs", DraftingStep.rejectionSampling(position)),
        ("spechub", DraftingStep.specHub(SpecHubPlan(instance))),
      ]
      for (id, steps) in steps {
        let scheme = try #require(SchemeCatalog.scheme(id))
        let expected = try #require(try scheme.acceptedMassByDraft(at: position))
        try demand(
          steps.map(\.accepted) == expected.map { $0.map(\.lower) }, "\(id) accepts otherwise")
        var reached: Rational = 1
        for step in steps {
          try demand(step.offered.sum() == reached, "\(id): a draft is offered with \(reached)")
          try demand(
            zip(step.accepted, step.offered).allSatisfy { $0 <= $1 }, "more accepted than offered")
          reached -= step.accepted.sum()
        }
      }
    }
  }

  @Test("residual and acceptance: bars are to scale")
  func bars() throws {
    try forAll("residual", cases: 60, { try $0.drawnInstance() }) { instance in
      let residual = try SVGDocument(ResidualFigure.figure(of: instance, nil).svg)
      try residual.demandLegible()
      try residual.demandProportion(Self.height)
    }
    try forAll("acceptance", cases: 20, { try $0.drawnInstance() }) { instance in
      let acceptance = try SVGDocument(AcceptanceFigure.figure(of: instance, nil).svg)
      try acceptance.demandLegible()
      try acceptance.demandProportion { try $0.number("width") }
    }
  }

  @Test("polymatroid: A stays below f, meets it at H, and ends at the optimum")
  func polymatroid() throws {
    try forAll("polymatroid", cases: 80, { try $0.drawnInstance() }) { instance in
      let figure = try PolymatroidFigure.figure(of: instance)
      try SVGDocument(figure.svg).demandLegible()
      let optimum = try Position(instance).optimalAcceptance(of: instance.sampling)
      let rows = figure.table.rows.map { row in row.dropFirst().map(\.value) }
      try demand(rows.allSatisfy { $0[1] <= $0[0] && $0[1] <= $0[2] }, "A exceeds f or p")
      try demand(rows.last?[1] == optimum, "A does not end at \(optimum)")
      // At H, and only where A(S) = f(S), the cut f(S) + p(outside S) is the optimum.
      try demand(
        rows.contains { $0[1] == $0[0] && $0[0] + 1 - $0[2] == optimum }, "A never meets f at a cut"
      )
    }
  }

  @Test("temperature, decay and tree are legible")
  func charts() throws {
    try forAll("charts", cases: 12, { try $0.drawnInstance() }) { instance in
      try SVGDocument(InstanceCharts.temperature(instance, nil).figure().svg).demandLegible()
      try SVGDocument(InstanceCharts.decay(instance, drafts: 3, nil).figure().svg).demandLegible()
      let tree = try TreeChart.chart(
        of: ModelPair(everywhere: instance), roots: [0], depth: 2, ids: TreeChart.ids,
        subject: instance.name)
      try SVGDocument(tree.figure().svg).demandLegible()
    }
  }
}

extension FigureTable.Cell {
  /// The number of the cell.
  var value: Rational {
    if case .number(let number) = self { return number.value }
    return 0
  }

  /// The text of the cell.
  var text: String {
    if case .text(let text) = self { return text }
    return ""
  }
}
