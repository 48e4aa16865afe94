// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// A step between a model's distribution and the one that is sampled from, done exactly.
///
/// Steps do not commute: they are applied in the order in which they are given, and each divides by the
/// exact sum of what it leaves.
///
/// ```swift
/// let law = try Distribution([1 / 2, 1 / 3, 1 / 6])
/// Warping.topK(2)(law).probabilities              // → [3/5, 2/5, 0]
/// Warping.power(2)(law).probabilities             // → [9/14, 2/7, 1/14]
/// Warping.minP(1 / 2)(law).probabilities          // → [3/5, 2/5, 0]
/// ```
public enum Warping: Sendable, Hashable {
  /// p^(1/T) with 1/T a whole number m ≥ 1, exactly. Other temperatures are not rational; see
  /// ``SoftmaxEnclosure``.
  case power(Int)
  /// The most probable token alone, of several the first: temperature 0.
  case mostProbable
  /// The k most probable tokens, of equal ones the first.
  case topK(Int)
  /// The fewest most probable tokens whose mass reaches P, 0 < P ≤ 1: the token that crosses is kept.
  case topP(Rational)
  /// The tokens of at least M times the largest probability, 0 ≤ M ≤ 1.
  case minP(Rational)

  /// The distribution after the step. Cost: a sort.
  public func callAsFunction(_ distribution: Distribution) -> Distribution {
    switch self {
    case .power(let exponent):
      precondition(exponent >= 1, "a temperature of at most 1")
      return Self.normalized(distribution.probabilities.map { $0.raised(to: exponent) })
    case .mostProbable: return Self.keeping([distribution.mode], of: distribution)
    case .topK(let count):
      precondition(count >= 1, "at least one token is kept")
      return Self.keeping(distribution.supportByProbability.prefix(count), of: distribution)
    case .topP(let share):
      precondition(share.signum > 0 && share <= 1, "a share of the mass")
      var kept: [Int] = []
      var mass: Rational = 0
      for token in distribution.supportByProbability where mass < share {
        kept.append(token)
        mass += distribution[token]
      }
      return Self.keeping(kept, of: distribution)
    case .minP(let share):
      precondition(share.signum >= 0 && share <= 1, "a share of the largest probability")
      let least = share * distribution[distribution.mode]
      return Self.keeping(
        distribution.support.filter { distribution[$0] >= least }, of: distribution)
    }
  }

  private static func keeping(
    _ tokens: some Sequence<Int>, of distribution: Distribution
  ) -> Distribution {
    var weights = [Rational](repeating: 0, count: distribution.count)
    for token in tokens { weights[token] = distribution[token] }
    return normalized(weights)
  }

  private static func normalized(_ weights: [Rational]) -> Distribution {
    do {
      return try Distribution(normalizing: weights)
    } catch {
      preconditionFailure("a token of positive probability is always kept: \(error)")
    }
  }
}
