// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import Rationals

extension AcceptanceProgram {
  /// A plan and a set H of sinks as a certificate of the program: valid exactly when the plan is
  /// feasible and moves as much as the cut f(H) + demand(outside H) allows.
  ///
  /// The multipliers are 1 on the sources that reach H and on the sinks outside H, 0 elsewhere. Every
  /// variable π(s, y) lies in at least one row with multiplier 1, so their bound is the cut
  /// (`Proofs/notes/cut-equals-lp.md`; in Coq `MinimumCut.total_le_cut`).
  /// Cost: one pass over the variables and the relation.
  public func certificate(plan: TransportPlan, cut: Set<Int>) -> OptimalityCertificate {
    var masses = plan.moves.map { moves in
      Dictionary(moves.map { ($0.sink, $0.mass) }, uniquingKeysWith: +)
    }
    masses += Array(repeating: [:], count: max(0, transport.supply.count - masses.count))
    let primal = pairs.map { masses[$0.source][$0.sink] ?? 0 }
    let sources = transport.supply.indices.filter { !transport.supply[$0].isZero }
    let sinks = transport.demand.indices.filter { !transport.demand[$0].isZero }
    let ofSources = sources.map { source -> Rational in
      transport.neighbours[source].contains(where: cut.contains) ? 1 : 0
    }
    let ofSinks = sinks.map { sink -> Rational in cut.contains(sink) ? 0 : 1 }
    return OptimalityCertificate(primal: primal, multipliers: ofSources + ofSinks)
  }
}
