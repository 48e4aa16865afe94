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

  /// The answer and the check of one instance: CPU seconds and megabytes.
  func solve(
    _ instance: String, certificate: String
  ) throws -> (solved: ChildProcess, checked: ChildProcess) {
    let solved = try ChildProcess.run(
      [
        tool, "optimum", "--normalize", "--brief", "--json", instance, "--certificate", certificate,
      ],
      cpuLimit: 600)
    guard solved.exitStatus == 0 else { throw Failure("spechub failed: \(solved.output)") }
    let checked = try ChildProcess.run([certcheck, instance, certificate], cpuLimit: 600)
    guard checked.exitStatus == 0 else { throw Failure("certcheck failed: \(checked.output)") }
    return (solved, checked)
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

/// Three digits, or as many as there are before the point.
func text(_ seconds: Double) -> String { String(format: "%.3f", seconds) }
