// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// Which mass of which drafted tuple is accepted as which of its tokens.
///
/// A plan π(t, y), y among the drafts of t, is feasible when Σ_y π(t, y) ≤ Q(t) and
/// A(y) = Σ_t π(t, y) ≤ p(y). Together with the residual law (p − A)/r, r = 1 − Σ A, used whenever a
/// tuple's remaining mass Q(t) − Σ_y π(t, y) is drawn, it emits exactly p
/// (`Proofs/notes/marginal-preserved.md`).
///
/// ```swift
/// // One draft of two equally probable tokens, and a target that wants token 0.
/// let target = try Distribution([3 / 4, 1 / 4])
/// let law = DraftLaw.iid(try Distribution([1 / 2, 1 / 2]), drafts: 1)
/// let plan = try AcceptancePlan(
///   law: law, target: target,
///   accepted: TransportPlan(moves: [[.init(sink: 0, mass: 1 / 2)], [.init(sink: 1, mass: 1 / 4)]]))
/// plan.acceptanceRate                 // → 3/4
/// plan.residual!                      // → [1, 0]
/// plan.kernel.outputLaw               // → [3/4, 1/4]
/// ```
public struct AcceptancePlan: Sendable, Hashable {
  /// Q, the law of the drafts.
  public let law: DraftLaw
  /// p.
  public let target: Distribution
  /// π by entry of the law.
  public let accepted: TransportPlan

  /// Throws when the plan is not feasible, with the amount.
  public init(
    law: DraftLaw, target: Distribution, accepted: TransportPlan
  ) throws(AcceptancePlanError) {
    self.init(unchecked: law, target: target, accepted: accepted)
    for (entry, moves) in zip(law.entries, accepted.moves) {
      for move in moves {
        guard entry.drafts.contains(move.sink) else {
          throw .notADraft(drafts: entry.drafts, token: move.sink)
        }
        guard move.mass.signum >= 0 else {
          throw .negative(drafts: entry.drafts, token: move.sink, mass: move.mass)
        }
      }
    }
    for (entry, used) in zip(law.entries, accepted.outflow) where used > entry.probability {
      throw .tupleOverdrawn(drafts: entry.drafts, by: used - entry.probability)
    }
    for (token, mass) in acceptedMass.enumerated() where mass > target[token] {
      throw .tokenOverdrawn(token: token, by: mass - target[token])
    }
  }

  /// A plan that may be infeasible, so that a test can show a broken one being caught.
  init(unchecked law: DraftLaw, target: Distribution, accepted: TransportPlan) {
    self.law = law
    self.target = target
    self.accepted = accepted
  }

  /// A(y), the mass of each token accepted from the drafts.
  public var acceptedMass: [Rational] { accepted.inflow(sinkCount: target.count) }

  /// Σ A.
  public var acceptanceRate: Rational { accepted.total }

  /// p − A, the mass of each token still to be emitted; total 1 − ``acceptanceRate``.
  public var residualMass: [Rational] {
    zip(target.probabilities, acceptedMass).map { $0 - $1 }
  }

  /// The residual law (p − A)/r; `nil` when everything is accepted and it is never drawn from.
  public var residual: [Rational]? {
    let mass = residualMass
    let total = mass.reduce(0, +)
    return total.isZero ? nil : mass.map { $0 / total }
  }

  /// The full coupling π(t, y) + (Q(t) − Σ_y π(t, y))·residual(y).
  ///
  /// Its marginals are Q and p. A plan that is not optimal may emit a draft from the residual, so that
  /// the coupling accepts more than the plan says; an optimal plan cannot.
  public var coupling: TransportPlan {
    let residual = residual
    let moves = zip(law.entries, accepted.moves).map { entry, moves in
      var masses: [Int: Rational] = [:]
      var left = entry.probability
      for move in moves {
        masses[move.sink, default: 0] += move.mass
        left -= move.mass
      }
      if let residual, !left.isZero {
        for (token, share) in residual.enumerated() where !share.isZero {
          masses[token, default: 0].addProduct(left, share)
        }
      }
      return masses.sorted { $0.key < $1.key }
        .map { TransportPlan.Move(sink: $0.key, mass: $0.value) }
    }
    return TransportPlan(moves: moves)
  }

  /// The rule that carries the plan out: accept y with probability π(t, y)/Q(t), else draw from the
  /// residual.
  public var kernel: Kernel {
    let rows = zip(law.entries, zip(coupling.moves, accepted.moves)).map { entry, moves in
      Kernel.Row(
        drafts: entry.drafts, probability: entry.probability,
        output: conditional(moves.0, on: entry), accepted: conditional(moves.1, on: entry))
    }
    return Kernel(rows: rows)
  }

  private func conditional(_ moves: [TransportPlan.Move], on entry: DraftLaw.Entry) -> [Rational] {
    var row = [Rational](repeating: 0, count: target.count)
    for move in moves { row[move.sink] += move.mass / entry.probability }
    return row
  }
}

/// Why a plan is not feasible.
public enum AcceptancePlanError: Error, Sendable, Hashable {
  /// A token is accepted that was not drafted.
  case notADraft(drafts: [Int], token: Int)
  /// A negative mass is accepted.
  case negative(drafts: [Int], token: Int, mass: Rational)
  /// More is accepted from a tuple than its probability.
  case tupleOverdrawn(drafts: [Int], by: Rational)
  /// More of a token is accepted than its target probability.
  case tokenOverdrawn(token: Int, by: Rational)
}

extension AcceptancePlanError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notADraft(let drafts, let token):
      "the plan accepts token \(token), which is not among the drafts \(drafts)"
    case .negative(let drafts, let token, let mass):
      "the plan accepts a negative mass \(mass) of token \(token) from the drafts \(drafts)"
    case .tupleOverdrawn(let drafts, let amount):
      "the plan accepts \(amount) more from the drafts \(drafts) than their probability"
    case .tokenOverdrawn(let token, let amount):
      "the plan accepts \(amount) more of token \(token) than its target probability"
    }
  }
}
