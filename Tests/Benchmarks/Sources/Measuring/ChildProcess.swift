// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc

/// One finished run of a program, as the operating system accounted for it.
public struct ChildProcess {
  /// User CPU seconds of the process, from `wait4`.
  public var userSeconds: Double
  /// The largest resident size in megabytes, which is never less than `leastMegabytes`.
  public var megabytes: Double
  public var output: String
  public var exitStatus: Int32
  /// Whether the CPU limit ended it.
  public var timedOut: Bool

  /// This process's own largest resident size: a child begins in its memory, and Linux counts that.
  public static var leastMegabytes: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1024
  }

  /// Runs a program to its end, or until it has used `cpuLimit` seconds of CPU.
  public static func run(_ arguments: [String], cpuLimit: Int) throws -> ChildProcess {
    let outputPath = FileManager.default.temporaryDirectory
      .appendingPathComponent("peers-\(getpid())-output").path
    defer { unlink(outputPath) }
    // The shell only sets the CPU limit, and is replaced by the program.
    let words = ["/bin/sh", "-c", "ulimit -t \(cpuLimit); exec \"$@\"", "sh"] + arguments
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    argv.append(nil)
    defer { argv.forEach { free($0) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, "/bin/sh", &actions, nil, argv, environ)
    guard code == 0 else { throw Failure("cannot start \(arguments[0]): error \(code)") }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(pid, &status, 0, &usage) < 0 && errno == EINTR {}
    let signal = status & 0x7f
    let data = FileManager.default.contents(atPath: outputPath) ?? Data()
    return ChildProcess(
      userSeconds: Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6,
      megabytes: Double(usage.ru_maxrss) / 1024,
      output: String(decoding: data, as: UTF8.self),
      exitStatus: signal == 0 ? (status >> 8) & 0xff : -signal,
      timedOut: signal == SIGXCPU || signal == SIGKILL)
  }
}

public struct Failure: Error, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
