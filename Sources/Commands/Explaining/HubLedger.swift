// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// The plan token by token: arrays that are 0 at the hub and at tokens never drafted.
struct HubLedger {
  private(set) var tokenFirst: [Rational]
  private(set) var hubFirst: [Rational]
  private(set) var tokenFromTokenFirst: [Rational]
  private(set) var tokenFromHubFirst: [Rational]
  private(set) var hubFromTokenFirst: [Rational]
  private(set) var hubFromHubFirst: [Rational]

  init(_ plan: SpecHubPlan) {
    let none = [Rational](repeating: 0, count: plan.target.count)
    (tokenFirst, hubFirst, tokenFromTokenFirst) = (none, none, none)
    (tokenFromHubFirst, hubFromTokenFirst, hubFromHubFirst) = (none, none, none)
    for pair in plan.pairs {
      tokenFirst[pair.token] = pair.tokenFirst
      hubFirst[pair.token] = pair.hubFirst
      tokenFromTokenFirst[pair.token] = pair.tokenFromTokenFirst
      tokenFromHubFirst[pair.token] = pair.tokenFromHubFirst
      hubFromTokenFirst[pair.token] = pair.hubFromTokenFirst
      hubFromHubFirst[pair.token] = pair.hubFromHubFirst
    }
  }

  /// What a token other than the hub is paid.
  func accepted(_ token: Int) -> Rational { tokenFromTokenFirst[token] + tokenFromHubFirst[token] }
  var othersAccepted: [Rational] { tokenFirst.indices.map(accepted) }
  var leftTokenFirst: [Rational] { zip(tokenFirst, tokenFromTokenFirst).map { $0 - $1 } }
  var leftHubFirst: [Rational] { zip(hubFirst, tokenFromHubFirst).map { $0 - $1 } }
}
