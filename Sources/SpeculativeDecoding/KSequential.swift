// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// K-SEQ: accept the i-th of k independent drafts with probability min(1, p(x)/(ρ·q(x))), all with the
/// same ρ, the least for which the residual stays non-negative.
///
/// With β(ρ) = Σ min(p/ρ, q) the condition is 1 − (1 − β)ᵏ ≤ ρ·β; the left side less the right falls
/// as ρ grows, so the least valid ρ* is its root in [1, k] and the acceptance is
/// Σ min(p, ρ*·q). The root is algebraic of degree up to k, and in general irrational: it is enclosed
/// between rationals, and recognised exactly when it is a fraction of moderate size.
///
/// Source: SpecTr (Sun et al. 2023).
///
/// ```swift
/// let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
/// let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
/// let rule = KSequential(target: target, draft: draft, drafts: 2)
/// rule.gap(at: 2).signum                             // → -1
/// rule.acceptanceRate().lower.decimal(places: 9)     // → 0.815036763
/// rule.acceptanceRate().upper.decimal(places: 9)     // → 0.815036763
/// ```
public struct KSequential: Sendable {
  /// p.
  public let target: Distribution
  /// q.
  public let draft: Distribution
  /// k.
  public let drafts: Int
  private let order: LikelihoodOrder

  /// The rule for k independent drafts. Traps unless both laws share a vocabulary and k ≥ 1.
  public init(target: Distribution, draft: Distribution, drafts: Int) {
    precondition(drafts >= 1, "at least one draft")
    self.target = target
    self.draft = draft
    self.drafts = drafts
    order = LikelihoodOrder(target: target, draft: draft)
  }

  init(_ position: Position) {
    target = position.target
    draft = position.draft
    drafts = position.drafts
    order = position.order
  }

  /// Σ min(p, ρ·q) = 1 − R(ρ). Cost: a binary search.
  public func acceptanceRate(at factor: Rational) -> Rational {
    1 - order.excess(over: factor)
  }

  /// 1 − (1 − β)ᵏ − ρ·β: positive exactly below ρ*, and the rule is lossless when it is ≤ 0.
  public func gap(at factor: Rational) -> Rational {
    let accepted = acceptanceRate(at: factor)
    return 1 - (1 - accepted / factor).raised(to: drafts) - accepted
  }

  /// Rationals around ρ* at most 2^−bits·(k−1) apart; equal when ρ* is a fraction and was found.
  ///
  /// With disjoint supports every ρ is as good as any other; k is answered.
  public func optimalFactor(bits: Int = 64) -> (lower: Rational, upper: Rational) {
    var lower: Rational = 1
    var upper = Rational(drafts)
    if gap(at: lower).signum <= 0 {
      return acceptanceRate(at: lower).isZero ? (upper, upper) : (lower, lower)
    }
    if gap(at: upper).signum >= 0 { return (upper, upper) }
    for _ in 0..<bits {
      let middle = (lower + upper) / 2
      switch gap(at: middle).signum {
      case 0: return (middle, middle)
      case 1: lower = middle
      default: upper = middle
      }
    }
    let simplest = Self.simplestFraction(from: lower, to: upper)
    return gap(at: simplest).isZero ? (simplest, simplest) : (lower, upper)
  }

  /// The acceptance at ρ*: enclosed, and exact when both ends agree.
  public func acceptanceRate(bits: Int = 64) -> (lower: Rational, upper: Rational) {
    let factor = optimalFactor(bits: bits)
    return (acceptanceRate(at: factor.lower), acceptanceRate(at: factor.upper))
  }

  /// The fraction of least denominator in [lower, upper], 0 < lower ≤ upper, by continued fractions.
  static func simplestFraction(from lower: Rational, to upper: Rational) -> Rational {
    let whole = lower.floor
    if whole == lower { return whole }
    if whole + 1 <= upper { return whole + 1 }
    return whole + 1 / simplestFraction(from: 1 / (upper - whole), to: 1 / (lower - whole))
  }
}
