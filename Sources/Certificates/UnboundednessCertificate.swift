// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
public import Rationals

/// A proof that the objective has no limit: a feasible point and a ray that stays feasible.
///
/// point + t·ray is feasible for every t ≥ 0 because the ray never moves against an existing bound
/// of a variable or of a row, and the objective changes at a constant rate cost·ray that improves it.
///
/// ```swift
/// // As much of x as possible, where x ≥ y: go along (1, 1) for ever.
/// var program = LinearProgram(sense: .maximize)
/// let row = program.addRow("x ≥ y", lower: 0)
/// program.addVariable("x", cost: 1, entries: [.init(row: row, value: 1)])
/// program.addVariable("y", entries: [.init(row: row, value: -1)])
/// UnboundednessCertificate(point: [0, 0], ray: [1, 1]).verify(against: program)   // → valid
/// ```
public struct UnboundednessCertificate: Sendable, Hashable {
  /// A feasible point, one value a variable.
  public var point: [Rational]
  /// The direction, one rate a variable.
  public var ray: [Rational]

  /// A certificate from its two vectors; nothing is checked before ``verify(against:)``.
  public init(point: [Rational], ray: [Rational]) {
    self.point = point
    self.ray = ray
  }

  /// Checks the point, the ray and the rate. Cost: two multiplications a nonzero.
  public func verify(against program: LinearProgram) -> Verdict {
    var violations = program.violations(at: point)
    guard ray.count == program.variables.count else {
      violations.append(
        .wrongLength(what: "ray", expected: program.variables.count, found: ray.count))
      return Verdict(violations)
    }
    func move(
      _ constraint: @autoclosure () -> Violation.Constraint, _ rate: Rational,
      _ lower: Bound, _ upper: Bound
    ) {
      let leaves = rate.signum < 0 ? lower.isFinite : rate.signum > 0 && upper.isFinite
      if leaves { violations.append(.rayLeaves(constraint(), by: rate.magnitude)) }
    }
    for (variable, rate) in zip(program.variables, ray) {
      move(.variable(variable.name), rate, variable.lower, variable.upper)
    }
    for (row, rate) in zip(program.rows, program.activities(at: ray)) {
      move(.row(row.name), rate, row.lower, row.upper)
    }
    let rate = program.objective(at: ray) - program.objectiveConstant
    let improvement = program.sense == .minimize ? -rate : rate
    if improvement.signum <= 0 { violations.append(.rayDoesNotImprove(rate: rate)) }
    return Verdict(violations)
  }
}
