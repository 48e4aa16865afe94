// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals

/// What SpecHub and greedy drafting have in common: tokens G that are always drafted, and one draw
/// from q outside G.
enum FixedDrafts {
  /// p on G; min(p, q/(1 − q(G))) elsewhere. This is the largest vector that can be accepted, token by
  /// token, hence the only optimum. When q(G) = 1 nothing else is ever drafted.
  static func acceptedMass(_ fixed: [Int], at position: Position) -> [Enclosure] {
    let (target, draft) = (position.target, position.draft)
    let left = 1 - fixed.map { draft[$0] }.sum()
    let always = Set(fixed)
    return target.probabilities.indices.map { token in
      if always.contains(token) { return Enclosure(target[token]) }
      return Enclosure(left.isZero ? 0 : min(target[token], draft[token] / left))
    }
  }
}
