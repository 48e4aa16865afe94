// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
public import Rationals

/// Block verification of a chain of drafts: the whole chain is accepted or cut, not token by token.
///
/// A prefix x¹…xⁱ of the drafted chain is kept with probability w_i = min(1, w_{i−1}·p(xᵢ)/q(xᵢ)),
/// w₀ = 1, so the mass of accepted prefixes is m(xⁱ) = min(m(xⁱ⁻¹)·p(xᵢ), q(xⁱ)) and E = Σ m over all
/// prefixes. No lossless rule for one chain accepts more.
///
/// Source: Sun et al. 2024, Block Verification Accelerates Speculative Decoding.
public enum BlockVerification {
  /// E of a chain of `length` drafts from a state.
  ///
  /// Chains in the same state with the same w are carried on together; since w is often 1 there are far
  /// fewer than nᵞ. Cost: O(n) a pair of state and w met. Throws when there are more than `limit`.
  public static func accepted(
    by model: ModelPair, root: Int, length: Int, limit: Int = 2_000_000
  ) throws(SchemeError) -> Rational {
    struct Key: Hashable {
      var state: Int
      var ratio: Rational
    }
    var level: [Key: Rational] = [Key(state: root, ratio: 1): 1]
    var terms: [Rational] = []
    for _ in 0..<length {
      guard level.count <= limit / model.vocabulary else {
        throw .tooManyTuples(level.count * model.vocabulary)
      }
      var next: [Key: Rational] = [:]
      for (key, drafted) in level {
        let (target, draft) = (model.targets[key.state], model.drafts[key.state])
        for token in draft.support {
          let ratio = min(1, key.ratio * target[token] / draft[token])
          if ratio.isZero { continue }
          let state = model.successors[key.state][token]
          next[Key(state: state, ratio: ratio), default: 0].addProduct(drafted, draft[token])
        }
      }
      terms += next.map { $0.key.ratio * $0.value }
      level = next
    }
    return terms.sum()
  }
}
