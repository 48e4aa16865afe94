// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// One condition that a certificate fails, with the exact amount by which it fails.
public enum Violation: Sendable, Hashable {
  /// A constraint of the program, or one end of it, named for a person.
  public enum Constraint: Sendable, Hashable {
    /// The row of this name.
    case row(String)
    /// The variable of this name.
    case variable(String)
  }

  /// A list has the wrong length: `what` should have `expected` entries.
  case wrongLength(what: String, expected: Int, found: Int)
  /// The value lies `by` below its lower bound.
  case belowLower(Constraint, by: Rational)
  /// The value lies `by` above its upper bound.
  case aboveUpper(Constraint, by: Rational)
  /// A multiplier leans on a bound that does not exist.
  case missingBound(Constraint, multiplier: Rational)
  /// The bound that the multipliers prove differs from the objective of the point: `gap` > 0.
  case dualityGap(objective: Rational, provenBound: Rational, gap: Rational)
  /// The multipliers leave a slack of `slack` ≥ 0 and so prove nothing infeasible.
  case noContradiction(slack: Rational)
  /// The bounds said to be crossed are not: upper − lower = `slack` ≥ 0.
  case notCrossed(Constraint, slack: Rational)
  /// The ray moves against a bound at the rate `by`.
  case rayLeaves(Constraint, by: Rational)
  /// The ray does not improve the objective: it changes it at this rate.
  case rayDoesNotImprove(rate: Rational)
  /// The certificate says that it is about another model.
  case wrongModel(expected: String, found: String)
  /// The objective that the certificate states is not that of its point.
  case wrongObjective(stated: Rational, found: Rational)
  /// A certificate of the largest acceptance fails.
  case acceptance(AcceptanceViolation)
}

extension Violation.Constraint: CustomStringConvertible {
  public var description: String {
    switch self {
    case .row(let name): "row \(name)"
    case .variable(let name): "variable \(name)"
    }
  }
}

extension Violation: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongLength(let what, let expected, let found):
      "\(what): \(expected) entries expected, \(found) found"
    case .belowLower(let constraint, let amount):
      "\(constraint) is below its lower bound by \(amount)"
    case .aboveUpper(let constraint, let amount):
      "\(constraint) is above its upper bound by \(amount)"
    case .missingBound(let constraint, let multiplier):
      "\(constraint) has multiplier \(multiplier) on a side where it has no bound"
    case .dualityGap(let objective, let provenBound, let gap):
      "the objective is \(objective) but the multipliers prove only \(provenBound): gap \(gap)"
    case .noContradiction(let slack):
      "the multipliers contradict nothing: slack \(slack)"
    case .notCrossed(let constraint, let slack):
      "the bounds of \(constraint) are not crossed: upper − lower = \(slack)"
    case .rayLeaves(let constraint, let amount):
      "the ray leaves the bounds of \(constraint) at rate \(amount)"
    case .rayDoesNotImprove(let rate):
      "the ray does not improve the objective: it changes it at rate \(rate)"
    case .wrongModel(let expected, let found):
      "the certificate is about model \(found), this model is \(expected)"
    case .wrongObjective(let stated, let found):
      "the objective is stated to be \(stated) but the point has \(found)"
    case .acceptance(let violation): violation.description
    }
  }
}

/// What a check says: valid, or every condition that fails.
public enum Verdict: Sendable, Hashable {
  /// Everything that was claimed holds.
  case valid
  /// At least one condition fails; all that were found.
  case invalid([Violation])

  init(_ violations: [Violation]) {
    self = violations.isEmpty ? .valid : .invalid(violations)
  }

  /// Whether nothing is violated.
  public var isValid: Bool { self == .valid }
}
