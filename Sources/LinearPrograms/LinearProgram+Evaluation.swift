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

  /// The row activities Σⱼ Aᵢⱼ·pointⱼ, one a row. Cost: one multiplication a nonzero, and a gcd a row.
  public func activities(at point: [Rational]) -> [Rational] {
    precondition(point.count == variables.count, "one value a variable")
    guard let whole = CommonDenominatorVector(ifShort: point) else {
      return sums(of: columns, times: point)
    }
    let matrix = IntegerMatrix(self)
    let totals = sums(of: matrix.columns, times: whole.numerators)
    return zip(totals, matrix.rowScales).map { total, scale in
      total.isZero ? 0 : total / (whole.denominator * scale)
    }
  }

  private func sums(of columns: [[Entry]], times point: [Rational]) -> [Rational] {
    var totals = [Rational](repeating: 0, count: rows.count)
    for (column, value) in zip(columns, point) where !value.isZero {
      for entry in column { totals[entry.row].addProduct(entry.value, value) }
    }
    return totals
  }

  /// The linear forms Σᵢ multipliersᵢ·Aᵢⱼ, one a variable. Cost: one multiplication a nonzero, and a gcd
  /// a variable.
  public func combinations(multipliers: [Rational]) -> [Rational] {
    precondition(multipliers.count == rows.count, "one multiplier a row")
    let matrix = IntegerMatrix(self)
    let scaled = zip(multipliers, matrix.rowScales).map { $1 == 1 ? $0 : $0 / $1 }
    guard let whole = CommonDenominatorVector(ifShort: scaled) else {
      return columns.map { Self.combination($0, multipliers) }
    }
    return matrix.columns.map { column in
      let total = Self.combination(column, whole.numerators)
      return total.isZero ? 0 : total / whole.denominator
    }
  }

  private static func combination(_ column: [Entry], _ multipliers: [Rational]) -> Rational {
    var total: Rational = 0
    for entry in column { total.addProduct(multipliers[entry.row], entry.value) }
    return total
  }

  /// The reduced costs dⱼ = cost(j) − Σᵢ yᵢ·Aᵢⱼ for row multipliers y, one a variable.
  public func reducedCosts(multipliers: [Rational]) -> [Rational] {
    zip(variables, combinations(multipliers: multipliers)).map { $0.cost - $1 }
  }
}
