// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Measuring

/// Times our certified solve beside GLPK's `glpsol --exact` and QSopt_ex's `esolver`, all on the same
/// LP files in one run, and prints user CPU seconds and ratios.
///
/// The files are written by `spechub export lp` from random instances whose probabilities are
/// multiples of 1/1024, so that every number is a finite decimal that all three read exactly.
@main
struct Peers: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "User CPU seconds of spechub solve, glpsol --exact and esolver on the same files.")

  @Option(help: "The spechub executable to measure.")
  var tool: String

  @Option(
    name: .customLong("full"), parsing: .upToNextOption,
    help: "Vocabulary sizes n of the full OTM coupling LP (n³ variables).")
  var fullSizes: [Int] = [8, 16, 24, 32, 48]

  @Option(
    name: .customLong("acceptance"), parsing: .upToNextOption,
    help: "Vocabulary sizes n of the acceptance LP (2n² − n variables).")
  var acceptanceSizes: [Int] = [16, 32, 64, 96]

  @Option(help: "Runs of each program; the median counts.")
  var runs = 3

  @Option(help: "CPU seconds after which a run is given up.")
  var limit = 60

  func run() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("peers-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    print("user CPU seconds, median of \(runs); > means given up after \(limit) s of CPU")
    print(
      "| LP | n | \(Solver.allCases.map(\.rawValue).joined(separator: " | ")) | ours / esolver | ours / glpsol --exact |"
    )
    print("|---|---|---|---|---|---|---|")
    for (kind, sizes) in [("full", fullSizes), ("acceptance", acceptanceSizes)] {
      var givenUp: Set<Solver> = []
      for size in sizes {
        let model = try writeModel(kind: kind, size: size, in: folder)
        var times: [Solver: Double] = [:]
        var optima: [Solver: String] = [:]
        for solver in Solver.allCases where !givenUp.contains(solver) {
          let measured = try measure(solver, model: model)
          times[solver] = measured?.seconds
          optima[solver] = measured?.optimum
          if measured == nil { givenUp.insert(solver) }
        }
        report(kind: kind, size: size, times: times, optima: optima)
      }
    }
  }

  private func measure(
    _ solver: Solver, model: String
  ) throws -> (seconds: Double, optimum: String?)? {
    var seconds: [Double] = []
    var optimum: String?
    for _ in 0..<runs {
      let run = try ChildProcess.run(
        solver.arguments(model: model, tool: tool), cpuLimit: limit)
      if run.timedOut { return nil }
      optimum = solver.optimum(in: run.output, model: model)
      seconds.append(run.userSeconds)
    }
    return (seconds.sorted()[seconds.count / 2], optimum)
  }

  private func report(
    kind: String, size: Int, times: [Solver: Double], optima: [Solver: String]
  ) {
    func ratio(to peer: Solver) -> String {
      guard let mine = times[.spechub] else { return "–" }
      guard let theirs = times[peer] else { return "< \(format(mine / Double(limit)))" }
      return theirs > 0 ? format(mine / theirs) : "–"
    }
    let cells = Solver.allCases.map { times[$0].map(format) ?? "> \(limit)" }
    print(
      "| \(kind) | \(size) | \(cells.joined(separator: " | ")) | \(ratio(to: .esolver)) "
        + "| \(ratio(to: .glpsolExact)) |")
    if let mine = optima[.spechub], let theirs = optima[.esolver], mine != theirs {
      print("  DISAGREEMENT: spechub says \(mine), esolver says \(theirs)")
    }
    for solver in [Solver.spechub, .esolver] where times[solver] != nil && optima[solver] == nil {
      print("  \(solver.rawValue) gave no optimum")
    }
  }

  private func format(_ number: Double) -> String { String(format: "%.3f", number) }

  /// Writes the LP of a random instance of `size` tokens and two independent drafts.
  private func writeModel(kind: String, size: Int, in folder: URL) throws -> String {
    var generator = SeededGenerator(state: UInt64(size))
    let instance = folder.appendingPathComponent("instance-\(size).json").path
    let model = folder.appendingPathComponent("\(kind)-\(size).lp").path
    let text = """
      {"target": [\(weights(size, &generator))], "draft": [\(weights(size, &generator))],
       "total": 1024, "drafts": 2, "sampling": "iid"}
      """
    try text.write(toFile: instance, atomically: true, encoding: .utf8)
    let export = try ChildProcess.run(
      [tool, "export", "lp", instance, "--program", kind, "--decimals", "--output", model],
      cpuLimit: 600)
    guard export.exitStatus == 0 else { throw Failure("export failed: \(export.output)") }
    return model
  }

  /// `size` ≤ 1024 positive integers that sum to 1024.
  private func weights(_ size: Int, _ generator: inout SeededGenerator) -> String {
    var cuts = Set<Int>()
    while cuts.count < size - 1 { cuts.insert(Int.random(in: 1..<1024, using: &generator)) }
    let ends = [0] + cuts.sorted() + [1024]
    return zip(ends, ends.dropFirst()).map { String($1 - $0) }.joined(separator: ", ")
  }
}
