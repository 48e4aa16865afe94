// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
import Rationals

/// Whether the reduced costs of an optimal basis show that there is no other optimal point.
public enum Uniqueness: Sendable, Hashable {
  /// No other point is optimal.
  case unique
  /// The basis does not tell: the optimum may or may not be unique.
  case notEvident

  /// Reads it off the reduced costs.
  ///
  /// `unique` when every nonbasic quantity that is not fixed has a reduced cost other than 0. Then every
  /// feasible point where one of them has left its bound is worse, and where none has, the basic ones
  /// are determined. The condition is sufficient; it is necessary too when no basic quantity stands at a
  /// bound (no primal degeneracy), since a quantity with reduced cost 0 can then move for nothing.
  ///
  /// Throws ``SolveError/basisNotOptimal`` when the basis is not optimal. Cost: one exact factorization,
  /// two solves and one pass over the matrix.
  public init(
    of program: LinearProgram, basis: Basis, monitor: SolveMonitor = .silent
  ) throws(SolveError) {
    let optimum = try OptimalBasis(of: program, basis: basis, monitor: monitor)
    self.init(at: optimum.simplex, reducedCosts: optimum.reducedCosts)
  }

  /// The same at an optimal basis whose reduced costs are known, up to one positive factor.
  init(at simplex: ExactSimplex, reducedCosts: [Rational]) {
    let isStrict = simplex.statuses.indices.allSatisfy { quantity in
      simplex.statuses[quantity] == .basic || simplex.isFixed(quantity)
        || !reducedCosts[quantity].isZero
    }
    self = isStrict ? .unique : .notEvident
  }
}
