// SPDX-License-Identifier: GPL-3.0-or-later

/// Why there is no answer. Infeasible and unbounded are answers, not errors.
public enum SolveError: Error, Sendable, Hashable {
  /// The caller's `shouldStop` said so.
  case stopped
  /// The outcome failed its own certificate check: a defect of this program, reported rather than
  /// passed on.
  case certificateRejected(String)
}

extension SolveError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .stopped: "stopped before an answer was found"
    case .certificateRejected(let reason):
      "internal error: the answer found does not pass its own certificate check (\(reason)); "
        + "please report the model"
    }
  }
}
