// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding
import TestSupport
import Testing

@Suite("SpecHub's closed form in floating point")
struct SpecHubRateTests {
  private func doubles(_ distribution: Distribution) -> [Double] {
    distribution.probabilities.map(\.nearestDouble)
  }

  @Test("one row is near the fraction, and its masses sum to it")
  func rows() throws {
    try forAll("Double is near Rational", cases: 1000, { $0.pair(upTo: 20) }) { target, draft in
      let (p, q) = (doubles(target), doubles(draft))
      for hub in 0..<target.count {
        let exact = SpecHubPlan.acceptanceRate(target: target, draft: draft, hub: hub)
        // 1 − q(a) loses digits when q(a) is nearly 1, in proportion.
        let isCertain = 1 - q[hub] < 1e-9
        let near = SpecHubPlan.acceptanceRate(target: p.span, draft: q.span, hub: hub)
        let error = (near - exact.nearestDouble).magnitude
        try demand(isCertain || error < 1e-6, "hub \(hub): \(near) for \(exact)")
        var accepted = [Double](repeating: 0, count: p.count)
        var span = accepted.mutableSpan
        let sum = SpecHubPlan.acceptedMasses(
          target: p.span, draft: q.span, hub: hub, into: &span)
        try demand((sum - near).magnitude < 1e-12, "masses sum to \(sum), not \(near)")
        let plan = SpecHubPlan(target: target, draft: draft, hub: hub)
        let residual = plan.residualMass
        for token in 0..<p.count where !isCertain {
          let mass = (target[token] - residual[token]).nearestDouble
          try demand((accepted[token] - mass).magnitude < 1e-6, "token \(token)")
        }
      }
    }
  }

  @Test("a batch gives what the rows give one by one, around each row's own most probable token")
  func batch() throws {
    try forAll(
      "batch = rows", cases: 200,
      { choices in
        let size = choices.integer(in: 1...9)
        return (0..<choices.integer(in: 1...5)).map { _ in
          (choices.distribution(size: size), choices.distribution(size: size))
        }
      }
    ) { rows in
      let size = rows[0].0.count
      let targets = rows.flatMap { $0.0.map(\.nearestDouble) }
      let drafts = rows.flatMap { $0.1.map(\.nearestDouble) }
      var rates = [Double](repeating: 0, count: rows.count)
      var span = rates.mutableSpan
      SpecHubPlan.acceptanceRates(
        targets: targets.span, drafts: drafts.span, vocabulary: size, into: &span)
      for (row, rate) in rates.enumerated() {
        let target = Array(targets[row * size..<(row + 1) * size])
        let draft = Array(drafts[row * size..<(row + 1) * size])
        try demand(
          rate == SpecHubPlan.acceptanceRate(target: target.span, draft: draft.span),
          "row \(row)")
      }
    }
  }
}
