// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// What can be said of a linear program, each with its proof.
///
/// Infeasible and unbounded are answers, not errors.
public enum Outcome: Sendable, Hashable {
  /// The certificate's point is optimal.
  case optimal(OptimalityCertificate)
  /// No point keeps all bounds.
  case infeasible(FarkasCertificate)
  /// Feasible, and the objective has no limit.
  case unbounded(UnboundednessCertificate)

  /// `optimal`, `infeasible` or `unbounded`.
  public var status: String {
    switch self {
    case .optimal: "optimal"
    case .infeasible: "infeasible"
    case .unbounded: "unbounded"
    }
  }

  /// Checks the proof against the program. No solver is involved.
  public func verify(against program: LinearProgram) -> Verdict {
    switch self {
    case .optimal(let certificate): certificate.verify(against: program)
    case .infeasible(let certificate): certificate.verify(against: program)
    case .unbounded(let certificate): certificate.verify(against: program)
    }
  }
}
