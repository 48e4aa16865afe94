// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
public import Rationals

/// Tests for a number of samples fixed beforehand: not valid when one peeks and stops.
public struct GoodnessOfFit: Sendable {
  private let observations: Observations

  /// No token of p = 0 may have been observed: that is a proof and needs no test.
  public init(_ observations: Observations) {
    precondition(observations.impossibleToken == nil, "an impossible token needs no test")
    self.observations = observations
  }

  /// G = 2·Σ c·ln(c/(N·p)), enclosed.
  public var statistic: Enclosure {
    var sum = Enclosure.zero
    let size = Rational(observations.size)
    for (token, count) in observations.counts.enumerated() where count > 0 {
      let count = Rational(count)
      let ratio = count / (size * observations.target[token])
      sum = sum + Enclosure.logarithm(of: ratio).scaled(by: 2 * count)
    }
    return sum
  }

  /// The number of possible tokens less one.
  public var degreesOfFreedom: Int { observations.supportSize - 1 }

  /// P(χ² ≥ G): the asymptotic p-value of the G test, in floating point.
  public var asymptoticPValue: Double {
    degreesOfFreedom == 0
      ? 1
      : ChiSquared(degreesOfFreedom: degreesOfFreedom)
        .upperTail(max(0, statistic.middle.nearestDouble))
  }

  /// The exact p-value of the multinomial test: the probability under p of all outcomes at most as
  /// likely as the observed one; `nil` when there are more than `limit` outcomes.
  ///
  /// Cost: one term an outcome, C(N+s−1, s−1) of them.
  public func exactPValue(limit: Int = 20_000) -> Rational? {
    let support = observations.target.support
    guard Self.outcomes(observations.size, support.count, limit: limit) else { return nil }
    let probabilities = support.map { observations.target[$0] }
    let observed = likelihood(support.map { observations.counts[$0] }, probabilities)
    var total: Rational = 0
    var counts = [Int](repeating: 0, count: support.count)
    func visit(_ position: Int, _ left: Int) {
      if position == counts.count - 1 {
        counts[position] = left
        let value = likelihood(counts, probabilities)
        if value <= observed { total += value }
        return
      }
      for count in 0...left {
        counts[position] = count
        visit(position + 1, left - count)
      }
    }
    visit(0, observations.size)
    return total
  }

  /// N!/Π c! · Π p^c.
  private func likelihood(_ counts: [Int], _ probabilities: [Rational]) -> Rational {
    var value: Rational = 1
    var placed = 0
    for (count, probability) in zip(counts, probabilities) where count > 0 {
      for step in 1...count {
        placed += 1
        value *= Rational(placed, step)
      }
      value *= probability.raised(to: count)
    }
    return value
  }

  /// Whether C(N+s−1, s−1) ≤ limit.
  private static func outcomes(_ size: Int, _ support: Int, limit: Int) -> Bool {
    guard size <= 2000 else { return false }
    var count: Rational = 1
    for step in 1..<max(1, support) {
      count = count * Rational(size + step) / Rational(step)
      if count > Rational(limit) { return false }
    }
    return true
  }
}
