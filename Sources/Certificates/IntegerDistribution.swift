// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// A probability distribution as integers over their sum: token x has probability w(x)/Σw.
///
/// The form in which a whole vocabulary is worked on: no fraction, no gcd. The weights have no common
/// divisor, so equal distributions have equal weights.
public struct IntegerDistribution: Sendable {
  /// w, one weight a token.
  public let weights: IntegerVector
  /// Σw > 0.
  public let total: Rational

  /// The distribution proportional to `weights`; `nil` when they are all 0.
  public init?(_ weights: IntegerVector) {
    var weights = weights
    weights.reduce()
    let total = weights.sum
    guard !total.isZero else { return nil }
    self.weights = weights
    self.total = total
  }

  /// The number of tokens, the impossible ones included.
  public var count: Int { weights.count }

  /// The probability of a token, as a fraction. Cost: a gcd.
  public subscript(token: Int) -> Rational { weights[token] / total }

  /// The tokens of positive probability, ascending.
  public var support: [Int] { (0..<count).filter { !weights.isZero(at: $0) } }

  /// The `count` most probable tokens, of equal ones the first, most probable first.
  ///
  /// Cost: `count` passes, or a sort when that is less.
  public func mostProbable(_ count: Int) -> [Int] {
    var first = Integer()
    var second = Integer()
    func precedes(_ left: Int, _ right: Int) -> Bool {
      weights.load(left, into: &first)
      weights.load(right, into: &second)
      let order = first.compared(to: second)
      return order != 0 ? order > 0 : left < right
    }
    if count > 16 { return Array((0..<self.count).sorted(by: precedes).prefix(count)) }
    var found: [Int] = []
    for _ in 0..<min(count, self.count) {
      var best: Int?
      for token in 0..<self.count where !found.contains(token) {
        if best.map({ precedes(token, $0) }) ?? true { best = token }
      }
      if let best { found.append(best) }
    }
    return found
  }
}
