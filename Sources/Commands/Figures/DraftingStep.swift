// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// What one draft does in a rule that tries its drafts in turn, token by token.
struct DraftingStep {
  /// The probability that no earlier draft is accepted and this one is the token.
  let offered: [Rational]
  /// The part of it that is accepted.
  let accepted: [Rational]

  /// RRS: after i rejections, which have probability R(cᵢ), the next draft has law q again.
  static func rejectionSampling(_ position: Position) -> [DraftingStep] {
    let rule = RecursiveRejection(
      target: position.target, draft: position.draft, drafts: position.drafts, replacement: true)
    let (p, q) = (position.target.probabilities, position.draft.probabilities)
    return zip(rule.thresholds, rule.thresholds.dropFirst()).map { last, next in
      let reached = position.order.excess(over: last)
      return DraftingStep(
        offered: q.map { reached * $0 },
        accepted: zip(p, q).map { min($0, next * $1) - min($0, last * $1) })
    }
  }

  /// SpecHub: the first draft has law q; the second is the other token of the pair.
  static func specHub(_ plan: SpecHubPlan) -> [DraftingStep] {
    let (first, second) = plan.acceptedMassBySlot
    var offered = [Rational](repeating: 0, count: plan.target.count)
    for pair in plan.pairs {
      offered[pair.token] += pair.hubFirst - pair.hubFromHubFirst
      offered[plan.hub] += pair.tokenFirst - pair.tokenFromTokenFirst
    }
    if plan.pairs.isEmpty { offered[plan.hub] = 1 - first[plan.hub] }
    return [
      DraftingStep(offered: plan.draft.probabilities, accepted: first),
      DraftingStep(offered: offered, accepted: second),
    ]
  }
}
