// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// Iterative refinement: shows a floating-point oracle what it could not see.
///
/// An oracle's basis that is not exactly optimal is wrong by less than the oracle's tolerance. So the
/// program is moved to the exact solution (x*, d*) of that basis and magnified until the violations
/// are of size 1:
///
///     x = x* + x̂/Δ_P,   bounds l̂ = Δ_P·(l − x*),   û = Δ_P·(u − x*),   costs ĉ = Δ_D·d*.
///
/// The optimal bases are the same, the rounding errors are smaller by Δ. Every quantity, row
/// activities included, becomes a variable, and every row the equation Ax̂ − r̂ = 0.
///
/// Source: Gleixner, Steffy, Wolter 2016, *Iterative refinement for linear programming*.
struct Refinement {
  /// A magnified program, and the basis to start from.
  struct Zoomed {
    var program: LinearProgram
    var basis: Basis
    fileprivate var variableCount: Int

    /// The basis of the program that was magnified.
    func original(of basis: Basis) -> Basis {
      Basis(
        variables: Array(basis.variables[..<variableCount]),
        rows: Array(basis.variables[variableCount...]))
    }
  }

  /// Refinements after which exact pivots are the better bet.
  private static let limit = 6

  private var rounds = 0
  private var primalScale: Rational = 1
  private var dualScale: Rational = 1

  /// The program around the current basis; `nil` when there is nothing to magnify, or no more patience.
  ///
  /// Cost: a division a quantity.
  mutating func zoom(into simplex: inout ExactSimplex) throws(SolveError) -> Zoomed? {
    guard rounds < Self.limit else { return nil }
    rounds += 1
    let form = simplex.form
    let prices = try simplex.multipliers()
    let reducedCosts = simplex.reducedCosts(prices)
    let primalViolation =
      simplex.basic.indices.map { simplex.excess(at: $0).magnitude }.max() ?? 0
    let dualViolation =
      reducedCosts.indices.filter { simplex.isAttractive($0, reducedCost: reducedCosts[$0]) }
      .map { reducedCosts[$0].magnitude }.max() ?? 0
    primalScale = Self.scale(primalViolation, atLeast: primalScale)
    dualScale = Self.scale(dualViolation / prices.denominator, atLeast: dualScale)
    let costScale = dualScale / prices.denominator

    var program = LinearProgram(sense: .minimize)
    program.reserveCapacity(rows: form.rowCount, variables: form.quantityCount)
    for row in form.program.rows { program.addEquation(row.name, equals: 0) }
    for quantity in 0..<form.quantityCount {
      let value = simplex.value[quantity]
      func magnified(_ bound: Bound) -> Bound {
        switch bound {
        case .none: .none
        case .finite(let bound): .finite((bound - value) * primalScale)
        }
      }
      program.addVariable(
        "", lower: magnified(form.lower[quantity]), upper: magnified(form.upper[quantity]),
        cost: reducedCosts[quantity] * costScale,
        entries: form.column(of: quantity).map {
          LinearProgram.Entry(row: $0.index, value: $0.value)
        })
    }
    return Zoomed(
      program: program,
      basis: Basis(
        variables: simplex.statuses, rows: Array(repeating: .atLower, count: form.rowCount)),
      variableCount: form.variableCount)
  }

  /// A power of two that brings the violation near 1, and no less than before.
  private static func scale(_ violation: Rational, atLeast former: Rational) -> Rational {
    guard !violation.isZero else { return former }
    return max(former, Rational(2).raised(to: -violation.binaryExponent))
  }
}
