// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// Rejection rules as they are found in implementations: the right ones and the usual mistakes.
///
/// All try the drafts one after the other against what the target has left, and draw from the rest in
/// the end. They differ in four choices, and only some combinations emit the target.
public struct RejectionVariant: Sendable, Hashable {
  /// The probability with which draft x is accepted, p′ being what the target has left.
  public enum Test: Sendable, Hashable {
    /// min(1, p′(x)/q(x)).
    case ratio
    /// p′(x), as if q(x) were 1: what remains when no draft probabilities are passed.
    case targetOnly
    /// min(1, q(x)/p′(x)), upside down.
    case inverseRatio
  }

  /// What the target has left after draft x is rejected; always normalised.
  public enum Residual: Sendable, Hashable {
    /// (p′ − q)⁺ at every token.
    case everyToken
    /// 0 at x, p′ elsewhere. That is also (p′ − q)⁺ at x alone, since x is only rejected when p′ < q.
    case withoutDraftedToken
    /// p′ unchanged: the residual is missing.
    case none
    /// |p′ − q| at every token: the positive part is missing.
    case absolute
  }

  /// With which probability a draft is accepted.
  public var test: Test
  /// What is carried over after a rejection.
  public var residual: Residual
  /// Whether a token that was rejected before is passed over when it is drafted again.
  public var skipsDuplicates: Bool
  /// Whether q loses its rejected tokens, as for drafts without replacement.
  public var removesRejected: Bool

  /// A rule; the right one for independent drafts unless told otherwise.
  public init(
    test: Test = .ratio, residual: Residual = .everyToken, skipsDuplicates: Bool = false,
    removesRejected: Bool = false
  ) {
    self.test = test
    self.residual = residual
    self.skipsDuplicates = skipsDuplicates
    self.removesRejected = removesRejected
  }

  /// What the rule emits and accepts given these drafts; `nil` where it divides by zero.
  ///
  /// Cost: O(k·n).
  public func row(
    drafts: [Int], target: [Rational], draft: [Rational]
  ) -> (output: [Rational], accepted: [Rational])? {
    guard let run = run(drafts: drafts, target: target, draft: draft) else { return nil }
    var accepted = [Rational](repeating: 0, count: target.count)
    var reached: Rational = 1
    for test in run.tests {
      accepted[test.token].addProduct(reached, test.threshold)
      reached *= 1 - test.threshold
    }
    return (zip(accepted, run.left).map { $0 + reached * $1 }, accepted)
  }

  /// The acceptance tests that can be reached, and what the target has left after all have failed.
  func run(
    drafts: [Int], target: [Rational], draft: [Rational]
  ) -> (tests: [DecisionTable.Test], left: [Rational])? {
    var left = target
    var drafting = draft
    var tests: [DecisionTable.Test] = []
    var rejected: Set<Int> = []
    for (position, token) in drafts.enumerated()
    where !(skipsDuplicates && rejected.contains(token)) {
      guard let acceptance = acceptance(of: token, left, drafting) else { return nil }
      tests.append(.init(position: position, token: token, threshold: acceptance))
      if acceptance == 1 { break }
      rejected.insert(token)
      guard let next = rest(of: left, drafting, after: token) else { return nil }
      left = next
      if removesRejected {
        drafting[token] = 0
        // An exhausted draft distribution ends the drafting; what follows is filler.
        guard let rest = Self.normalized(drafting) else { break }
        drafting = rest
      }
    }
    return (tests, left)
  }

  private func acceptance(of token: Int, _ left: [Rational], _ drafting: [Rational]) -> Rational? {
    switch test {
    case .targetOnly: return left[token]
    case .ratio: return drafting[token].isZero ? nil : min(1, left[token] / drafting[token])
    // In floating point q/0 is infinite, and the minimum 1.
    case .inverseRatio: return left[token].isZero ? 1 : min(1, drafting[token] / left[token])
    }
  }

  private func rest(of left: [Rational], _ drafting: [Rational], after token: Int) -> [Rational]? {
    var rest = left
    switch residual {
    case .everyToken: rest = zip(left, drafting).map { max(0, $0 - $1) }
    case .absolute: rest = zip(left, drafting).map { ($0 - $1).magnitude }
    case .withoutDraftedToken: rest[token] = 0
    case .none: return left
    }
    return Self.normalized(rest)
  }

  private static func normalized(_ weights: [Rational]) -> [Rational]? {
    let total = weights.reduce(0, +)
    return total.isZero ? nil : weights.map { $0 / total }
  }
}
