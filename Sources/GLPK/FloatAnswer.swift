// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPK
internal import CGLPKGuard
public import ExactSolving
public import LinearPrograms

/// GLPK's own answer to a program, to be shown beside the exact one and never believed.
///
/// Both ways take the program rounded to doubles. `glp_exact` then computes with rational numbers that
/// stand for those doubles (each replaced by a nearby short fraction) and rounds its answer again.
public struct FloatAnswer: Sendable, Hashable {
  /// How GLPK is asked.
  public enum Method: String, Sendable, CaseIterable {
    /// `glp_simplex` with default parameters.
    case simplex = "glp_simplex"
    /// `glp_simplex`, then `glp_exact` from its basis.
    case exact = "glp_exact"
  }

  /// How GLPK was asked.
  public var method: Method
  /// GLPK's status in a word: optimal, infeasible, unbounded, or what kept it from an answer.
  public var status: String
  /// The objective that GLPK reports, when it reports an optimum.
  public var objective: Double?

  /// Asks GLPK; `nil` when the program cannot be rounded or GLPK fails.
  ///
  /// - Parameters:
  ///   - method: how.
  ///   - program: what about; one without rows or variables is not asked about.
  ///   - seconds: GLPK can run for ever; it is stopped after so many seconds.
  ///   - monitor: told how far it is, and may stop it.
  public init?(
    _ method: Method, to program: LinearProgram, timeLimit seconds: Int = 10,
    monitor: SolveMonitor = .silent
  ) {
    guard !program.rows.isEmpty, !program.variables.isEmpty,
      let answer = RoundedProgram(program)?.solve(
        method == .simplex ? GLPK_GUARD_FLOAT : GLPK_GUARD_EXACT, startingFrom: nil,
        milliseconds: seconds * 1000, monitor: monitor)
    else { return nil }
    self.method = method
    objective = nil
    switch (answer.returnCode, answer.status) {
    case (GLP_ETMLIM, _): status = "stopped after \(seconds) s"
    case (0, GLP_OPT):
      status = "optimal"
      objective = answer.objective
    case (0, GLP_NOFEAS): status = "infeasible"
    case (0, GLP_UNBND): status = "unbounded"
    case (0, _): status = "no solution"
    default: status = "failed (code \(answer.returnCode))"
    }
  }
}
