// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Foundation
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

@Suite("Samples")
struct SampleTests {
  /// A fixed stream of numbers, so that a statistical test either always passes or never.
  private struct Stream: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var mixed = state
      mixed = (mixed ^ (mixed >> 33)) &* 0xff51_afd7_ed55_8ccd
      return mixed ^ (mixed >> 29)
    }
  }

  private static func draw(_ law: [Rational], _ stream: inout Stream) -> Int {
    let point = Rational(Int.random(in: 0..<(1 << 30), using: &stream), 1 << 30)
    var sum: Rational = 0
    for (token, probability) in law.enumerated() {
      sum += probability
      if point < sum { return token }
    }
    return law.count - 1
  }

  @Test("peeking after every token at level 1/20 on 400 true streams: at most 5 % false alarms")
  func falseAlarms() throws {
    let target = try Distribution([7 / 16, 5 / 16, 3 / 16, 1 / 16])
    var stream = Stream(state: 0x5eed)
    var alarms = 0
    for _ in 0..<400 {
      var process = BettingProcess(target: target)
      for _ in 0..<120 {
        process.observe(Self.draw(target.probabilities, &stream))
        if process.rejects(at: 1 / 20) {
          alarms += 1
          break
        }
      }
    }
    print("false alarms: \(alarms) of 400 streams, looking 120 times each at level 1/20")
    #expect(alarms <= 20)
  }

  @Test(
    "the duplicate-skipping rule of case 09 is rejected from its samples, the right rule is not")
  func negativeControl() throws {
    let target = try Distribution([0, 1 / 3, 2 / 3])
    var stream = Stream(state: 9)
    func counts(_ law: [Rational]) -> [Int] {
      var counts = [0, 0, 0]
      for _ in 0..<1000 { counts[Self.draw(law, &stream)] += 1 }
      return counts
    }
    let broken = Observations(target: target, counts: counts([0, 2 / 9, 7 / 9]))
    #expect(Evidence(broken).rejects(at: 1 / 1_000_000))
    #expect(GoodnessOfFit(broken).asymptoticPValue < 1e-6)
    let right = Observations(target: target, counts: counts(target.probabilities))
    #expect(!Evidence(right).rejects(at: 1 / 20))
    #expect(GoodnessOfFit(right).asymptoticPValue > 0.01)
  }

  @Test("evidence from counts encloses the capital of the gambler, whatever the order")
  func evidence() throws {
    try forAll(
      "e-values two ways", cases: 200,
      { choices in
        let size = choices.integer(in: 1...4)
        let target = choices.distribution(size: size)
        return (
          target, (0..<choices.integer(in: 0...40)).map { _ in choices.integer(in: 0...(size - 1)) }
        )
      }
    ) { weights, tokens in
      let target = try Distribution(weights)
      let possible = tokens.filter { !target[$0].isZero }
      var counts = [Int](repeating: 0, count: target.count)
      for token in possible { counts[token] += 1 }
      let priors = BettingProcess.priors(supportSize: target.support.count)
      var mean: Rational = 0
      for prior in priors {
        var capital: Rational = 1
        var seen = [Int](repeating: 0, count: target.count)
        for (step, token) in possible.enumerated() {
          capital *=
            (Rational(prior) * target[token] + Rational(seen[token]))
            / (target[token] * Rational(prior + step))
          seen[token] += 1
        }
        mean += capital / Rational(priors.count)
      }
      let exact = Enclosure.logarithm(of: mean)
      let evidence = Evidence(Observations(target: target, counts: counts)).logarithm!
      try demand(evidence.lower <= exact.upper && exact.lower <= evidence.upper, "not enclosed")
      var process = BettingProcess(target: target)
      for token in possible { process.observe(token) }
      // The running capital is a lower bound, and a tight one.
      try demand(!process.rejects(at: 1 / (mean * (1 + 1 / 1_000_000))), "above the capital")
      try demand(process.rejects(at: (1 + 1 / 1_000_000) / mean), "far below the capital")
    }
  }

  @Test("rising factorials and logarithms are enclosed, tightly")
  func logarithms() throws {
    try forAll(
      "ln(ab) = ln a + ln b",
      { choices in
        let a = choices.awkwardRational().magnitude
        let b = choices.awkwardRational().magnitude
        return (a.isZero ? 1 : a, b.isZero ? 1 : b)
      }
    ) { a, b in
      let sum = Enclosure.logarithm(of: a) + Enclosure.logarithm(of: b)
      let whole = Enclosure.logarithm(of: a * b)
      try demand(sum.lower <= whole.upper && whole.lower <= sum.upper, "disjoint")
      let width = whole.upper - whole.lower
      try demand(width <= Rational(1, 1 << 62) / Rational(1 << 20), "width \(width.nearestDouble)")
      if abs(a.nearestDouble) > 1e-300, a.nearestDouble < 1e300 {
        let error = abs(Enclosure.logarithm(of: a).middle.nearestDouble - log(a.nearestDouble))
        try demand(error <= 1e-13 * (1 + abs(log(a.nearestDouble))), "\(error)")
      }
    }
    try forAll(
      "rising factorials", cases: 200,
      { choices in
        (
          Rational(choices.integer(in: 1...400), choices.integer(in: 1...9)),
          choices.integer(in: 0...60)
        )
      }
    ) { start, count in
      let product = (0..<count).reduce(Rational(1)) { $0 * (start + Rational($1)) }
      let exact = Enclosure.logarithm(of: product)
      let found = Evidence.logRisingFactorial(start, count)
      try demand(found.lower <= exact.upper && exact.lower <= found.upper, "not enclosed")
      try demand(found.upper - found.lower < Rational(1, 1 << 60), "wide")
    }
  }

  @Test("the exact test on coins, counted by hand")
  func exactTest() throws {
    let fair = try Distribution([1 / 2, 1 / 2])
    // 0 heads of 5: the outcomes at most as likely are 0 and 5 heads.
    #expect(
      GoodnessOfFit(Observations(target: fair, counts: [0, 5])).exactPValue() == Rational(1, 16))
    #expect(GoodnessOfFit(Observations(target: fair, counts: [3, 2])).exactPValue() == 1)
    let die = try Distribution([Rational](repeating: 1 / 6, count: 6))
    let many = Observations(target: die, counts: [100, 100, 100, 100, 100, 100])
    #expect(GoodnessOfFit(many).exactPValue() == nil)
    #expect(GoodnessOfFit(many).statistic.isZeroForSure)
    #expect(abs(GoodnessOfFit(many).asymptoticPValue - 1) < 1e-12)
  }

  @Test("χ² by known values, and power inverts sample size")
  func chiSquared() {
    // Upper 5 % and 10⁻⁶ points from tables.
    #expect(
      abs(ChiSquared(degreesOfFreedom: 1).quantile(upperTail: 0.05) - 3.841_458_820_694) < 1e-9)
    #expect(abs(ChiSquared(degreesOfFreedom: 10).upperTail(18.307_038_053_275) - 0.05) < 1e-10)
    // Two degrees of freedom: e^{−x/2}.
    #expect(abs(ChiSquared(degreesOfFreedom: 2).upperTail(27.631_021_115_93) - 1e-6) < 1e-15)
    let power = TestPower(supportSize: 8, level: 1 / 1_000_000, power: 9 / 10)
    let samples = power.samples(totalVariation: 1 / 100)
    #expect(abs(power.smallestTotalVariation(samples: Int(samples)) - 0.01) < 1e-6)
    #expect(power.fewestSamples(totalVariation: 1 / 100)! < Rational(exactly: samples)!)
    #expect(power.fewestSamples(totalVariation: 1 / 2) == nil)
  }

  @Test("a G test at level 10⁻⁶ for two tokens has the power it claims, by simulation of the tail")
  func claimedPower() {
    // One degree of freedom: P(|Z + √λ| ≥ z) in closed form.
    let chi = ChiSquared(degreesOfFreedom: 1)
    let level = 1e-6
    let noncentrality = chi.noncentrality(level: level, power: 0.9)
    let z = chi.quantile(upperTail: level).squareRoot()
    let shift = noncentrality.squareRoot()
    let power =
      0.5 * erfc((z - shift) / 2.0.squareRoot()) + 0.5 * erfc((z + shift) / 2.0.squareRoot())
    #expect(abs(power - 0.9) < 1e-8)
  }
}
