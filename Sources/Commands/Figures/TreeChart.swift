// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Rationals
import SpeculativeDecoding

/// Tokens per step of binary trees of growing depth.
enum TreeChart {
  static let ids = ["single", "block", "rrs", "rrsw", "spechub", "otm-iid", "lookahead"]

  /// - Parameter roots: the states to average over.
  static func chart(
    of model: ModelPair, roots: [Int], depth: Int, ids: [String]
  ) throws -> LineChart {
    var values: [String: [Rational?]] = [:]
    for depth in 1...depth {
      let widths = Array(repeating: 2, count: depth)
      var sums: [String: [Rational]] = [:]
      for root in roots {
        let comparison = try TreeComparison(
          try DraftTree(widths: widths), widths: widths, root: root, of: model, ids: ids)
        for row in comparison.rows { sums[row.id, default: []].append(rounded(row.accepted.lower)) }
      }
      for id in ids {
        let all = sums[id, default: []]
        // A scheme without an answer at one root has no mean.
        values[id, default: []].append(
          all.count == roots.count ? all.sum() / Rational(all.count) + 1 : nil)
      }
    }
    return LineChart(
      title: "Tokens per step of binary trees, \(roots.count) roots", xTitle: "drafted nodes",
      yTitle: "tokens per step", places: (1...depth).map { String((2 << $0) - 2) },
      series: ids.map { .init(name: $0, values: values[$0] ?? []) })
  }

  /// Down to a multiple of 2⁻⁶⁰: exact means have too many digits to be drawn.
  private static func rounded(_ number: Rational) -> Rational {
    let unit = Rational(1 << 60)
    return (number * unit).floor / unit
  }
}
