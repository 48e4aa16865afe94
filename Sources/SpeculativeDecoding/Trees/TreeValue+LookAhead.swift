// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
public import Rationals

/// Look-ahead: what is accepted at a node should be worth most, not be most.
///
/// A token x accepted in state s is worth w(x) = 1 + E(subtree, s·x). The masses that can be accepted
/// form the polymatroid A ≤ p, A(S) ≤ f(S), on which Σ w·A is largest for the greedy vector: tokens by
/// falling w, each as much as fits, A(x) = g(S + x) − g(S) with g(S) = min_{T ⊆ S} f(T) + p(S∖T).
/// With w constant this is the optimum of one position; on trees it is better, since the mass goes
/// where the drafts go on well.
extension TreeValue {
  /// E of the best rule that verifies node by node, for drafts drawn independently or without
  /// replacement; two drafts at most without.
  ///
  /// All subtrees of a node must be equal. Cost: O(n²) evaluations of f a state and shape.
  public func acceptedByLookAhead(_ sampling: Sampling) throws -> Rational {
    var positions: [[Int]: Position] = [:]
    return try accepted { state, drafts, byDraft, worth in
      guard !byDraft else {
        throw SchemeError.undefined("look-ahead needs equal subtrees at every node")
      }
      let key = [state, drafts]
      let position = positions[key] ?? self.position(state, drafts: drafts)
      positions[key] = position
      return .total(try Self.greedyMass(sampling, at: position, worth: worth[0]))
    }
  }

  /// The greedy vector for these weights.
  static func greedyMass(
    _ sampling: Sampling, at position: Position, worth: [Rational]
  ) throws(SchemeError) -> [Rational] {
    let reach = try PrefixReach(sampling, at: position)
    var isTaken = [Bool](repeating: false, count: position.target.count)
    var mass = [Rational](repeating: 0, count: position.target.count)
    var total: Rational = 0
    let byWorth = position.order.tokens.sorted {
      worth[$0] != worth[$1] ? worth[$0] > worth[$1] : $0 < $1
    }
    for token in byWorth {
      isTaken[token] = true
      let next = reach.largestMass(within: isTaken)
      mass[token] = next - total
      total = next
    }
    return mass
  }
}

/// g(S) = min_{T ⊆ S} f(T) + p(S∖T) for laws of which a prefix of S by falling p/q is best.
private struct PrefixReach {
  private let position: Position
  /// q(x)/(1 − q(x)) and its total, for drafts without replacement.
  private let odds: [Rational]
  private let allOdds: Rational
  private let isWithReplacement: Bool

  init(_ sampling: Sampling, at position: Position) throws(SchemeError) {
    self.position = position
    switch sampling {
    case .iid:
      isWithReplacement = true
      (odds, allOdds) = ([], 0)
    case .withoutReplacement:
      guard position.drafts <= 2 else {
        throw .undefined("look-ahead without replacement is for two drafts")
      }
      isWithReplacement = position.drafts == 1 || position.draft.support.count == 1
      odds =
        isWithReplacement ? [] : position.draft.probabilities.map { $0 / (1 - $0) }
      allOdds = odds.sum()
    default: throw .undefined("look-ahead is for iid drafts and drafts without replacement")
    }
  }

  func largestMass(within isTaken: [Bool]) -> Rational {
    let (target, draft) = (position.target, position.draft)
    var (q, p, r): (Rational, Rational, Rational) = (0, 0, 0)
    var least: Rational?
    // f(T) − p(T) over the prefixes T, plus p(S) at the end.
    for token in position.order.tokens where isTaken[token] {
      q += draft[token]
      p += target[token]
      if !isWithReplacement { r += odds[token] }
      let value = reach(q, r) - p
      least = least.map { min($0, value) } ?? value
    }
    return min(0, least ?? 0) + p
  }

  private func reach(_ q: Rational, _ r: Rational) -> Rational {
    isWithReplacement
      ? 1 - (1 - q).raised(to: position.drafts) : q * (1 + allOdds - r)
  }
}
