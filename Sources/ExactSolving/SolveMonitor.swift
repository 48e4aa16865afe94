// SPDX-License-Identifier: GPL-3.0-or-later

/// Watches a solve: is told how far it is, and may end it.
///
/// Both closures are called often, so they should be quick.
public struct SolveMonitor: Sendable {
  /// Asked between steps; `true` ends the solve with ``SolveError/stopped(_:)``.
  public var shouldStop: @Sendable () -> Bool
  /// Told what is being done.
  public var report: @Sendable (SolveProgress) -> Void

  /// A monitor that asks the one and tells the other; by default it never stops and says nothing.
  public init(
    shouldStop: @escaping @Sendable () -> Bool = { false },
    report: @escaping @Sendable (SolveProgress) -> Void = { _ in }
  ) {
    self.shouldStop = shouldStop
    self.report = report
  }

  /// Never stops, tells nobody.
  public static let silent = SolveMonitor()
}

/// What a solve is doing.
public enum SolveProgress: Sendable, Hashable {
  /// The oracle looks for a basis.
  case proposing(iterations: Int)
  /// A basis system with a kernel of this order is solved; its numbers have at least so many bits.
  case solving(kernelSize: Int, bits: Int)
  /// Exact pivots from a basis that was not optimal.
  case pivoting(pivots: Int)
}
