// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// A basis that was found to be optimal, solved exactly.
struct OptimalBasis {
  let simplex: ExactSimplex
  /// d = c − Aᵀy of the minimisation, one a quantity: 0 for basic ones, yᵢ for the activity of row i.
  let reducedCosts: [Rational]

  /// Throws ``SolveError/basisNotOptimal`` when it is not one.
  ///
  /// Cost: one exact factorization, two solves and one pass over the matrix.
  init(
    of program: LinearProgram, basis: Basis, monitor: SolveMonitor
  ) throws(SolveError) {
    guard basis.variables.count == program.variables.count, basis.rows.count == program.rows.count
    else { throw .basisNotOptimal }
    var simplex = try ExactSimplex(ComputationalForm(program), basis: basis, monitor: monitor)
    let multipliers = try simplex.multipliers()
    let scaled = simplex.reducedCosts(multipliers)
    // A proposal that had to be repaired is another basis.
    let isBasis = zip(simplex.statuses, basis.variables + basis.rows).allSatisfy {
      ($0 == .basic) == ($1 == .basic)
    }
    let isOptimal = scaled.indices.allSatisfy { quantity in
      simplex.form.excess(of: quantity, at: simplex.value[quantity]).isZero
        && !simplex.isAttractive(quantity, reducedCost: scaled[quantity])
    }
    guard isBasis, isOptimal else { throw .basisNotOptimal }
    self.simplex = simplex
    reducedCosts = scaled.map { $0.isZero ? 0 : $0 / multipliers.denominator }
  }
}
