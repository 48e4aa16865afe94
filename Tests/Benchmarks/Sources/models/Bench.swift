// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import LinearPrograms
import Measuring
import Rationals

/// Runs the solvers on a model, one after the other.
struct Bench {
  var tool: String
  var solvers: [ModelSolver]
  var cap: Int
  var runs: Int
  var z3Limit: Int
  /// A file for what a solver needs beside the model.
  var side: String
  /// A file for a copy of the model in finite decimals.
  var copy: String

  /// Measures every solver on one file. Ours goes first: its certified answer judges the others.
  func row(for file: String) throws -> ModelRow {
    let program = try ModelFile.read(file)
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    var row = ModelRow(
      name: name, rows: program.rows.count, columns: program.variables.count,
      nonzeros: program.nonzeroCount, answer: "none")
    var certified: Answer?
    for solver in solvers {
      if solver == .z3 {
        guard program.nonzeroCount <= z3Limit else { continue }
        try SMTLIB.script(of: program).write(toFile: side, atomically: true, encoding: .utf8)
      }
      var (run, seconds, megabytes) = try measure(solver, model: file, isFree: false)
      if solver.failedToRead(run.output), try writeCopy(of: file) {
        (run, seconds, megabytes) = try measure(solver, model: copy, isFree: true)
      }
      let answer = run.timedOut ? nil : solver.answer(output: run.output, side: side)
      let isSeen = megabytes > ChildProcess.leastMegabytes + 1
      var measured = Measurement(
        seconds: seconds, megabytes: isSeen ? megabytes : nil, agreement: .noAnswer)
      if solver == .spechub {
        certified = run.output.contains("\"certified\": true") ? answer : nil
        row.answer = certified.map(text) ?? "none"
        measured.parts = parts(in: run.output)
      }
      if run.timedOut {
        measured.agreement = .timedOut
      } else if let answer, let certified {
        let missing = Rational(solver.missingConstants) * program.objectiveConstant
        measured.agreement = answer.agreement(with: certified, missing: missing)
      }
      row.measurements[solver] = measured
    }
    return row
  }

  /// Writes the model in free MPS without fractions, where its numbers are finite decimals.
  private func writeCopy(of file: String) throws -> Bool {
    try ChildProcess.run(
      [tool, "convert", file, copy, "--to", "mps", "--mps", "free", "--decimals"], cpuLimit: cap
    ).exitStatus == 0
  }

  /// The last run, the mean of the user CPU seconds and the largest memory.
  ///
  /// A mean, because the system splits a short run's time into user and system by sampling it.
  private func measure(
    _ solver: ModelSolver, model: String, isFree: Bool
  ) throws -> (ChildProcess, seconds: Double, megabytes: Double) {
    let command = solver.arguments(tool: tool, model: model, isFree: isFree, side: side)
    var all: [ChildProcess] = []
    repeat {
      if solver == .esolver { try? FileManager.default.removeItem(atPath: side) }
      all.append(try ChildProcess.run(command, cpuLimit: cap))
    } while all.count < runs && all[0].userSeconds < 1 && !all[0].timedOut
    let seconds = all.reduce(0) { $0 + $1.userSeconds } / Double(all.count)
    return (all[all.count - 1], seconds, all.map(\.megabytes).max() ?? 0)
  }

  private func text(of answer: Answer) -> String {
    switch answer {
    case .optimal(let value): value.decimal(significantDigits: 10)
    case .infeasible: "infeasible"
    case .unbounded: "unbounded"
    }
  }

  /// `"seconds": {"oracle": x, "exact": y}` of our JSON.
  private func parts(in output: String) -> (oracle: Double, exact: Double)? {
    guard
      let object = try? JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any],
      let seconds = object["seconds"] as? [String: Any],
      let oracle = seconds["oracle"].flatMap({ Double("\($0)") }),
      let exact = seconds["exact"].flatMap({ Double("\($0)") })
    else { return nil }
    return (oracle, exact)
  }
}
