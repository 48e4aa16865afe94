// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

@Suite("Temperature and truncation")
struct WarpingTests {
  private let law = [Rational(1, 10), Rational(2, 5), Rational(1, 5), Rational(3, 10)]

  @Test(
    "each step, by hand",
    arguments: [
      (Warping.power(2), "1/30 8/15 2/15 3/10"), (.mostProbable, "0 1 0 0"),
      (.topK(2), "0 4/7 0 3/7"), (.topK(9), "1/10 2/5 1/5 3/10"),
      (.topP(Rational(2, 5)), "0 1 0 0"), (.topP(Rational(1, 2)), "0 4/7 0 3/7"),
      (.topP(1), "1/10 2/5 1/5 3/10"), (.minP(Rational(1, 2)), "0 4/9 2/9 1/3"),
      (.minP(0), "1/10 2/5 1/5 3/10"), (.minP(1), "0 1 0 0"),
    ])
  func byHand(_ warping: Warping, _ expected: String) throws {
    let result = warping(try Distribution(law)).probabilities
    #expect(result.map(\.description).joined(separator: " ") == expected)
  }

  @Test("steps do not commute: top-k then top-p is not top-p then top-k")
  func order() throws {
    let law = try Distribution(law)
    let half = Warping.topP(Rational(11, 20))
    #expect(half(Warping.topK(2)(law)) != Warping.topK(2)(half(law)))
  }

  @Test("e^x is enclosed: e^(x + y) = e^x·e^y, e^(−1) to forty digits, and widths are tiny")
  func exponential() throws {
    let inverse = SoftmaxEnclosure.exponential(-1, precision: 160)
    #expect(inverse.decimal(places: 40) == "0.3678794411714423215955237701614608674458")
    try forAll(
      "e^(x + y) = e^x·e^y", cases: 200,
      { choices in
        (
          -Rational(choices.integer(in: 0...4000), choices.integer(in: 1...100)),
          -Rational(choices.integer(in: 0...4000), choices.integer(in: 1...100))
        )
      }
    ) { x, y in
      func exp(_ number: Rational) -> Enclosure {
        SoftmaxEnclosure.exponential(number, precision: 128)
      }
      let (a, b, both) = (exp(x), exp(y), exp(x + y))
      try demand(a.lower * b.lower <= both.upper && both.lower <= a.upper * b.upper, "apart")
      try demand(both.upper - both.lower <= Rational(2).raised(to: -120), "wide")
    }
  }

  @Test(
    "a softmax lies in its enclosure, and its representative sums to 1 within the error it states")
  func softmax() throws {
    try forAll(
      "softmax", cases: 100,
      { choices in
        (
          (0..<choices.integer(in: 1...6)).map { _ in choices.smallRational() },
          Rational(choices.integer(in: 1...20), 10)
        )
      }
    ) { weights, temperature in
      let softmax = SoftmaxEnclosure(logWeights: weights, temperature: temperature)
      let lower = softmax.probabilities.map(\.lower).sum()
      let upper = softmax.probabilities.map(\.upper).sum()
      try demand(lower <= 1 && 1 <= upper, "\(lower) … \(upper)")
      let (distribution, error) = softmax.representative
      try demand(error < Rational(2).raised(to: -80), "the error is \(error)")
      // Ratios of probabilities are e^(difference/T).
      let order = weights.indices.sorted { weights[$0] < weights[$1] }
      for (low, high) in zip(order, order.dropFirst()) {
        let ratio = SoftmaxEnclosure.exponential(
          (weights[low] - weights[high]) / temperature, precision: 128)
        let (p, q) = (softmax.probabilities[low], softmax.probabilities[high])
        try demand(
          p.lower <= ratio.upper * q.upper && ratio.lower * q.lower <= p.upper, "ratio")
      }
      try demand(distribution.count == weights.count, "count")
    }
  }
}
