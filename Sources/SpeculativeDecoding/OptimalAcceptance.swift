// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
public import Rationals

/// The largest acceptance of any lossless rule for given drafts, α* = min_H f(H) + p(V∖H).
///
/// For drafts drawn independently or without replacement some minimising H is a prefix of the tokens
/// by descending p/q that ends where the ratio changes (the ratio-submodularity of f; Hu et al. 2025),
/// so that one scan finds it. For hub pairs and greedy drafts H is a threshold set beside the tokens
/// that are always drafted. Only the other laws need a maximum flow.
public enum OptimalAcceptanceRate {
  /// α* for the drafts of a position.
  ///
  /// Cost: O(n) after the sort for iid (each step a k-th power), hub and greedy; without replacement
  /// see ``withoutReplacement(at:)``; a joint law costs a maximum flow.
  public static func value(
    _ sampling: Sampling, at position: Position
  ) throws(SchemeError) -> Rational {
    switch sampling {
    case .iid: return iid(at: position)
    case .withoutReplacement: return try withoutReplacement(at: position)
    case .hub(let token): return fixed([token ?? position.draft.mode], at: position)
    case .greedy:
      let fixed = position.draft.supportByProbability.prefix(position.drafts - 1)
      return Self.fixed(Array(fixed), at: position)
    case .joint: return try byFlow(sampling, at: position)
    }
  }

  /// f(H) = 1 − (1 − q(H))ᵏ over the prefixes.
  static func iid(at position: Position) -> Rational {
    let order = position.order
    return order.blockEnds.map { end in
      2 - (1 - order.draftPrefix[end]).raised(to: position.drafts) - order.targetPrefix[end]
    }.min()!
  }

  /// Tokens G that are always drafted, beside one draw from q outside G: f(H) = q(H)/(1 − q(G)) for H
  /// outside G. The tokens of G are accepted in full, each other one up to q/(1 − q(G)).
  static func fixed(_ fixed: [Int], at position: Position) -> Rational {
    let (target, draft) = (position.target, position.draft)
    let always = fixed.map { target[$0] }.sum()
    let left = 1 - fixed.map { draft[$0] }.sum()
    guard !left.isZero else { return always }
    let factor = 1 / left
    let capped = fixed.map { min(target[$0], factor * draft[$0]) }.sum()
    return always + 1 - position.order.excess(over: factor) - capped
  }

  /// By maximum flow over the enumerated tuples.
  static func byFlow(
    _ sampling: Sampling, at position: Position
  ) throws(SchemeError) -> Rational {
    let law = try OptimalVerification(sampling).law(at: position)
    return law.transport(to: position.target).optimalPlan().cut.value
  }
}
