// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import ExactSolving
internal import Synchronization

/// How long and how large a solve may get, and what is shown meanwhile.
struct SolveLimits: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Stop after this time; exit status 3, with the bounds proved so far.", valueName: "seconds"))
  var timeLimit: Double?

  @Option(
    help: ArgumentHelp("Stop when the process takes more memory than this.", valueName: "megabytes")
  )
  var memoryLimit: Int?

  func validate() throws {
    if let timeLimit, !(timeLimit > 0 && timeLimit <= 1e9) {
      throw ValidationError("--time-limit takes a positive number of seconds")
    }
    if let memoryLimit, memoryLimit < 1 {
      throw ValidationError("--memory-limit takes a positive number of megabytes")
    }
  }

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

  init(_ limits: SolveLimits) {
    deadline = limits.timeLimit.map { ContinuousClock.now + .seconds($0) }
    memoryLimit = limits.memoryLimit
    Interruption.listen()
  }

  /// Why to stop, if at all.
  var reason: Reason? {
    if Interruption.isRequested { return .interrupted }
    if let deadline, ContinuousClock.now >= deadline { return .timeLimit }
    if let memoryLimit, peakMemoryInMegabytes > memoryLimit { return .memoryLimit }
    return nil
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
