// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

extension LinearProgram {
  /// The objective at `point`: constant + Σⱼ cost(j)·pointⱼ. Cost: n multiplications.
  public func objective(at point: [Rational]) -> Rational {
    var total = objectiveConstant
    for (variable, value) in zip(variables, point) {
      total.addProduct(variable.cost, value)
    }
    return total
  }

  /// The row activities Σⱼ Aᵢⱼ·pointⱼ, one a row. Cost: one multiplication a nonzero.
  public func activities(at point: [Rational]) -> [Rational] {
    precondition(point.count == variables.count, "one value a variable")
    var activities = [Rational](repeating: 0, count: rows.count)
    for (column, value) in zip(columns, point) where !value.isZero {
      for entry in column {
        activities[entry.row].addProduct(entry.value, value)
      }
    }
    return activities
  }

  /// The linear form Σᵢ multipliersᵢ·Aᵢⱼ of variable j. Cost: one multiplication a nonzero.
  public func combination(ofColumn variable: Int, multipliers: [Rational]) -> Rational {
    var total: Rational = 0
    for entry in columns[variable] {
      total.addProduct(multipliers[entry.row], entry.value)
    }
    return total
  }

  /// The reduced cost dⱼ = cost(j) − Σᵢ yᵢ·Aᵢⱼ for row multipliers y.
  public func reducedCost(ofColumn variable: Int, multipliers: [Rational]) -> Rational {
    variables[variable].cost - combination(ofColumn: variable, multipliers: multipliers)
  }
}
