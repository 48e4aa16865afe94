// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Tokens per step of binary trees of growing depth.
enum TreeChart {
  static let ids = ["single", "block", "rrs", "rrsw", "spechub", "otm-iid", "lookahead"]

  /// - Parameter roots: the states to average over.
  static func chart(
    of model: ModelPair, roots: [Int], depth: Int, ids: [String], subject: String?
  ) throws -> LineChart {
    var values: [String: [FigureNumber?]] = [:]
    for depth in 1...depth {
      let widths = Array(repeating: 2, count: depth)
      var accepted: [String: [Enclosure]] = [:]
      for root in roots {
        let comparison = try TreeComparison(
          try DraftTree(widths: widths), root: root, of: model, ids: ids)
        for row in comparison.rows { accepted[row.id, default: []].append(row.accepted) }
      }
      for id in ids {
        values[id, default: []].append(Self.tokens(accepted[id, default: []], roots: roots.count))
      }
    }
    let average = roots.count == 1 ? "" : " Mean over \(roots.count) roots."
    return LineChart(
      title: "Tokens per step against tree size", subject: subject, xTitle: "drafted nodes",
      caption:
        "Binary trees of depth 1 to \(depth); each step emits one token more than it accepts."
        + average,
      places: (1...depth).map { String((2 << $0) - 2) },
      series: ids.map { .init(name: $0, values: values[$0] ?? []) })
  }

  /// One token more than accepted, in the mean; a scheme without an answer at one root has none.
  private static func tokens(_ accepted: [Enclosure], roots: Int) -> FigureNumber? {
    guard accepted.count == roots else { return nil }
    if roots == 1 {
      return FigureNumber(Enclosure(accepted[0].lower + 1, accepted[0].upper + 1))
    }
    let mean = accepted.map { rounded($0.lower) }.sum() / Rational(roots)
    return FigureNumber(mean + 1, isExact: false)
  }

  /// Down to a multiple of 2⁻⁶⁰: exact means have too many digits to be drawn.
  private static func rounded(_ number: Rational) -> Rational {
    let unit = Rational(1 << 60)
    return (number * unit).floor / unit
  }
}

extension ModelPair {
  /// Two models that say the same in every context: each position of the stream is this instance.
  init(everywhere instance: Instance) {
    self.init(
      targets: [instance.target], drafts: [instance.draft],
      successors: [Array(repeating: 0, count: instance.target.count)])
  }
}
