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
///
/// ```swift
/// // The most of 3x where 2x ≤ 4: x = 2, and each unit of the row is worth 3/2.
/// var program = LinearProgram(sense: .maximize)
/// let budget = program.addRow("budget", upper: 4)
/// program.addVariable("x", cost: 3, entries: [.init(row: budget, value: 2)])
/// let certificate = OptimalityCertificate(primal: [2], multipliers: [3 / 2])
/// certificate.verify(against: program)          // → valid
/// ```
public struct OptimalityCertificate: Sendable, Hashable {
  /// x, one value a variable.
  public var primal: [Rational]
  /// y, one multiplier a row.
  public var multipliers: [Rational]

  /// A certificate from its two vectors; nothing is checked before ``verify(against:)``.
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
    var missing: [Violation] = []
    let provenBound = program.dualBound(multipliers: multipliers, missing: &missing)
    violations += missing
    guard primal.count == program.variables.count, missing.isEmpty else {
      return Verdict(violations)
    }
    let objective = program.objective(at: primal)
    if objective != provenBound {
      violations.append(
        .dualityGap(
          objective: objective, provenBound: provenBound,
          gap: (objective - provenBound).magnitude))
    }
    return Verdict(violations)
  }

  /// What is proved when `verify` does not accept: a bound on the optimum from each half that stands
  /// by itself.
  public func provenBounds(for program: LinearProgram) -> ObjectiveBounds {
    var fromPoint: Rational?
    if program.violations(at: primal).isEmpty { fromPoint = program.objective(at: primal) }
    var fromMultipliers: Rational?
    if multipliers.count == program.rows.count {
      var missing: [Violation] = []
      let bound = program.dualBound(multipliers: multipliers, missing: &missing)
      if missing.isEmpty { fromMultipliers = bound }
    }
    return program.sense == .minimize
      ? ObjectiveBounds(lower: fromMultipliers, upper: fromPoint)
      : ObjectiveBounds(lower: fromPoint, upper: fromMultipliers)
  }
}

/// Bounds on the optimum of a program; `nil` where nothing is proved.
public struct ObjectiveBounds: Sendable, Hashable {
  /// The optimum, if there is one, is at least this.
  public var lower: Rational?
  /// The optimum, if there is one, is at most this.
  public var upper: Rational?

  /// Bounds, absent where nothing is proved.
  public init(lower: Rational? = nil, upper: Rational? = nil) {
    self.lower = lower
    self.upper = upper
  }
}
