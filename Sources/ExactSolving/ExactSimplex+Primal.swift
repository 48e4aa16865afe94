// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// How a run of the simplex method ended; every number in it is exact.
enum SimplexEnd {
  /// The basis is primal and dual feasible.
  case optimal
  /// Row multipliers y that contradict the bounds, as in `FarkasCertificate`.
  case infeasible(multipliers: [Rational])
  /// The objective improves for ever along this direction, one rate a quantity.
  case unbounded(ray: [Rational])
}

extension ExactSimplex {
  /// Runs both phases of the primal method to the end; `nil` when that takes more than `limit` pivots.
  mutating func runPrimal(limit: Int) throws(SolveError) -> SimplexEnd? {
    let firstPivot = counters.pivots
    var idle = 0
    var cursor = 0
    while true {
      try checkStop()
      let phaseCosts = infeasibilityCosts()
      let isFirstPhase = phaseCosts != nil
      let prices =
        if let phaseCosts {
          try factorization.solveTransposed(phaseCosts, of: form)
        } else {
          try multipliers()
        }
      guard
        let entering = chooseEntering(
          prices: prices, isFirstPhase: isFirstPhase, usingBland: idle > Self.patience,
          cursor: &cursor)
      else {
        return isFirstPhase ? .infeasible(multipliers: prices.rationals(of: form)) : .optimal
      }
      let column = try solvedColumn(of: entering.quantity)
      guard
        let block = blockingStep(
          entering: entering.quantity, direction: entering.direction, column: column,
          isFirstPhase: isFirstPhase)
      else {
        return .unbounded(ray: ray(entering: entering, column: column))
      }
      guard counters.pivots - firstPivot < limit else { return nil }
      idle = block.step.isZero ? idle + 1 : 0
      let step = entering.direction > 0 ? block.step : -block.step
      if let position = block.position {
        try pivot(
          entering: entering.quantity, solvedColumn: column, step: step, position: position,
          leavingStatus: block.leavingStatus)
      } else {
        move(entering.quantity, by: step, solvedColumn: column)
        statuses[entering.quantity] = block.leavingStatus
        counters.boundFlips += 1
      }
    }
  }

  /// The gradient of the sum of infeasibilities by position, or `nil` when there is none.
  private func infeasibilityCosts() -> [Rational]? {
    var costs = [Rational](repeating: 0, count: form.rowCount)
    var isInfeasible = false
    for position in basic.indices {
      let sign = excess(at: position).signum
      guard sign != 0 else { continue }
      costs[position] = Rational(sign)
      isInfeasible = true
    }
    return isInfeasible ? costs : nil
  }

  struct Entering {
    var quantity: Int
    /// +1 when it grows, −1 when it shrinks.
    var direction: Int
  }

  /// Partial pricing: the best candidate of the first stretch of quantities that has one, going round
  /// from where the last search ended. With Bland's rule the first candidate of all.
  private func chooseEntering(
    prices: ScaledMultipliers, isFirstPhase: Bool, usingBland: Bool, cursor: inout Int
  ) -> Entering? {
    let count = form.quantityCount
    if usingBland { cursor = 0 }
    let stretch = usingBland ? 1 : max(256, count / 8)
    var best: (entering: Entering, size: Rational)?
    for offset in 0..<count {
      let quantity = (cursor + offset) % count
      if statuses[quantity] != .basic {
        let cost: Rational = isFirstPhase ? 0 : form.cost(of: quantity)
        let reducedCost = prices.scaledReducedCost(of: quantity, cost: cost, in: form)
        if isAttractive(quantity, reducedCost: reducedCost) {
          let size = reducedCost.magnitude
          if best.map({ size > $0.size }) ?? true {
            best = (Entering(quantity: quantity, direction: -reducedCost.signum), size)
          }
        }
      }
      if let best, (offset + 1) % stretch == 0 || usingBland {
        cursor = (cursor + offset + 1) % count
        return best.entering
      }
    }
    return best?.entering
  }

  private struct Block {
    /// How far the entering quantity can go, ≥ 0.
    var step: Rational
    /// The position that blocks, or `nil` when the entering quantity reaches its own other bound.
    var position: Int?
    var leavingStatus: Basis.Status
  }

  /// The ratio test; `nil` when nothing blocks. Ties go to the smallest quantity (Bland).
  ///
  /// In the first phase a quantity outside its bounds blocks where it reaches the bound it violates.
  private func blockingStep(
    entering: Int, direction: Int, column: [Rational], isFirstPhase: Bool
  ) -> Block? {
    var best: Block?
    var bestQuantity = Int.max
    func offer(_ step: Rational, _ position: Int?, _ quantity: Int, _ status: Basis.Status) {
      if let current = best,
        step > current.step || (step == current.step && quantity > bestQuantity)
      {
        return
      }
      best = Block(step: step, position: position, leavingStatus: status)
      bestQuantity = quantity
    }
    if case .finite(let low) = form.lower[entering], case .finite(let high) = form.upper[entering] {
      offer(high - low, nil, entering, direction > 0 ? .atUpper : .atLower)
    }
    for position in column.indices where !column[position].isZero {
      // The basic quantity changes at the rate −column·direction.
      let rate = direction > 0 ? -column[position] : column[position]
      let quantity = basic[position]
      let current = value[quantity]
      let excess = isFirstPhase ? form.excess(of: quantity, at: current).signum : 0
      if rate.signum < 0 {
        // Falling: stops at its upper bound when above it, else at its lower bound.
        if excess < 0 { continue }
        let bound = excess > 0 ? form.upper[quantity] : form.lower[quantity]
        guard case .finite(let limit) = bound else { continue }
        offer((limit - current) / rate, position, quantity, excess > 0 ? .atUpper : .atLower)
      } else {
        if excess > 0 { continue }
        let bound = excess < 0 ? form.lower[quantity] : form.upper[quantity]
        guard case .finite(let limit) = bound else { continue }
        offer((limit - current) / rate, position, quantity, excess < 0 ? .atLower : .atUpper)
      }
    }
    return best
  }

  private func ray(entering: Entering, column: [Rational]) -> [Rational] {
    var ray = [Rational](repeating: 0, count: form.quantityCount)
    ray[entering.quantity] = Rational(entering.direction)
    for position in column.indices where !column[position].isZero {
      ray[basic[position]] = entering.direction > 0 ? -column[position] : column[position]
    }
    return ray
  }
}
