// SPDX-License-Identifier: GPL-3.0-or-later

import ExactSolving
import OptimalTransport
import Rationals

/// Below which of its drafts a node goes on, where the drafts have different subtrees.
///
/// Accepting token y from the i-th draft is worth w(i, y) = 1 + E(Tᵢ, s·y). A rule that tries its drafts
/// in turn says which one it accepts. Another rule picks a token of the tuple t of drafts, and the step
/// goes on below the draft that carries it, of several the one that is worth most: moving mass from t
/// to y is worth W(t, y) = max { w(i, y) : tᵢ = y }.
struct SlotChoice {
  let law: DraftLaw
  /// w, by draft and token.
  let worth: [[Rational]]

  /// The most variables of a linear program that is solved at a node.
  static let variableLimit = 10_000

  /// The draft of a tuple that is worth most among those that carry a token it has.
  private func draft(of token: Int, in tuple: [Int]) -> Int {
    var best: Int?
    for (draft, other) in tuple.enumerated() where other == token {
      if best.map({ worth[$0][token] < worth[draft][token] }) ?? true { best = draft }
    }
    return best!
  }

  /// The masses by draft and token of a plan whose sources are the entries of the law.
  private func byDraft(_ plan: TransportPlan) -> [[Rational]] {
    var masses = [[Rational]](
      repeating: Array(repeating: 0, count: worth[0].count), count: law.drafts)
    for (entry, moves) in zip(law.entries, plan.moves) {
      for move in moves { masses[draft(of: move.sink, in: entry.drafts)][move.sink] += move.mass }
    }
    return masses
  }

  /// The masses of a rule that picks its tokens itself.
  func masses(of kernel: Kernel) -> [[Rational]] {
    byDraft(
      TransportPlan(
        moves: kernel.rows.map { row in
          Set(row.drafts).sorted().map {
            .init(sink: $0, mass: row.probability * row.accepted[$0])
          }
        }))
  }

  /// The masses of the coupling that is worth most: of all lossless rules for this target when it may
  /// be filled in part, of all that accept exactly these masses when it must be filled.
  func masses(
    filling demand: [Rational], _ filling: WeightedTransport.Filling, by solver: ExactSolver
  ) throws -> [[Rational]] {
    let relation = MembershipTransport(
      supply: law.entries.map(\.probability), demand: demand,
      neighbours: law.entries.map(\.drafts))
    let transport = WeightedTransport(
      relation,
      worth: zip(law.entries, relation.neighbours).map { entry, tokens in
        tokens.map { worth[draft(of: $0, in: entry.drafts)][$0] }
      }, filling: filling)
    guard transport.variableCount <= Self.variableLimit else {
      throw SchemeError.nodeTooLarge(transport.variableCount, limit: Self.variableLimit)
    }
    guard let plan = try transport.bestPlan(by: solver) else {
      preconditionFailure("masses that a rule accepts can be accepted")
    }
    return byDraft(plan)
  }
}
