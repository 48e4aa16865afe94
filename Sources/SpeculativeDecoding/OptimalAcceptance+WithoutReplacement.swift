// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
public import Rationals

extension OptimalAcceptanceRate {
  /// α* for k drafts without replacement: p(support of q) when all of it is drafted, a scan of the
  /// prefixes for two drafts, a maximum flow for more.
  public static func withoutReplacement(
    at position: Position
  ) throws(SchemeError) -> Rational {
    let support = position.draft.support
    if support.count <= position.drafts {
      return support.map { position.target[$0] }.sum()
    }
    switch position.drafts {
    case 1: return iid(at: position)
    case 2: return pairs(at: position)
    default: return try byFlow(.withoutReplacement, at: position)
    }
  }

  /// Two drafts: with T = V∖H and r(T) = Σ_{x∈T} q(x)/(1 − q(x)),
  ///
  ///     f(H) = q(H)·(1 + r(T)),
  ///
  /// since either the first draft is in H, or it is some x of T and the second in H with probability
  /// q(H)/(1 − q(x)).
  ///
  /// The denominators of r have nothing in common, so that a running sum would grow by a token's bits
  /// at every step. Instead r is first enclosed in units of 2⁻⁹⁶; the prefixes whose value may be the
  /// least, nearly always one, are then evaluated exactly, the sum taken by halves.
  private static func pairs(at position: Position) -> Rational {
    let (order, draft) = (position.order, position.draft)
    let odds = order.tokens.map { draft[$0] / (1 - draft[$0]) }
    let unit = Rational(2).raised(to: 96)
    // The suffix sums of the odds, rounded down, in units; each is short by less than n units.
    var floors = [Rational](repeating: 0, count: odds.count + 1)
    for index in odds.indices.reversed() {
      floors[index] = floors[index + 1] + (odds[index] * unit).floor
    }
    func value(_ end: Int, _ suffixOdds: Rational) -> Rational {
      order.draftPrefix[end] * (1 + suffixOdds) + 1 - order.targetPrefix[end]
    }
    let slack = Rational(odds.count) / unit
    let lower = order.blockEnds.map { value($0, floors[$0] / unit) }
    let least = lower.min()! + slack
    let candidates = zip(order.blockEnds, lower).filter { $0.1 <= least }.map(\.0)
    return candidates.map { value($0, odds[$0...].sum()) }.min()!
  }
}
