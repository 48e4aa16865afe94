// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LinearPrograms
import Rationals

extension OptimalBasis {
  private var isMaximization: Bool { simplex.form.program.sense == .maximize }

  /// The interval of every cost within which all reduced costs keep their signs.
  func costIntervals() throws(SolveError) -> [Sensitivity.Interval] {
    let form = simplex.form
    var leeways = [Leeway](repeating: .none, count: form.variableCount)
    for variable in leeways.indices where simplex.statuses[variable] != .basic {
      leeways[variable] = nonbasicCostLeeway(variable)
    }
    for (position, quantity) in simplex.basic.enumerated() where quantity < form.variableCount {
      leeways[quantity] = try basicCostLeeway(position)
    }
    return leeways.indices.map { variable in
      (isMaximization ? leeways[variable].negated : leeways[variable])
        .interval(around: form.program.variables[variable].cost, slope: simplex.value[variable])
    }
  }

  /// Only its own reduced cost moves, and one to one.
  private func nonbasicCostLeeway(_ variable: Int) -> Leeway {
    if simplex.isFixed(variable) { return Leeway() }
    return switch simplex.statuses[variable] {
    case .atLower: Leeway(down: -reducedCosts[variable])
    case .atUpper: Leeway(up: -reducedCosts[variable])
    case .basic, .free: .none
    }
  }

  /// With ρ = row `position` of B⁻¹ and αₖ = ρ·Aₖ, a step δ of the cost turns dₖ into dₖ − δ·αₖ.
  private func basicCostLeeway(_ position: Int) throws(SolveError) -> Leeway {
    try checkStop()
    var unit = [Rational](repeating: 0, count: simplex.form.rowCount)
    unit[position] = 1
    let multipliers = try simplex.factorization.solveTransposed(unit, of: simplex.form)
    let row = simplex.nonbasicRow(multipliers.rationals(of: simplex.form))
    var leeway = Leeway()
    for quantity in row.indices where !row[quantity].isZero && !simplex.isFixed(quantity) {
      let step = reducedCosts[quantity] / row[quantity]
      switch simplex.statuses[quantity] {
      case .basic: continue
      case .free: return .none
      case .atLower where row[quantity].signum > 0, .atUpper where row[quantity].signum < 0:
        leeway.limitUp(to: step)
      case .atLower, .atUpper: leeway.limitDown(to: step)
      }
    }
    return leeway
  }

  /// For every row the intervals of its bounds within which all values stay within theirs.
  func rightHandSides() throws(SolveError) -> [[Sensitivity.RightHandSide]] {
    var all: [[Sensitivity.RightHandSide]] = []
    for row in simplex.form.program.rows.indices { all.append(try rightHandSides(ofRow: row)) }
    return all
  }

  private func rightHandSides(
    ofRow index: Int
  ) throws(SolveError) -> [Sensitivity.RightHandSide] {
    let row = simplex.form.program.rows[index]
    let quantity = simplex.form.variableCount + index
    let status = simplex.statuses[quantity]
    let activity = simplex.value[quantity]
    let price = isMaximization ? -reducedCosts[quantity] : reducedCosts[quantity]
    if case .finite(let right) = row.lower, row.lower == row.upper {
      // A basic activity stays where it is, so the equation must.
      let leeway = status == .basic ? .none : try activityLeeway(of: quantity)
      return [.init(side: .equation, interval: leeway.interval(around: right, slope: price))]
    }
    var sides: [Sensitivity.RightHandSide] = []
    if case .finite(let lower) = row.lower {
      var interval = Sensitivity.Interval(lower: .none, upper: .finite(activity), slope: 0)
      if status == .atLower {
        var leeway = try activityLeeway(of: quantity)
        if case .finite(let upper) = row.upper { leeway.limitUp(to: upper - lower) }
        interval = leeway.interval(around: lower, slope: price)
      }
      sides.append(.init(side: .lower, interval: interval))
    }
    if case .finite(let upper) = row.upper {
      var interval = Sensitivity.Interval(lower: .finite(activity), upper: .none, slope: 0)
      if status == .atUpper {
        var leeway = try activityLeeway(of: quantity)
        if case .finite(let lower) = row.lower { leeway.limitDown(to: lower - upper) }
        interval = leeway.interval(around: upper, slope: price)
      }
      sides.append(.init(side: .upper, interval: interval))
    }
    return sides
  }

  /// The ratio test both ways: when a nonbasic quantity with column a moves by δ, x_B moves by −δ·B⁻¹a.
  private func activityLeeway(of quantity: Int) throws(SolveError) -> Leeway {
    try checkStop()
    var leeway = Leeway()
    let column = try simplex.solvedColumn(of: quantity)
    for position in column.indices where !column[position].isZero {
      let basic = simplex.basic[position]
      let value = simplex.value[basic]
      let isFalling = column[position].signum > 0
      if case .finite(let lower) = simplex.form.lower[basic] {
        let step = (value - lower) / column[position]
        if isFalling { leeway.limitUp(to: step) } else { leeway.limitDown(to: step) }
      }
      if case .finite(let upper) = simplex.form.upper[basic] {
        let step = (value - upper) / column[position]
        if isFalling { leeway.limitDown(to: step) } else { leeway.limitUp(to: step) }
      }
    }
    return leeway
  }

  private func checkStop() throws(SolveError) {
    if simplex.monitor.shouldStop() { throw .stopped(ObjectiveBounds()) }
  }
}
