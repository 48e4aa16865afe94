// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
public import Rationals

/// The capital of ``BettingProcess`` after the tokens of some ``Observations``, from the counts alone.
///
/// The order of the tokens cancels:
///
///     capital(κ) = Π_x (κp(x))(κp(x)+1)⋯(κp(x)+c_x−1) / p(x)^{c_x}  /  (κ(κ+1)⋯(κ+N−1)),
///
/// so its logarithm is a sum of logarithms of rising factorials, enclosed between rationals by
/// Stirling's series, whose error is at most the first term left out. Rejection by the lower end is
/// rigorous. Cost: O(observed tokens) logarithms.
public struct Evidence: Sendable {
  /// ln of the e-value, enclosed; `nil` when a token of p = 0 was observed, which is infinite evidence.
  public let logarithm: Enclosure?

  /// The capital after these observations.
  public init(_ observations: Observations) {
    guard observations.impossibleToken == nil else {
      logarithm = nil
      return
    }
    let priors = BettingProcess.priors(supportSize: observations.supportSize)
    let logLikelihood = Self.logLikelihood(of: observations)
    let ends = priors.map { Self.logBeliefs(on: observations, prior: $0) - logLikelihood }
    // The mean of the capitals lies between the largest over their number and the largest.
    let lower = ends.map(\.lower).max()!
    let upper = ends.map(\.upper).max()!
    let split = Enclosure.logarithm(of: Rational(priors.count))
    logarithm = Enclosure(lower - split.upper, upper)
  }

  /// Whether the e-value is certainly at least 1/`level`.
  public func rejects(at level: Rational) -> Bool {
    guard let logarithm else { return true }
    return logarithm.lower >= Enclosure.logarithm(of: 1 / level).upper
  }

  /// Σ c·ln p.
  private static func logLikelihood(of observations: Observations) -> Enclosure {
    var sum = Enclosure.zero
    for (token, count) in observations.counts.enumerated() where count > 0 {
      sum = sum + Enclosure.logarithm(of: observations.target[token]).scaled(by: Rational(count))
    }
    return sum
  }

  /// The logarithm of the probability that the gambler of this prior gave to what was seen.
  private static func logBeliefs(on observations: Observations, prior: Int) -> Enclosure {
    var sum = Enclosure.zero
    for (token, count) in observations.counts.enumerated() where count > 0 {
      sum = sum + logRisingFactorial(Rational(prior) * observations.target[token], count)
    }
    return sum - logRisingFactorial(Rational(prior), observations.size)
  }

  /// ln(a(a+1)⋯(a+m−1)), a > 0.
  static func logRisingFactorial(_ start: Rational, _ count: Int) -> Enclosure {
    // Stirling's series wants arguments of at least 20; below, the factors are multiplied out.
    let direct = min(count, max(0, 20 - (Int(start.floor.description) ?? 20)))
    var product: Rational = 1
    for step in 0..<direct { product *= start + Rational(step) }
    let head = direct == 0 ? .zero : Enclosure.logarithm(of: product)
    guard count > direct else { return head }
    return head + stirling(start + Rational(count)) - stirling(start + Rational(direct))
  }

  /// B₂ₖ/(2k(2k−1)) for k = 1 … 8, then the ninth for the error.
  private static let coefficients: [Rational] = [
    Rational(1, 12), Rational(-1, 360), Rational(1, 1260), Rational(-1, 1680), Rational(1, 1188),
    Rational(-691, 360_360), Rational(1, 156), Rational(-3617, 122_400),
  ]
  private static let nextCoefficient = Rational(43867, 244_188)

  /// ln Γ(z) − ½·ln(2π) for z ≥ 20.
  private static func stirling(_ z: Rational) -> Enclosure {
    var sum = Enclosure.logarithm(of: z).scaled(by: z - Rational(1, 2)) - Enclosure(exact: z)
    let inverse = Enclosure(exact: 1).scaled(by: 1 / z)
    let square = inverse * inverse
    var power = inverse
    for coefficient in coefficients {
      sum = sum + power.scaled(by: coefficient)
      power = power * square
    }
    let error = power.scaled(by: nextCoefficient).upper
    return sum + Enclosure(0, error)
  }
}
