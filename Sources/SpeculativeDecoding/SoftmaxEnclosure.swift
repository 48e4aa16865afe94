// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import OptimalTransport
public import Rationals

/// The softmax of given log-weights at a temperature, enclosed between rationals.
///
/// e^x of a rational x ≠ 0 is irrational, so no probability is known exactly. With ℓᵢ enclosures
/// [aᵢ, bᵢ] of e^((ℓᵢ − max)/T),
///
///     aᵢ/(aᵢ + Σ_{j≠i} bⱼ) ≤ pᵢ ≤ bᵢ/(bᵢ + Σ_{j≠i} aⱼ).
///
/// e^x for x ≤ 0 is computed in units of 2^−precision, rounded outwards: x is halved until it is at most
/// 1/16 in size, the alternating series is cut where its terms fall below a unit, and the result is
/// squared back.
public struct SoftmaxEnclosure: Sendable {
  /// pᵢ.
  public let probabilities: [Enclosure]

  /// - Parameters:
  ///   - logWeights: ℓ, at least one.
  ///   - temperature: T > 0.
  ///   - precision: bits of the units that are computed in; the enclosures are a little wider.
  public init(logWeights: [Rational], temperature: Rational, precision: Int = 128) {
    precondition(!logWeights.isEmpty, "a distribution has a token")
    precondition(temperature.signum > 0, "temperature 0 is Warping.mostProbable")
    let largest = logWeights.max()!
    let exponentials = logWeights.map {
      Self.exponential(($0 - largest) / temperature, precision: precision)
    }
    let lower = exponentials.map(\.lower).sum()
    let upper = exponentials.map(\.upper).sum()
    probabilities = exponentials.map { own in
      Enclosure(
        own.lower / (own.lower + upper - own.upper), own.upper / (own.upper + lower - own.lower))
    }
  }

  /// A distribution inside the enclosures' width of the softmax, and the largest distance of one of its
  /// probabilities from the true one.
  ///
  /// Its entries are whole numbers over one total, the lower ends in units of 2⁻⁹⁶ and what is missing
  /// to 1 given to the most probable token.
  public var representative: (distribution: Distribution, error: Rational) {
    let unit = Rational(2).raised(to: 96)
    var weights = probabilities.map { ($0.lower * unit).floor / unit }
    let largest = weights.indices.max { weights[$0] < weights[$1] }!
    weights[largest] += 1 - weights.sum()
    let error = zip(weights, probabilities).map { weight, probability in
      max((probability.upper - weight).magnitude, (weight - probability.lower).magnitude)
    }.max()!
    do {
      return (try Distribution(weights), error)
    } catch {
      preconditionFailure("lower ends sum to at most 1: \(error)")
    }
  }

  /// e^x for x ≤ 0.
  static func exponential(_ exponent: Rational, precision: Int) -> Enclosure {
    precondition(exponent.signum <= 0, "e^x for x ≤ 0")
    if exponent.isZero { return Enclosure(1) }
    var halvings = 0
    var reduced = -exponent
    while reduced > Rational(1, 16) {
      // Below 2^−precision nothing but 0 is left; halving that far would only cost.
      if halvings > 2 * precision { return Enclosure(0, Rational(2).raised(to: -precision)) }
      reduced /= 2
      halvings += 1
    }
    // Squaring doubles the error each time.
    let working = precision + 2 * halvings + 16
    let unit = Rational(2).raised(to: working)
    func down(_ number: Rational) -> Rational { max(0, (number * unit).floor / unit) }
    func up(_ number: Rational) -> Rational { -((-number * unit).floor / unit) }
    // 1 − r + r²/2 − …: the partial sums lie on both sides of e^(−r), within one term.
    var (sum, term): (Rational, Rational) = (1, 1)
    var lower: Rational = 0
    var upper: Rational = 1
    var index = 1
    while term * unit > 1 {
      term = term * reduced / Rational(index)
      // A short term costs less than an exact one; each is off by less than two units.
      term = up(term)
      sum += index % 2 == 1 ? -term : term
      let slack = Rational(2 * index) / unit
      lower = sum - term - slack
      upper = sum + term + slack
      index += 1
    }
    var result = Enclosure(down(lower), up(upper))
    for _ in 0..<halvings {
      result = Enclosure(down(result.lower * result.lower), up(result.upper * result.upper))
    }
    return result
  }
}
