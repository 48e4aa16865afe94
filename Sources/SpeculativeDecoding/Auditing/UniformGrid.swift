// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// Speculative sampling with a uniform that is a multiple of 2⁻ᵇ: what half-precision random numbers do.
///
/// u = j/2ᵇ, j = 0 … 2ᵇ−1. A draft x ~ q is accepted when u < r (or u ≤ r), r = p(x)/q(x), else the
/// token is drawn from (p − q)⁺ exactly. u < r holds for ⌈r·2ᵇ⌉ values, u ≤ r for ⌊r·2ᵇ⌋ + 1, at most
/// all: with ≤ even a token of p = 0 is accepted, at u = 0.
public struct UniformGrid: Sendable {
  /// How the uniform is compared with the ratio.
  public enum Comparison: String, Sendable, CaseIterable {
    /// u < p/q accepts.
    case less = "lt"
    /// u ≤ p/q accepts, and with it a token of target 0 when u = 0.
    case lessOrEqual = "le"
  }

  /// p.
  public let target: Distribution
  /// q.
  public let draft: Distribution
  /// b: the uniforms are multiples of 2⁻ᵇ.
  public let bits: Int
  /// How the uniform is compared.
  public let comparison: Comparison

  /// The distributions must share a vocabulary; `bits` is not negative.
  public init(target: Distribution, draft: Distribution, bits: Int, comparison: Comparison) {
    precondition(target.count == draft.count, "target and draft share a vocabulary")
    precondition(bits >= 0, "a number of bits is not negative")
    self.target = target
    self.draft = draft
    self.bits = bits
    self.comparison = comparison
  }

  /// The probability that draft `token`, of positive q, is accepted.
  public func acceptance(of token: Int) -> Rational {
    let size = Rational(2).raised(to: bits)
    let bound = target[token] / draft[token] * size
    let accepted =
      switch comparison {
      case .less: -(-bound).floor
      case .lessOrEqual: bound.floor + 1
      }
    return min(1, accepted / size)
  }

  /// The rule as a kernel with one draft. Nothing is rejected where p = q, so 0/0 never comes up.
  public var kernel: Kernel {
    let excess = zip(target.probabilities, draft.probabilities).map { max(0, $0 - $1) }
    let total = excess.reduce(0, +)
    let rows = draft.support.map { token in
      let acceptance = acceptance(of: token)
      var accepted = [Rational](repeating: 0, count: target.count)
      accepted[token] = acceptance
      var output = accepted
      if acceptance != 1 {
        for index in output.indices { output[index] += (1 - acceptance) * excess[index] / total }
      }
      return Kernel.Row(
        drafts: [token], probability: draft[token], output: output, accepted: accepted)
    }
    return Kernel(rows: rows)
  }
}
