// SPDX-License-Identifier: GPL-3.0-or-later

/// What an exact solution cost, in units that do not depend on the machine.
public struct SolveCounters: Sendable, Hashable {
  /// Iterations the oracle spent on its proposal.
  public var oracleIterations = 0
  /// Exact pivots after the proposal; 0 when the proposed basis was optimal.
  public var pivots = 0
  /// Times the oracle was asked again for a basis closer by.
  public var refinements = 0
  /// Moves from one bound of a variable to the other without a change of basis.
  public var boundFlips = 0
  /// Exact factorizations of a basis.
  public var factorizations = 0
  /// Dependent columns replaced in proposed bases.
  public var repairs = 0
  /// The order of the largest kernel left after peeling.
  public var kernelSize = 0

  /// All zero.
  public init() {}
}
