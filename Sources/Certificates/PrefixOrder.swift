// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// The order in which prefixes are looked at: p/q descending, ties by token.
///
/// Compared without dividing: x comes before y when p(x)·q(y) > p(y)·q(x). Tokens with q = 0 < p come
/// first by that rule; tokens with p = q = 0, for which it says nothing, come last.
public struct PrefixOrder: ~Copyable {
  private let target: IntegerVector
  private let draft: IntegerVector
  private var left = Integer()
  private var right = Integer()
  private var factor = Integer()

  /// The order for a target and a draft on the same tokens.
  public init(target: IntegerDistribution, draft: IntegerDistribution) {
    self.target = target.weights
    self.draft = draft.weights
  }

  /// Whether p = q = 0: such a token is never drafted nor wanted.
  public func isIdle(_ token: Int) -> Bool {
    draft.isZero(at: token) && target.isZero(at: token)
  }

  /// Whether the first token must come before the second; false for a token and itself.
  public mutating func precedes(_ first: Int, _ second: Int) -> Bool {
    let (isFirstIdle, isSecondIdle) = (isIdle(first), isIdle(second))
    if isFirstIdle || isSecondIdle {
      return isFirstIdle == isSecondIdle ? first < second : isSecondIdle
    }
    let order = crossDifference(first, second)
    return order != 0 ? order > 0 : first < second
  }

  /// The sign of p(x)·q(y) − p(y)·q(x).
  private mutating func crossDifference(_ first: Int, _ second: Int) -> Int {
    target.load(first, into: &left)
    draft.load(second, into: &factor)
    left.multiply(by: factor)
    target.load(second, into: &right)
    draft.load(first, into: &factor)
    right.multiply(by: factor)
    return left.compared(to: right)
  }

  /// What keeps a list from being all tokens in this order.
  ///
  /// Cost: one comparison a token.
  mutating func violation(of order: [Int]) -> AcceptanceViolation? {
    guard order.count == target.count else {
      return .wrongCount(what: "order", expected: target.count, found: order.count)
    }
    var isSeen = [Bool](repeating: false, count: order.count)
    for token in order {
      guard 0..<order.count ~= token, !isSeen[token] else { return .notAPermutation(token: token) }
      isSeen[token] = true
    }
    for (first, second) in zip(order, order.dropFirst()) where !precedes(first, second) {
      let difference = target[second] * draft[first] - target[first] * draft[second]
      return .outOfOrder(first: first, second: second, by: difference)
    }
    return nil
  }
}
