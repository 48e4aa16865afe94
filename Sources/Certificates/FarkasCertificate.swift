// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
public import Rationals

/// A proof that no point is feasible.
///
/// Either two bounds of one row or variable are crossed (lower > upper), or row multipliers y
/// combine the rows into z·x = Σᵢ yᵢ·(Ax)ᵢ, z = Aᵀy, such that the least value the rows allow for the
/// right side exceeds the greatest value that the bounds of the variables allow for the left:
///
///     Σᵢ (yᵢ > 0 ? yᵢ·lower(i) : yᵢ·upper(i))  >  Σⱼ (zⱼ > 0 ? zⱼ·upper(j) : zⱼ·lower(j)).
///
/// Every bound used must exist. Proof: `Proofs/notes/certificates.md`.
///
/// ```swift
/// // x ≥ 2 and x ≤ 1: once the first, minus once the second.
/// var program = LinearProgram(sense: .minimize)
/// let above = program.addRow("above", lower: 2)
/// let below = program.addRow("below", upper: 1)
/// program.addVariable(
///   "x", lower: .none, entries: [.init(row: above, value: 1), .init(row: below, value: 1)])
/// FarkasCertificate.multipliers([1, -1]).verify(against: program)   // → valid
/// ```
public enum FarkasCertificate: Sendable, Hashable {
  /// One multiplier a row.
  case multipliers([Rational])
  /// The row with this index has lower > upper.
  case crossedRow(Int)
  /// The variable with this index has lower > upper.
  case crossedVariable(Int)

  /// Checks the contradiction. Cost: one multiplication a nonzero.
  public func verify(against program: LinearProgram) -> Verdict {
    switch self {
    case .multipliers(let multipliers):
      return verify(multipliers, against: program)
    case .crossedRow(let index):
      guard program.rows.indices.contains(index) else {
        return .invalid([
          .wrongLength(what: "rows", expected: program.rows.count, found: index + 1)
        ])
      }
      let row = program.rows[index]
      return verifyCrossed(.row(row.name), row.lower, row.upper)
    case .crossedVariable(let index):
      guard program.variables.indices.contains(index) else {
        return .invalid([
          .wrongLength(what: "variables", expected: program.variables.count, found: index + 1)
        ])
      }
      let variable = program.variables[index]
      return verifyCrossed(.variable(variable.name), variable.lower, variable.upper)
    }
  }

  private func verify(_ multipliers: [Rational], against program: LinearProgram) -> Verdict {
    guard multipliers.count == program.rows.count else {
      return .invalid([
        .wrongLength(what: "multipliers", expected: program.rows.count, found: multipliers.count)
      ])
    }
    let negated = program.combinations(multipliers: multipliers).map { -$0 }
    var violations: [Violation] = []
    let least = program.leastValue(
      rowMultipliers: multipliers, variableMultipliers: negated, missing: &violations)
    if violations.isEmpty && least <= 0 {
      violations.append(.noContradiction(slack: -least))
    }
    return Verdict(violations)
  }

  private func verifyCrossed(
    _ constraint: Violation.Constraint, _ lower: Bound, _ upper: Bound
  ) -> Verdict {
    guard case .finite(let low) = lower, case .finite(let high) = upper else {
      return .invalid([.missingBound(constraint, multiplier: 1)])
    }
    return low > high ? .valid : .invalid([.notCrossed(constraint, slack: high - low)])
  }
}
