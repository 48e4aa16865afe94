// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Measuring

/// Runs `spechub solve` and the exact solvers that are installed on the same MPS files, and compares
/// user CPU, memory and answers.
@main
struct Models: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "User CPU, memory and exact agreement of LP solvers on folders of MPS files.",
    discussion: """
      Example: models --tool .build/release/spechub netlib classic --cap 20

      Solvers: \(ModelSolver.allCases.map { "\($0.rawValue) (\($0.origin))" }.joined(separator: ", "))
      """)

  @Option(help: "The spechub executable to measure.")
  var tool: String

  @Argument(help: "Folders of .mps files; folders in them are not entered.")
  var folders: [String]

  @Option(help: "CPU seconds after which a run is given up.")
  var cap = 60

  @Option(help: "Runs of each program that needs less than a second; the mean counts.")
  var runs = 10

  @Option(help: "The most nonzeros of a model that z3 is asked.")
  var z3Limit = 1000

  @Option(
    parsing: .upToNextOption,
    help: "Rows of seeded random staircase models to add; columns are twice as many.")
  var staircase: [Int] = [300, 800]

  @Option(
    help: "A file to write the report into, between its lines <!-- begin --> and <!-- end -->.")
  var into: String?

  func validate() throws {
    guard cap > 0, runs > 0 else { throw ValidationError("--cap and --runs are at least 1.") }
    guard staircase.allSatisfy({ $0 >= 100 && $0 % 20 == 0 && $0 <= 100_000 }) else {
      throw ValidationError("--staircase takes multiples of 20 from 100 to 100000.")
    }
  }

  func run() throws {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("models-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }

    var files = try folders.flatMap(modelFiles)
    for model in staircase.map({ Staircase(rows: $0, columns: 2 * $0) }) {
      let path = scratch.appendingPathComponent("\(model.name).mps").path
      try model.mps().write(toFile: path, atomically: true, encoding: .utf8)
      files.append(path)
    }
    let solvers = ModelSolver.allCases.filter { $0 == .spechub || isInstalled($0.executable) }
    let bench = Bench(
      tool: tool, solvers: solvers, cap: cap, runs: runs, z3Limit: z3Limit,
      side: scratch.appendingPathComponent("side").path,
      copy: scratch.appendingPathComponent("copy.mps").path)
    var rows: [ModelRow] = []
    for file in files {
      FileHandle.standardError.write(Data("\(file)\n".utf8))
      rows.append(try bench.row(for: file))
    }
    let report = Report(
      models: rows, solvers: solvers,
      missing: ModelSolver.allCases.filter { !solvers.contains($0) },
      cap: cap, runs: runs, z3Limit: z3Limit
    ).markdown
    print(report, terminator: "")
    if let into { try insert(report, into: into) }
  }

  private func modelFiles(in folder: String) throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let models = names.filter { $0.hasSuffix(".mps") }.sorted()
    guard !models.isEmpty else { throw Failure("no .mps file in \(folder)") }
    return models.map { folder + "/" + $0 }
  }

  private func isInstalled(_ name: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }

  private func insert(_ report: String, into path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    guard let begin = text.range(of: "<!-- begin -->\n"),
      let end = text.range(of: "<!-- end -->", range: begin.upperBound..<text.endIndex)
    else { throw Failure("\(path) has no lines <!-- begin --> and <!-- end --> to write between") }
    let whole = text[..<begin.upperBound] + "\n" + report + "\n" + text[end.lowerBound...]
    try whole.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
