// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// Row multipliers y as integers over one denominator, fit for the matrix with integer rows: reduced
/// costs then need no gcd.
///
///     D·(cⱼ − Σᵢ yᵢ·Aᵢⱼ) = D·cⱼ − Σᵢ wᵢ·A′ᵢⱼ,   A′ᵢⱼ = sᵢ·Aᵢⱼ,   wᵢ = D·yᵢ/sᵢ.
struct ScaledMultipliers {
  /// wᵢ and D.
  private let whole: CommonDenominatorVector

  /// Cost: a least common multiple and a division a row.
  init(_ multipliers: [Rational], of form: ComputationalForm) {
    whole = CommonDenominatorVector(
      zip(multipliers, form.matrix.rowScales).map { $1 == 1 ? $0 : $0 / $1 })
  }

  /// Takes over yᵢ/sᵢ by row.
  init(scaled: CommonDenominatorVector) { whole = scaled }

  /// y by row, in lowest terms. Cost: a gcd a row.
  func rationals(of form: ComputationalForm) -> [Rational] {
    form.matrix.rowScales.enumerated().map { row, scale in
      let weight = whole.numerators[row]
      return weight.isZero ? 0 : weight * scale / whole.denominator
    }
  }

  /// D > 0, what ``scaledReducedCost(of:cost:in:)`` is scaled by.
  var denominator: Rational { whole.denominator }

  /// D times the reduced cost of a quantity with this cost: the sign is right, and so are all ratios.
  func scaledReducedCost(of quantity: Int, cost: Rational, in form: ComputationalForm) -> Rational {
    guard quantity < form.variableCount else {
      let row = quantity - form.variableCount
      return whole.numerators[row] * form.matrix.rowScales[row]
    }
    var total = cost.isZero ? 0 : denominator * cost
    for entry in form.matrix.columns[quantity] {
      total.subtractProduct(entry.value, whole.numerators[entry.row])
    }
    return total
  }
}

extension ExactSimplex {
  /// The reduced costs of all quantities, all multiplied by the same positive number; 0 for basic ones.
  ///
  /// Cost: one multiplication a nonzero.
  func reducedCosts(_ multipliers: ScaledMultipliers) -> [Rational] {
    (0..<form.quantityCount).map { quantity in
      statuses[quantity] == .basic
        ? 0
        : multipliers.scaledReducedCost(of: quantity, cost: form.cost(of: quantity), in: form)
    }
  }
}
