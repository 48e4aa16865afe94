// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Measuring

@main
struct Curves: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What the certified largest acceptance costs as the vocabulary grows.",
    subcommands: [Sizes.self, Programs.self])
}

/// The executables to measure.
struct Tools: ParsableArguments {
  @Option(help: "The spechub executable to measure.")
  var tool: String

  @Option(help: "The certcheck executable to measure.")
  var certcheck: String

  @Option(help: "A Python with numpy, and POT where it is to be compared.")
  var python = "python3"

  /// The answer and the check of one instance: CPU seconds, the mean of some runs, and megabytes.
  func solve(
    _ instance: String, certificate: String, runs: Int = 1
  ) throws -> (solved: ChildProcess, checked: ChildProcess) {
    func measure(_ arguments: [String]) throws -> ChildProcess {
      var result = try ChildProcess.run(arguments, cpuLimit: 600)
      guard result.exitStatus == 0 else {
        throw Failure("\(arguments[0]) failed: \(result.output)")
      }
      for _ in 1..<max(runs, 2) where runs > 1 {
        result.userSeconds += try ChildProcess.run(arguments, cpuLimit: 600).userSeconds
      }
      result.userSeconds /= Double(runs)
      return result
    }
    let solved = try measure([
      tool, "optimum", "--normalize", "--brief", "--json", instance, "--certificate", certificate,
    ])
    return (solved, try measure([certcheck, instance, certificate]))
  }
}

/// A folder for the files of one run.
func withFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("curves-\(ProcessInfo.processInfo.processIdentifier)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

/// Tenths of milliseconds.
func text(_ seconds: Double) -> String { String(format: "%.4f", seconds) }
