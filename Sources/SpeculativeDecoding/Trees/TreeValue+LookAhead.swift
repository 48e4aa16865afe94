// SPDX-License-Identifier: GPL-3.0-or-later

public import ExactSolving
import OptimalTransport
public import Rationals

/// Look-ahead: what is accepted at a node should be worth most, not be most.
///
/// A token x accepted in state s is worth w(x) = 1 + E(subtree, s·x). The masses that can be accepted
/// form the polymatroid A ≤ p, A(S) ≤ f(S), on which Σ w·A is largest for the greedy vector: tokens by
/// falling w, each as much as fits, A(x) = g(S + x) − g(S) with g(S) = min_{T ⊆ S} f(T) + p(S∖T).
/// With w constant this is the optimum of one position; on trees it is better, since the mass goes
/// where the drafts go on well.
///
/// Where the subtrees of a node differ, the same token is worth more from one draft than from another,
/// and the best rule is a transport of tuples to tokens whose moves have worths of their own; see
/// ``SlotChoice``. It is solved as a linear program, with a certificate.
extension TreeValue {
  /// E of the best rule that verifies node by node, for drafts drawn independently or without
  /// replacement.
  ///
  /// Cost: where the subtrees of a node are equal, O(n²) evaluations of f a state and shape; where they
  /// differ, and for three drafts or more without replacement, a linear program with a variable for each
  /// tuple and draft.
  public func acceptedByLookAhead(
    _ sampling: Sampling, solver: ExactSolver = ExactSolver(oracle: NoOracle())
  ) throws -> Rational {
    var positions: [[Int]: Position] = [:]
    var laws: [[Int]: DraftLaw] = [:]
    return try accepted { state, drafts, byDraft, worth in
      let key = [state, drafts]
      let position = positions[key] ?? self.position(state, drafts: drafts)
      positions[key] = position
      if !byDraft, PrefixReach.isKnown(sampling, drafts: drafts) {
        return .total(try Self.greedyMass(sampling, at: position, worth: worth[0]))
      }
      let law = try laws[key] ?? Self.law(sampling, at: position)
      laws[key] = law
      let byDraft = byDraft ? worth : Array(repeating: worth[0], count: drafts)
      return .byDraft(
        try SlotChoice(law: law, worth: byDraft).masses(
          filling: position.target.probabilities, .atMostDemand, by: solver))
    }
  }

  private static func law(
    _ sampling: Sampling, at position: Position
  ) throws(SchemeError) -> DraftLaw {
    let tuples = DraftLaw.tupleCount(
      of: position.draft, drafts: position.drafts, sampling: sampling)
    guard tuples <= SchemeError.tupleLimit else { throw .tooManyTuples(tuples) }
    do {
      return try DraftLaw(sampling, draft: position.draft, drafts: position.drafts)
    } catch {
      throw .undefined("\(error)")
    }
  }

  /// The greedy vector for these weights.
  static func greedyMass(
    _ sampling: Sampling, at position: Position, worth: [Rational]
  ) throws(SchemeError) -> [Rational] {
    guard PrefixReach.isKnown(sampling, drafts: position.drafts) else {
      throw .undefined("no prefix of the tokens is known to be best for these drafts")
    }
    let reach = PrefixReach(sampling, at: position)
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

  /// Whether a prefix is best for these drafts and f is known for it.
  static func isKnown(_ sampling: Sampling, drafts: Int) -> Bool {
    sampling == .iid || sampling == .withoutReplacement && drafts <= 2
  }

  init(_ sampling: Sampling, at position: Position) {
    self.position = position
    isWithReplacement =
      sampling == .iid || position.drafts == 1 || position.draft.support.count == 1
    odds = isWithReplacement ? [] : position.draft.probabilities.map { $0 / (1 - $0) }
    allOdds = odds.sum()
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
