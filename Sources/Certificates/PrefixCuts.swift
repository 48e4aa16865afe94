// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// A prefix H of an order of tokens with the value of its cut, f(H) + p(outside H).
public struct PrefixCut: Sendable, Hashable {
  /// The number of tokens in H.
  public let position: Int
  /// f(H) + p(outside H).
  public let value: Enclosure

  /// The first `position` tokens of an order, with the value of their cut.
  public init(position: Int, value: Enclosure) {
    self.position = position
    self.value = value
  }
}

extension AcceptanceProblem {
  /// The prefix of `order` whose cut is smallest, of equal ones the shortest.
  ///
  /// Exact for independent drafts. Without replacement the value is enclosed to within 2^−bits and
  /// signs are decided from enclosures that are refined until they are certain.
  /// Cost: one pass; for independent drafts a k-th power a token. `nil` for laws for which prefixes
  /// prove nothing.
  public func leastPrefixCut(_ order: [Int], bits: Int = 256) -> PrefixCut? {
    switch law {
    case .independent(let drafts): leastIndependentCut(order, drafts: drafts)
    case .pairWithoutReplacement: leastPairCut(order, bits: bits)
    case .fixed, .listed: nil
    }
  }

  /// With D = Σ of the draft weights, E of the target weights and the prefix sums T and P, the cut of
  /// a prefix is 1 − ((D − T)/D)ᵏ + 1 − P/E = 2 − ((D − T)ᵏ·E + P·Dᵏ)/(E·Dᵏ): the largest bracket wins.
  private func leastIndependentCut(_ order: [Int], drafts: Int) -> PrefixCut {
    let targetTotal = Integer(numeratorOf: target.total)
    let draftTotal = Integer(numeratorOf: draft.total)
    var scale = Integer()
    scale.setPower(of: draftTotal, to: drafts)
    var rest = Integer()
    rest.set(draftTotal)
    var covered = Integer()
    var power = Integer()
    var bracket = Integer()
    var weight = Integer()
    // The empty prefix.
    var best = Integer()
    best.setProduct(scale, targetTotal)
    var position = 0
    for (index, token) in order.enumerated() {
      draft.weights.load(token, into: &weight)
      rest.subtract(weight)
      target.weights.load(token, into: &weight)
      covered.add(weight)
      power.setPower(of: rest, to: drafts)
      bracket.setProduct(power, targetTotal)
      bracket.addProduct(covered, scale)
      if bracket.compared(to: best) > 0 {
        best.set(bracket)
        position = index + 1
      }
    }
    scale.multiply(by: targetTotal)
    return PrefixCut(position: position, value: Enclosure(2 - Rational(best, over: scale)))
  }
}
