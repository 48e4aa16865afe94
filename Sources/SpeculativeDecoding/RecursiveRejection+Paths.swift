// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals

/// Drafting without replacement: the residual depends on which tokens were rejected before.
///
/// Along a path of rejected tokens the residual stays of the form (p − c·q)⁺/R(c): a draft of law
/// h·q, h = 1/(1 − mass removed), turns c into c + R(c)·h. So a path is known by c and the mass that
/// is left, and what happens after it costs a binary search in ``LikelihoodOrder``.
extension RecursiveRejection {
  /// A path of rejected tokens, and what is known after it.
  struct RejectedPath {
    var tokens: [Int] = []
    /// The probability that exactly these were drafted and rejected, in this order.
    var probability: Rational = 1
    /// c: the residual is (p − c·q)⁺/`excess`.
    var threshold: Rational = 0
    /// R(c) > 0.
    var excess: Rational = 1
    /// 1 − the q of the rejected tokens, the factor of the next draft's law; 0 ends the drafting.
    var massLeft: Rational = 1

    /// c after one more draft.
    var nextThreshold: Rational { threshold + excess / massLeft }
  }

  /// Calls `visit` with every path of at most `length` rejected tokens that has positive probability.
  ///
  /// Answers `false` when there are more than `limit` paths, and stops there. Cost: O(n) a path, of
  /// which there are at most n + n² + … + n^length.
  @discardableResult
  func forEachRejectedPath(
    upTo length: Int, limit: Int = .max, _ visit: (RejectedPath) -> Void
  ) -> Bool {
    let support = draft.support
    var count = 0
    func extend(_ path: RejectedPath) {
      count += 1
      guard count <= limit else { return }
      visit(path)
      guard path.tokens.count < length, !path.massLeft.isZero else { return }
      let next = path.nextThreshold
      let excess = order.excess(over: next)
      for token in support where !path.tokens.contains(token) {
        if count > limit { return }
        let drafted = draft[token] / path.massLeft
        let wanted = max(0, target[token] - path.threshold * draft[token]) / path.excess
        guard drafted > wanted else { continue }
        // A rejection has positive probability only when something else is wanted.
        extend(
          RejectedPath(
            tokens: path.tokens + [token], probability: path.probability * (drafted - wanted),
            threshold: next, excess: excess, massLeft: path.massLeft - draft[token]))
      }
    }
    extend(RejectedPath())
    return count <= limit
  }

  /// The probability that all drafts are rejected; `nil` when that takes more than `limit` paths.
  ///
  /// The last draft is rejected with probability R(c')/R(c), so paths of k−1 tokens are enough: for two
  /// drafts n of them, O(n log n) in all.
  func rejectionRateAlongPaths(limit: Int = .max) -> Rational? {
    var terms: [Rational] = []
    let isComplete = forEachRejectedPath(upTo: drafts - 1, limit: limit) { path in
      if path.massLeft.isZero {
        terms.append(path.probability)
      } else if path.tokens.count == drafts - 1 {
        terms.append(
          path.probability * order.excess(over: path.nextThreshold) / path.excess)
      }
    }
    return isComplete ? terms.sum() : nil
  }

  /// A(x) by the draft accepted: Σ over paths of P(path)·min(h·q(x), (p(x) − c·q(x))⁺/R(c)).
  ///
  /// Cost: O(n) a path of at most k−1 tokens.
  var acceptedMassByDraft: [[Rational]] {
    var terms = [[[Rational]]](
      repeating: Array(repeating: [], count: target.count), count: drafts)
    forEachRejectedPath(upTo: drafts - 1) { path in
      guard !path.massLeft.isZero else { return }
      let index = path.tokens.count
      for token in draft.support where !path.tokens.contains(token) {
        let wanted = max(0, target[token] - path.threshold * draft[token]) / path.excess
        let accepted = min(draft[token] / path.massLeft, wanted)
        if !accepted.isZero { terms[index][token].append(path.probability * accepted) }
      }
    }
    return terms.map { $0.map { $0.sum() } }
  }
}
