// SPDX-License-Identifier: GPL-3.0-or-later

import ExactSolving
internal import Synchronization

extension WorkLimits {
  /// Watches a solve for these limits and for Ctrl-C, and shows progress on a terminal.
  func watch() -> SolveWatch { SolveWatch(self) }
}

/// A solve under watch.
final class SolveWatch: Sendable {
  /// What ended a solve.
  enum Reason: String {
    case interrupted = "interrupted"
    case timeLimit = "time-limit"
    case memoryLimit = "memory-limit"
  }

  private let start = ContinuousClock.now
  private let deadline: ContinuousClock.Instant?
  private let memoryLimit: Int?
  private let isShown = Console.isInteractive
  /// When progress was last shown, in milliseconds since the start.
  private let lastShown = Atomic<Int>(0)
  /// When the memory was last looked at, the same.
  private let lastLook = Atomic<Int>(-1000)
  private let isTooLarge = Atomic<Bool>(false)

  init(_ limits: WorkLimits) {
    deadline = limits.timeLimit.map { ContinuousClock.now + .seconds($0) }
    memoryLimit = limits.memoryLimit
    Interruption.listen()
  }

  /// Why to stop, if at all.
  var reason: Reason? {
    if Interruption.isRequested { return .interrupted }
    if let deadline, ContinuousClock.now >= deadline { return .timeLimit }
    if let memoryLimit, isBeyond(memoryLimit) { return .memoryLimit }
    return nil
  }

  /// Whether the memory was ever beyond the limit; looks a hundred times a second at most.
  private func isBeyond(_ megabytes: Int) -> Bool {
    let now = Int((ContinuousClock.now - start) / .milliseconds(1))
    if !isTooLarge.load(ordering: .relaxed), now - lastLook.load(ordering: .relaxed) >= 10 {
      lastLook.store(now, ordering: .relaxed)
      isTooLarge.store(peakMemoryInMegabytes > megabytes, ordering: .relaxed)
    }
    return isTooLarge.load(ordering: .relaxed)
  }

  /// The monitor to give to a solver.
  var monitor: SolveMonitor {
    SolveMonitor(
      shouldStop: { self.reason != nil },
      report: { progress in
        if self.isShown { self.show(progress) }
      })
  }

  /// Overwrites the line of progress, ten times a second at most, after the first half second.
  private func show(_ progress: SolveProgress) {
    let now = Int((ContinuousClock.now - start) / .milliseconds(1))
    let last = lastShown.load(ordering: .relaxed)
    guard now >= 500, now - last >= 100 else { return }
    lastShown.store(now, ordering: .relaxed)
    let what =
      switch progress {
      case .proposing(let iterations): "GLPK looks for a basis: \(iterations) iterations"
      case .solving(let size, let bits): "exact solution of \(size) equations: \(bits) bits"
      case .pivoting(let pivots): "exact pivots: \(pivots)"
      }
    Console.progress("\(now / 1000) s  \(what)  \(peakMemoryInMegabytes) MB")
  }
}
