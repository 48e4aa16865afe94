// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
public import Rationals

/// A proof that a point is optimal: the point and one multiplier a row.
///
/// Let y be the multipliers and dⱼ = cost(j) − Σᵢ yᵢ·Aᵢⱼ the reduced costs. Every feasible x has
///
///     cost·x = Σᵢ yᵢ·(Ax)ᵢ + Σⱼ dⱼ·xⱼ,
///
/// and each term is bounded by one end of the interval its row or variable must lie in. For a
/// minimisation the sum of the lower ends of those terms is therefore a bound below every feasible
/// objective; when the point attains it, the point is optimal (weak duality). A maximisation is the
/// same with both signs turned. Proof: `Proofs/notes/certificates.md`.
///
/// Sign convention, in both senses of optimisation: yᵢ is a shadow price of row i. When the bounds of
/// row i that it leans on move by δ, the optimum of a minimisation rises by at least yᵢ·δ (of a
/// maximisation: at most), with equality for small δ wherever the optimum is differentiable.
public struct OptimalityCertificate: Sendable, Hashable {
  /// x, one value a variable.
  public var primal: [Rational]
  /// y, one multiplier a row.
  public var multipliers: [Rational]

  public init(primal: [Rational], multipliers: [Rational]) {
    self.primal = primal
    self.multipliers = multipliers
  }

  /// Checks feasibility of the point and that the multipliers prove its objective optimal.
  ///
  /// Cost: two multiplications a nonzero of the matrix. No solver is involved.
  public func verify(against program: LinearProgram) -> Verdict {
    var violations = program.violations(at: primal)
    guard multipliers.count == program.rows.count else {
      violations.append(
        .wrongLength(what: "multipliers", expected: program.rows.count, found: multipliers.count))
      return Verdict(violations)
    }
    let isMaximization = program.sense == .maximize
    let rowMultipliers = isMaximization ? multipliers.map { -$0 } : multipliers
    let reducedCosts = program.columns.indices.map { variable in
      let reducedCost = program.reducedCost(ofColumn: variable, multipliers: multipliers)
      return isMaximization ? -reducedCost : reducedCost
    }
    var missing: [Violation] = []
    let least = program.leastValue(
      rowMultipliers: rowMultipliers, variableMultipliers: reducedCosts, missing: &missing)
    violations += missing
    guard primal.count == program.variables.count, missing.isEmpty else {
      return Verdict(violations)
    }
    let provenBound = program.objectiveConstant + (isMaximization ? -least : least)
    let objective = program.objective(at: primal)
    if objective != provenBound {
      violations.append(
        .dualityGap(
          objective: objective, provenBound: provenBound,
          gap: (objective - provenBound).magnitude))
    }
    return Verdict(violations)
  }
}
