// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// H is a prefix of the order of descending p/q, and A = min(p, c·q).
///
/// Theorem `prefix-cut`. Let f(S + x) − f(S), divided by q(x), never grow when S does nor from x to a
/// token that joins later: for independent drafts because f is a concave function of q(S), without
/// replacement by a short calculation. Let A/q descend along an order. Then A(S) ≤ f(S) for all S as
/// soon as it holds for the prefixes. With A = min(p, c·q) and ΣA = f(H) + p(outside H), a prefix
/// in which c·q ≥ p has begun keeps its condition exactly when its own cut is no smaller than that
/// of H, and the shorter prefixes follow from the first of these. So all that is left to check is
/// that the order descends, that no prefix has a smaller cut than H, and the sum of A.
/// Proof: `Proofs/notes/prefix-cut.md`.
public struct PrefixProof: Sendable, Hashable {
  /// All tokens, p/q descending; see ``PrefixOrder``.
  public var order: [Int]
  /// |H|: the shortest prefix of least cut.
  public var cut: Int
  /// c, no larger than the largest finite p/q; 0 when no token is both drafted and wanted.
  public var threshold: Enclosure

  /// A proof from its parts; nothing is checked.
  public init(order: [Int], cut: Int, threshold: Enclosure) {
    self.order = order
    self.cut = cut
    self.threshold = threshold
  }

  func violations(
    _ acceptance: Enclosure, _ problem: AcceptanceProblem
  ) -> [AcceptanceViolation] {
    for (what, value) in [("acceptance", acceptance), ("threshold", threshold)]
    where !value.isCanonical { return [.notCanonical(what: what, value)] }
    var comparison = PrefixOrder(target: problem.target, draft: problem.draft)
    if let violation = comparison.violation(of: order) { return [violation] }
    guard let least = problem.leastPrefixCut(order) else { return [] }
    guard least.position == cut else {
      return [.wrongCut(stated: cut, least: least.position)]
    }
    let value = problem.refined(least, order, toMatch: acceptance)
    guard value == acceptance else { return [.wrongAcceptance(stated: acceptance, cut: value)] }
    return thresholdViolations(acceptance.exact.map { Enclosure($0) } ?? least.value, problem)
  }

  /// Σ min(p, c·q) grows with c, so its values at both ends of c must enclose α.
  private func thresholdViolations(
    _ acceptance: Enclosure, _ problem: AcceptanceProblem
  ) -> [AcceptanceViolation] {
    let lower = problem.acceptedTotal(threshold: threshold.lower)
    let upper =
      threshold.exact == nil ? problem.acceptedTotal(threshold: threshold.upper) : lower
    let isRight =
      if let exact = acceptance.exact {
        threshold.exact != nil && lower == exact
      } else {
        // α is only known to lie between two numbers; neither end of c may be beyond both.
        lower <= acceptance.upper && upper >= acceptance.lower
      }
    guard isRight else {
      let accepted = Enclosure(lower, upper)
      return [
        .wrongThreshold(stated: threshold, accepted: accepted, acceptance: acceptance)
      ]
    }
    let largest = problem.largestRatio(order)
    if threshold.lower > largest {
      return [.thresholdTooLarge(stated: threshold.lower, by: threshold.lower - largest)]
    }
    return []
  }
}

extension AcceptanceProblem {
  /// Σ min(p(x), c·q(x)), exactly. Cost: two products a token.
  public func acceptedTotal(threshold: Rational) -> Rational {
    // min(w·Z, v·N) over E·Z, with p = w/E, q = v/D, c = n/d, N = n·E and Z = d·D.
    let factor = threshold * target.total / draft.total
    let above = Integer(numeratorOf: factor)
    let below = Integer(numeratorOf: factor.denominator)
    var total = Integer()
    var wanted = Integer()
    var offered = Integer()
    var weight = Integer()
    for token in 0..<count {
      target.weights.load(token, into: &weight)
      wanted.setProduct(weight, below)
      draft.weights.load(token, into: &weight)
      offered.setProduct(weight, above)
      if wanted.compared(to: offered) < 0 { total.add(wanted) } else { total.add(offered) }
    }
    return total.rational / (target.total * factor.denominator)
  }

  /// The largest p/q over the tokens that q supports; 0 when it is 0 for all of them.
  func largestRatio(_ order: [Int]) -> Rational {
    guard let token = order.first(where: { !draft.weights.isZero(at: $0) }) else { return 0 }
    return target[token] / draft[token]
  }

  /// The value of a cut in the form in which a certificate states it: exact, or its decimals.
  func refined(_ cut: PrefixCut, _ order: [Int], toMatch stated: Enclosure) -> Enclosure {
    if stated.exact != nil {
      return cut.value.exact == nil && law == .pairWithoutReplacement
        ? Enclosure(exactPairCut(order, cut.position)) : cut.value
    }
    var (value, bits) = (cut.value, 512)
    while value.truncated == nil, bits <= 4096, let finer = leastPrefixCut(order, bits: bits) {
      value = finer.value
      bits *= 2
    }
    return value.truncated ?? value
  }
}
