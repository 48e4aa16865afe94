// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

extension LinearProgram {
  /// Everything that keeps `point` from being feasible, variables first, then rows.
  func violations(at point: [Rational]) -> [Violation] {
    guard point.count == variables.count else {
      return [.wrongLength(what: "point", expected: variables.count, found: point.count)]
    }
    var found: [Violation] = []
    for (variable, value) in zip(variables, point) {
      append(
        &found, .variable(variable.name), value: value, lower: variable.lower,
        upper: variable.upper)
    }
    for (row, activity) in zip(rows, activities(at: point)) {
      append(&found, .row(row.name), value: activity, lower: row.lower, upper: row.upper)
    }
    return found
  }

  private func append(
    _ found: inout [Violation], _ constraint: Violation.Constraint, value: Rational,
    lower: Bound, upper: Bound
  ) {
    if case .finite(let bound) = lower, value < bound {
      found.append(.belowLower(constraint, by: bound - value))
    }
    if case .finite(let bound) = upper, value > bound {
      found.append(.aboveUpper(constraint, by: value - bound))
    }
  }

  /// The least value of Σᵢ yᵢ·rᵢ + Σⱼ wⱼ·xⱼ when each rᵢ and xⱼ ranges over its own bounds,
  /// provided that every bound it leans on exists; the missing ones are reported otherwise.
  ///
  /// This one sum carries both proofs: weak duality (w = reduced costs) and Farkas (w = −Aᵀy).
  func leastValue(
    rowMultipliers: [Rational], variableMultipliers: [Rational],
    missing: inout [Violation]
  ) -> Rational {
    var total: Rational = 0
    func lean(
      on constraint: @autoclosure () -> Violation.Constraint, _ multiplier: Rational,
      _ lower: Bound, _ upper: Bound
    ) {
      guard !multiplier.isZero else { return }
      switch multiplier.signum > 0 ? lower : upper {
      case .finite(let bound): total.addProduct(multiplier, bound)
      case .none: missing.append(.missingBound(constraint(), multiplier: multiplier))
      }
    }
    for (row, multiplier) in zip(rows, rowMultipliers) {
      lean(on: .row(row.name), multiplier, row.lower, row.upper)
    }
    for (variable, multiplier) in zip(variables, variableMultipliers) {
      lean(on: .variable(variable.name), multiplier, variable.lower, variable.upper)
    }
    return total
  }

  /// The bound on the objective that weak duality gives for these row multipliers: below it for a
  /// minimisation, above for a maximisation. Meaningless when `missing` is not empty.
  func dualBound(multipliers: [Rational], missing: inout [Violation]) -> Rational {
    let isMaximization = sense == .maximize
    var reducedCosts = reducedCosts(multipliers: multipliers)
    var multipliers = multipliers
    if isMaximization {
      for index in reducedCosts.indices { reducedCosts[index].negate() }
      for index in multipliers.indices { multipliers[index].negate() }
    }
    let least = leastValue(
      rowMultipliers: multipliers, variableMultipliers: reducedCosts, missing: &missing)
    return objectiveConstant + (isMaximization ? -least : least)
  }
}
