// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

extension ExactSimplex {
  /// Runs the dual method from a dual feasible basis until it is primal feasible too.
  ///
  /// The reduced costs may all be multiplied by one positive number: only their ratios matter.
  /// `nil` when that takes more than `limit` pivots.
  mutating func runDual(
    reducedCosts initial: [Rational], limit: Int
  ) throws(SolveError) -> SimplexEnd? {
    let firstPivot = counters.pivots
    var reducedCosts = initial
    var idle = 0
    while true {
      try checkStop()
      guard let position = chooseLeaving(usingBland: idle > Self.patience) else { return .optimal }
      let leaving = basic[position]
      let isBelow = excess(at: position).signum < 0
      // Row `position` of B⁻¹: the identity Σ (ρ·column)·x = 0, in which x_leaving has coefficient 1.
      var unit = [Rational](repeating: 0, count: form.rowCount)
      unit[position] = 1
      let pivotRowMultipliers = try factorization.solveTransposed(unit, of: form)
        .rationals(of: form)
      let pivotRow = nonbasicRow(pivotRowMultipliers)
      guard
        let entering = chooseEntering(
          pivotRow: pivotRow, reducedCosts: reducedCosts, isBelow: isBelow)
      else {
        return .infeasible(
          multipliers: isBelow ? pivotRowMultipliers.map { -$0 } : pivotRowMultipliers)
      }
      guard counters.pivots - firstPivot < limit else { return nil }
      let ratio = reducedCosts[entering] / pivotRow[entering]
      idle = ratio.isZero ? idle + 1 : 0
      for quantity in pivotRow.indices where !pivotRow[quantity].isZero {
        reducedCosts[quantity].subtractProduct(ratio, pivotRow[quantity])
      }
      reducedCosts[entering] = 0
      reducedCosts[leaving] = -ratio
      let column = try solvedColumn(of: entering)
      let bound = isBelow ? form.lower[leaving] : form.upper[leaving]
      let step = (value[leaving] - (bound.value ?? 0)) / column[position]
      try pivot(
        entering: entering, solvedColumn: column, step: step, position: position,
        leavingStatus: isBelow ? .atLower : .atUpper)
    }
  }

  /// The position of greatest infeasibility; with Bland's rule the least infeasible quantity's.
  private func chooseLeaving(usingBland: Bool) -> Int? {
    var best: (position: Int, amount: Rational)?
    for position in basic.indices {
      let excess = excess(at: position)
      guard !excess.isZero else { continue }
      let amount = excess.magnitude
      let isBetter =
        best.map { usingBland ? basic[position] < basic[$0.position] : amount > $0.amount } ?? true
      if isBetter { best = (position, amount) }
    }
    return best?.position
  }

  /// ρ·column for every nonbasic quantity; zero for basic ones. Walks only the rows where ρ ≠ 0.
  func nonbasicRow(_ multipliers: [Rational]) -> [Rational] {
    var row = [Rational](repeating: 0, count: form.quantityCount)
    for (index, multiplier) in multipliers.enumerated() where !multiplier.isZero {
      for entry in form.rowEntries[index] where statuses[entry.variable] != .basic {
        row[entry.variable].addProduct(multiplier, entry.value)
      }
      let logical = form.variableCount + index
      if statuses[logical] != .basic { row[logical] = -multiplier }
    }
    return row
  }

  /// The dual ratio test: of the quantities that can push the leaving one back, the one whose reduced
  /// cost reaches zero first; ties go to the smallest index.
  private func chooseEntering(
    pivotRow: [Rational], reducedCosts: [Rational], isBelow: Bool
  ) -> Int? {
    var best: (quantity: Int, ratio: Rational)?
    for quantity in pivotRow.indices where !pivotRow[quantity].isZero && !isFixed(quantity) {
      // x_leaving changes at the rate −pivotRow when this quantity grows.
      let raisesByGrowing = pivotRow[quantity].signum < 0
      let canHelp: Bool
      switch statuses[quantity] {
      case .basic: canHelp = false
      case .free: canHelp = true
      case .atLower: canHelp = raisesByGrowing == isBelow
      case .atUpper: canHelp = raisesByGrowing != isBelow
      }
      guard canHelp else { continue }
      let ratio = (reducedCosts[quantity] / pivotRow[quantity]).magnitude
      if best.map({ ratio < $0.ratio }) ?? true { best = (quantity, ratio) }
    }
    return best?.quantity
  }
}
