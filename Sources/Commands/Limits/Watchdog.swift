// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc
internal import Synchronization

/// Ends the process when it takes too long or too much memory, whatever it is doing just then.
///
/// For work whose answer is all or nothing: reading a file, enumerating tuples. Where work can end by
/// itself with what it has, as solving can, the watchdog is told to be ``patient()`` and only barks
/// when that does not happen. Nothing is lost with the process, since files are replaced as a whole.
final class Watchdog: Sendable {
  private let start = ContinuousClock.now
  private let timeLimit: Double?
  private let memoryLimit: Int?
  private let isPatient = Atomic<Bool>(false)

  /// How often it looks, in microseconds.
  private static let interval: UInt32 = 5_000
  /// What is allowed beyond the limits to work that watches them itself.
  private static let patience = (seconds: 10.0, megabytes: 512)

  /// Starts to watch; a thread is only made when there is a limit.
  @discardableResult
  init(_ limits: WorkLimits) throws(CommandFailure) {
    timeLimit = limits.timeLimit
    memoryLimit = limits.memoryLimit
    guard timeLimit != nil || memoryLimit != nil else { return }
    guard WorkerThread({ [self] in watch() }) != nil else {
      throw CommandFailure("the system gives no thread to watch the limits", status: .limit)
    }
  }

  /// From now on the work watches the limits itself.
  func patient() { isPatient.store(true, ordering: .relaxed) }

  private func watch() {
    while true {
      usleep(Self.interval)
      let isPatient = isPatient.load(ordering: .relaxed)
      if let timeLimit {
        let limit = timeLimit + (isPatient ? Self.patience.seconds : 0)
        if ContinuousClock.now - start >= .seconds(limit) {
          stop("the time limit of \(Self.text(timeLimit)) s is reached")
        }
      }
      if let memoryLimit {
        let limit = memoryLimit + (isPatient ? Self.patience.megabytes : 0)
        if peakMemoryInMegabytes > limit {
          stop("the memory limit of \(memoryLimit) MB is reached")
        }
      }
    }
  }

  private static func text(_ seconds: Double) -> String {
    Int(exactly: seconds).map(String.init) ?? String(seconds)
  }

  private func stop(_ reason: String) -> Never {
    Console.progress("")
    Console.note("stopped: \(reason)")
    // No handlers: other threads are still at work.
    _exit(CommandStatus.limit.rawValue)
  }
}
