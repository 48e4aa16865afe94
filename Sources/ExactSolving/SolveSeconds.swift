// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// Where the time of a solve went, in seconds of CPU time of the solving thread. For show: nothing
/// depends on it.
public struct SolveSeconds: Sendable, Hashable {
  /// In the oracle.
  public private(set) var oracle = 0.0
  /// In exact arithmetic, the check of the certificate included.
  public private(set) var exact = 0.0

  private let start = Self.now

  /// All zero.
  public init() {}

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Runs the oracle on the clock.
  mutating func askOracle(_ ask: () -> BasisProposal?) -> BasisProposal? {
    let before = Self.now
    let proposal = ask()
    oracle += Self.now - before
    return proposal
  }

  /// Ends the solve: what the oracle did not take was exact work.
  mutating func conclude() { exact = Self.now - start - oracle }
}
