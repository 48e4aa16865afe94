// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// A coupling of two drafts and the emitted token, by groups of tokens.
struct GroupedCoupling {
  /// The mass of one place of the cube, and the part of it that is accepted from the drafts.
  struct Cell {
    var accepted: Rational = 0
    var residual: Rational = 0

    var mass: Rational { accepted + residual }
  }

  /// The number of pairs of positive probability.
  let pairCount: Int
  /// The acceptance of the plan.
  let acceptance: Rational
  /// Q by first and second draft.
  private(set) var drafted: [[Rational]]
  /// By emitted token, first and second draft.
  private(set) var cube: [[[Cell]]]

  /// Cost: one pass over the plan, and pairs times groups for the residual.
  init(_ plan: AcceptancePlan, _ groups: TokenGroups) {
    let count = groups.count
    pairCount = plan.law.entries.count
    acceptance = plan.acceptanceRate
    drafted = Array(repeating: Array(repeating: 0, count: count), count: count)
    cube = Array(
      repeating: Array(repeating: Array(repeating: Cell(), count: count), count: count),
      count: count)
    let residual = plan.residual.map(groups.sums)
    for (entry, moves) in zip(plan.law.entries, plan.accepted.moves) {
      let (first, second) = (groups[entry.drafts[0]], groups[entry.drafts[1]])
      drafted[first][second] += entry.probability
      var left = entry.probability
      for move in moves {
        cube[groups[move.sink]][first][second].accepted += move.mass
        left -= move.mass
      }
      guard !left.isZero, let residual else { continue }
      for (group, share) in residual.enumerated() where !share.isZero {
        cube[group][first][second].residual.addProduct(left, share)
      }
    }
  }

  /// The largest mass of a pair.
  var largest: Rational { drafted.flatMap { $0 }.max() ?? 1 }
}
