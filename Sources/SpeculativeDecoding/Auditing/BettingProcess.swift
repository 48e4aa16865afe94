// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// An e-process against "the tokens are independent draws from p": the capital of a gambler who bets
/// on each token at fair odds.
///
/// Before the (m+1)-th token, having seen c_x of each token x, the gambler believes in
/// (κ·p(x) + c_x)/(κ + m) and stakes accordingly, so token x multiplies the capital by
///
///     (κ·p(x) + c_x) / (p(x)·(κ + m)),
///
/// whose mean under p is 1: the capital is a martingale that starts at 1, and by Ville's inequality it
/// ever reaches 1/level with probability at most the level. One may look after every token and stop
/// when one likes. Capital is split evenly between gamblers of prior weights κ = s, 16s, 256s, 4096s,
/// s the number of possible tokens: large κ sees small deviations.
///
/// The capital is kept as a lower bound: every product is rounded down, so a rejection is rigorous.
/// Cost: O(1) a token. Source: Ville 1939; Ramdas et al. 2023 (e-processes); Dirichlet mixtures.
public struct BettingProcess: Sendable {
  private let target: Distribution
  private let priors: [Int]
  private var counts: [Int]
  private var seen = 0
  /// capital = mantissa·2^exponent, mantissa a whole number.
  private var capitals: [(mantissa: Rational, exponent: Int)]
  private var isRuined = false

  /// A gambler with capital 1 before the first token.
  public init(target: Distribution) {
    self.target = target
    priors = Self.priors(supportSize: target.support.count)
    counts = Array(repeating: 0, count: target.count)
    capitals = priors.map { _ in (1, 0) }
  }

  static func priors(supportSize: Int) -> [Int] { (0..<4).map { supportSize << (4 * $0) } }

  /// Whether a token of p = 0 was seen: infinite capital, a proof.
  public private(set) var hasSeenImpossible = false

  /// Bets on one more token.
  public mutating func observe(_ token: Int) {
    guard !target[token].isZero else {
      hasSeenImpossible = true
      return
    }
    let probability = target[token]
    for index in priors.indices {
      let prior = Rational(priors[index])
      let factor =
        (prior * probability + Rational(counts[token])) / (probability * (prior + Rational(seen)))
      capitals[index] = Self.rounded(capitals[index].mantissa * factor, capitals[index].exponent)
    }
    counts[token] += 1
    seen += 1
  }

  /// The same value or a little less, with a mantissa of about 60 bits.
  private static func rounded(_ value: Rational, _ exponent: Int) -> (Rational, Int) {
    let bits = value.numerator.bitWidth - value.denominator.bitWidth
    let shift = 60 - bits
    let scaled = value * Rational(2).raised(to: shift)
    return (scaled.floor, exponent - shift)
  }

  /// Whether the capital has certainly reached 1/`level`.
  public func rejects(at level: Rational) -> Bool {
    if hasSeenImpossible { return true }
    var total: Rational = 0
    for (mantissa, exponent) in capitals where exponent > -2000 {
      // Beyond any level of interest; a huge power would only cost time.
      if exponent > 100_000 { return true }
      total += mantissa * Rational(2).raised(to: exponent)
    }
    return total * level >= Rational(priors.count)
  }
}
