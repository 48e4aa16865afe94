// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// H = {x ∉ G : p(x) > q(x)/(1 − q(G))} and A(x) = p(x) on G, min(p(x), q(x)/(1 − q(G))) elsewhere.
///
/// Theorem `fixed-tokens`. A set that meets G has f = 1 ≥ A(S); outside G f is additive and no less
/// than A token by token. So A is possible, and f(H) + p(outside H) is its sum.
/// Proof: `Proofs/notes/closed-form-is-optimal.md` for one fixed token, and the same for more.
public struct FixedTokensProof: Sendable, Hashable {
  /// G, ascending: the tokens that are always drafted.
  public var fixed: [Int]
  /// H, ascending.
  public var cut: [Int]

  /// A proof from its two lists; nothing is checked.
  public init(fixed: [Int], cut: [Int]) {
    self.fixed = fixed
    self.cut = cut
  }

  func violations(
    _ acceptance: Enclosure, _ problem: AcceptanceProblem, fixed expected: [Int]
  ) -> [AcceptanceViolation] {
    if let token = Set(fixed).symmetricDifference(expected).min() ?? duplicate(fixed) {
      return [.wrongTokens(what: "fixed", token: token)]
    }
    let optimum = problem.fixedTokensOptimum(expected)
    if let token = Set(cut).symmetricDifference(optimum.cut).min() ?? duplicate(cut) {
      return [.wrongTokens(what: "cut", token: token)]
    }
    let value = Enclosure(optimum.value)
    return value == acceptance ? [] : [.wrongAcceptance(stated: acceptance, cut: value)]
  }

  /// The first token that is not larger than the one before it.
  private func duplicate(_ tokens: [Int]) -> Int? {
    zip(tokens, tokens.dropFirst()).first { $0 >= $1 }?.1
  }
}

extension AcceptanceProblem {
  /// H and p(G) + Σ_{x∉G} min(p(x), q(x)/(1 − q(G))). Cost: two products a token.
  public func fixedTokensOptimum(_ fixed: [Int]) -> (cut: [Int], value: Rational) {
    var isFixed = [Bool](repeating: false, count: count)
    for token in fixed { isFixed[token] = true }
    // q(x)/(1 − q(G)) = v/rest, with rest = D·(1 − q(G)); nothing is offered when rest is 0.
    let fixedMass = fixed.reduce(into: Rational(0)) { $0 += draft.weights[$1] }
    let rest = Integer(numeratorOf: draft.total - fixedMass)
    let targetTotal = Integer(numeratorOf: target.total)
    // Everything over E·rest, or over E when rest is 0.
    var scale = Integer(1)
    if rest.signum != 0 { scale.set(rest) }
    var cut: [Int] = []
    var total = Integer()
    var wanted = Integer()
    var offered = Integer()
    var weight = Integer()
    for token in 0..<count {
      target.weights.load(token, into: &weight)
      wanted.setProduct(weight, scale)
      if isFixed[token] {
        total.add(wanted)
        continue
      }
      offered.set(0)
      if rest.signum != 0 {
        draft.weights.load(token, into: &weight)
        offered.setProduct(weight, targetTotal)
      }
      if wanted.compared(to: offered) > 0 {
        cut.append(token)
        total.add(offered)
      } else {
        total.add(wanted)
      }
    }
    scale.multiply(by: targetTotal)
    return (cut, Rational(total, over: scale))
  }
}
