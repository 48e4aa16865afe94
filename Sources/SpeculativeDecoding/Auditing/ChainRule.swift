// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
public import Rationals

/// A rule that verifies a chain of γ drafted tokens and emits the accepted ones and one more.
///
/// Given the drafted path x¹ … x^γ ~ q, each rule decides how many tokens τ it keeps; then one token
/// is drawn, from the target when τ = γ and from a residual otherwise.
public enum ChainRule: String, Sendable, CaseIterable {
  /// Token by token with min(1, p/q) until the first rejection (Leviathan et al. 2023).
  case token
  /// Block verification (Sun et al. 2024): with r₀ = 1, rᵢ = min(1, rᵢ₋₁·p(xᵢ)/q(xᵢ)), position i is
  /// accepted with probability Sᵢ/(Sᵢ + 1 − rᵢ), Sᵢ = Σ(rᵢ·p − q)⁺, and at the end with r_γ; the last
  /// accepted position counts, and the residual is (r_τ·p − q)⁺.
  case block
  /// The uniforms are multiplied up like the ratios: position i is accepted when
  /// u₁⋯uᵢ ≤ Π min(1, p/q), the last accepted position counts, and the residual is (p − q)⁺. Its law is
  /// not rational; it is enclosed with the help of logarithms, as the law of a Poisson process.
  case productOfUniforms = "product-of-uniforms"
}

extension ChainRule {
  /// What a rule emits in one step.
  public enum Outcome: Sendable {
    /// Blocks with their exact weights.
    case exact([[Int]: Rational])
    /// Blocks whose weights are not rational, each enclosed between rationals.
    case enclosed([[Int]: Enclosure])
    /// A drafted path after which the rule divides 0 by 0 with positive probability.
    case undefined(path: [Int])
  }

  /// The blocks that the rule emits for chains of `length` drafts.
  ///
  /// The tables must share a vocabulary of n tokens. Cost: nᵞ paths of O(γ·n); see
  /// ``isEnumerable(vocabulary:length:limit:)``.
  public func outcome(target: ContextTables, draft: ContextTables, length: Int) -> Outcome {
    switch self {
    case .token:
      var walk = ChainWalk(target: target, draft: draft, length: length)
      walk.tokenwise([], mass: 1)
      return .exact(walk.blocks)
    case .block:
      var walk = ChainWalk(target: target, draft: draft, length: length)
      _ = walk.blockwise([], drafted: 1, ratio: 1)
      return .exact(walk.blocks)
    case .productOfUniforms:
      return ProductOfUniforms(target: target, draft: draft, length: length).outcome
    }
  }

  /// Whether nᵞ⁺¹ paths are few enough to be enumerated.
  public static func isEnumerable(
    vocabulary: Int, length: Int, limit: Int = 2_000_000
  ) -> Bool {
    guard length < 64 else { return false }
    var count = 1
    for _ in 0...max(0, length) {
      let (product, overflow) = count.multipliedReportingOverflow(by: vocabulary)
      if overflow || product > limit { return false }
      count = product
    }
    return true
  }
}

/// One enumeration of the drafted paths of a rational rule.
private struct ChainWalk {
  let target: ContextTables
  let draft: ContextTables
  let length: Int
  private(set) var blocks: [[Int]: Rational] = [:]

  init(target: ContextTables, draft: ContextTables, length: Int) {
    self.target = target
    self.draft = draft
    self.length = length
  }

  /// Goes on from `path`, which is drafted and accepted whole with probability `mass`.
  mutating func tokenwise(_ path: [Int], mass: Rational) {
    let p = target.next(after: path)
    if path.count == length { return emit(path, p.probabilities, mass) }
    let q = draft.next(after: path)
    var rejected: Rational = 0
    for token in q.support {
      let accepted = min(q[token], p[token])
      rejected.addProduct(mass, q[token] - accepted)
      if !accepted.isZero { tokenwise(path + [token], mass: mass * accepted) }
    }
    emit(path, zip(p.probabilities, q.probabilities).map { max(0, $0 - $1) }, rejected)
  }

  /// Walks to the full paths and back, since the last accepted position counts: `path`, drafted with
  /// probability `drafted` and of r = `ratio`, emits when it is accepted and nothing later is. Returns
  /// the probability that neither `path` nor anything later is accepted, given that `path` is drafted.
  mutating func blockwise(_ path: [Int], drafted: Rational, ratio: Rational) -> Rational {
    let p = target.next(after: path)
    if path.count == length {
      emit(path, p.probabilities, drafted * ratio)
      return 1 - ratio
    }
    let q = draft.next(after: path)
    var noneLater: Rational = 0
    for token in q.support {
      let next = min(1, ratio * p[token] / q[token])
      noneLater.addProduct(
        q[token], blockwise(path + [token], drafted: drafted * q[token], ratio: next))
    }
    let residual = zip(p.probabilities, q.probabilities).map { max(0, ratio * $0 - $1) }
    let excess = residual.reduce(0, +)
    // The empty prefix is always accepted. Where nothing is in excess at r = 1, p = q, every later
    // ratio is 1 until the laws part, and there the acceptance is certain: noneLater is 0.
    let acceptance: Rational =
      path.isEmpty ? 1 : excess.isZero ? 0 : excess / (excess + 1 - ratio)
    emit(path, residual, drafted * noneLater * acceptance)
    return noneLater * (1 - acceptance)
  }

  /// Emits `path` and one token in proportion to `weights`.
  private mutating func emit(_ path: [Int], _ weights: [Rational], _ mass: Rational) {
    if mass.isZero { return }
    let total = weights.reduce(0, +)
    for (token, weight) in weights.enumerated() where !weight.isZero {
      blocks[path + [token], default: 0] += mass * weight / total
    }
  }
}
