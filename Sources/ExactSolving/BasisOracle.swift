// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// Something that guesses a basis.
///
/// The guess may be wrong, singular, or of another program's taste; exact arithmetic concludes from
/// whatever it is. An oracle that fails says so with `nil`, which costs time and never correctness.
public protocol BasisOracle: Sendable {
  /// Proposes a basis for `program`, preferably close to `start` when one is given.
  ///
  /// When the monitor says stop, the best basis at hand is proposed.
  func proposeBasis(
    for program: LinearProgram, startingFrom start: Basis?, monitor: SolveMonitor
  ) -> BasisProposal?
}

/// A guessed basis and what its author had to say.
public struct BasisProposal: Sendable {
  /// The guess.
  public var basis: Basis
  /// Iterations spent on it, in the oracle's own unit.
  public var iterations: Int
  /// The oracle's chatter; shown to nobody unless asked for.
  public var log: String

  /// A guess, with what it cost its author.
  public init(basis: Basis, iterations: Int = 0, log: String = "") {
    self.basis = basis
    self.iterations = iterations
    self.log = log
  }
}

/// The oracle that knows nothing: it hands the start back.
public struct NoOracle: BasisOracle {
  /// Nothing to configure.
  public init() {}

  /// The start; `nil` when there is none.
  public func proposeBasis(
    for program: LinearProgram, startingFrom start: Basis?, monitor: SolveMonitor
  ) -> BasisProposal? {
    start.map { BasisProposal(basis: $0) }
  }
}
