// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import Rationals

/// Why there is no answer. Infeasible and unbounded are answers, not errors.
public enum SolveError: Error, Sendable, Hashable {
  /// The monitor said stop. The bounds on the optimum are proved, each where there is one.
  case stopped(ObjectiveBounds)
  /// The outcome failed its own certificate check: a defect of this program, reported rather than
  /// passed on.
  case certificateRejected(String)
  /// What is asked for is read off an optimal basis, and the one given is not optimal, or no basis.
  case basisNotOptimal
}

extension SolveError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .stopped(let bounds):
      switch (bounds.lower.map(Self.short), bounds.upper.map(Self.short)) {
      case (nil, nil): "stopped before an answer was found; no bound on the optimum is proved yet"
      case (let lower?, nil): "stopped; proved so far: optimum ≥ \(lower)"
      case (nil, let upper?): "stopped; proved so far: optimum ≤ \(upper)"
      case (let lower?, let upper?): "stopped; proved so far: \(lower) ≤ optimum ≤ \(upper)"
      }
    case .certificateRejected(let reason):
      "internal error: the answer found does not pass its own certificate check (\(reason)); "
        + "please report the model"
    case .basisNotOptimal:
      "the basis is not an optimal basis of this model; solve the model and use the basis found"
    }
  }

  /// A fraction that a person can read, or its first digits.
  private static func short(_ number: Rational) -> String {
    let text = number.description
    if text.utf8.count <= 40 { return text }
    return "\(number.decimal(significantDigits: 15)) (a fraction of \(text.utf8.count) characters)"
  }
}
