// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// The tokens that a picture shows one by one, and all others together as its last: their masses are
/// added up, so that nothing is left out of the picture.
struct TokenGroups {
  /// The tokens of each group.
  let members: [[Int]]
  /// What each group is called.
  let names: [String]
  private let groupOfToken: [Int]

  /// At most `limit` groups. The tokens of largest p + q are shown, and those of `always`.
  ///
  /// Cost: a sort of the tokens.
  init(_ instance: Instance, limit: Int, always: [Int] = []) {
    let (target, draft) = (instance.target, instance.draft)
    var shown = Array(0..<target.count)
    if shown.count > limit {
      let weights = shown.map { target[$0] + draft[$0] }
      let others = shown.filter { !always.contains($0) }
        .sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 }
      shown = (always + others.prefix(limit - 1 - always.count)).sorted()
    }
    var groupOfToken = [Int](repeating: shown.count, count: target.count)
    for (group, token) in shown.enumerated() { groupOfToken[token] = group }
    self.groupOfToken = groupOfToken
    let rest = groupOfToken.indices.filter { groupOfToken[$0] == shown.count }
    members = shown.map { [$0] } + (rest.isEmpty ? [] : [rest])
    names =
      shown.map { instance.token($0).visibleToken } + (rest.isEmpty ? [] : ["others"])
  }

  var count: Int { members.count }

  /// Whether some tokens are not shown one by one.
  var isComplete: Bool { members.last.map { $0.count == 1 } ?? true }

  /// The group of a token.
  subscript(token: Int) -> Int { groupOfToken[token] }

  /// The masses of the tokens by group.
  func sums(_ masses: [Rational]) -> [Rational] {
    members.map { tokens in tokens.map { masses[$0] }.sum() }
  }

  /// A sentence for the caption where tokens are taken together; else nothing.
  var note: String {
    isComplete
      ? "" : " The \(members[count - 1].count) least likely tokens are taken together as “others”."
  }
}
