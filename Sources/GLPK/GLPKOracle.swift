// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKGuard
public import ExactSolving
public import LinearPrograms

/// GLPK's floating-point simplex as a guesser of bases.
///
/// GLPK sees the program rounded to doubles and answers with a basis; no number of its ever leaves
/// this module. It cannot abort the process or print: see `CGLPKGuard`.
///
/// `proposeBasis` is a synchronous function from value to value: it creates and frees GLPK's state on
/// the calling thread and may be called from any number of threads at once.
public struct GLPKOracle: BasisOracle {
  /// GLPK's simplex can run for ever; past this many seconds the basis it has is taken.
  public var timeLimit: Int

  /// An oracle that gives GLPK so many seconds.
  public init(timeLimit seconds: Int = 600) {
    timeLimit = seconds
  }

  /// The version of the GLPK linked, such as "5.0".
  public static var version: String { String(cString: glpk_guard_version()) }

  /// GLPK's basis; the start when there is nothing to ask, `nil` when GLPK fails.
  public func proposeBasis(
    for program: LinearProgram, startingFrom start: Basis?, monitor: SolveMonitor
  ) -> BasisProposal? {
    guard !program.rows.isEmpty, !program.variables.isEmpty,
      let rounded = RoundedProgram(program)
    else { return start.map { BasisProposal(basis: $0) } }
    let answer = rounded.solve(
      GLPK_GUARD_BASIS, startingFrom: start,
      milliseconds: max(1, min(timeLimit, 2_000_000)) * 1000, monitor: monitor)
    return answer.map {
      BasisProposal(basis: $0.basis, iterations: $0.iterations, log: $0.log)
    }
  }
}
