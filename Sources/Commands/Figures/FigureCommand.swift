// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import SpeculativeDecoding

struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Pictures in SVG of exact numbers, and their tables in CSV.",
    discussion: """
      Example: spechub figure temperature Examples/data/letters.jsonl --csv table.csv > picture.svg

      temperature: the mean acceptance of schemes by the "temperature" of JSON Lines of instances. \
      decay: the mean acceptance of the first, second, … draft. tree: tokens per step of binary trees \
      of growing depth on a model, averaged over the roots. acceptance: the schemes of one instance.
      """)

  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case acceptance
    case temperature
    case decay
    case tree
  }

  @Argument(help: "What to draw.")
  var kind: Kind

  @Argument(help: "Instances, an instance, or a model, as the kind needs.", completion: .file())
  var input: String

  @Option(help: "Only these schemes, by id, separated by commas.")
  var schemes: String?

  @Option(help: "The number of drafts; for decay 5 unless given.")
  var drafts: Int?

  @Option(help: "Only instances whose annotation has this value: temperature=0.6.")
  var `where`: String?

  @Option(help: "Only every n-th of the instances.")
  var every = 1

  @Option(help: "For a tree: the last tokens before it, by number; repeat it for more roots.")
  var root: [String] = []

  @Option(help: "For a tree: the largest depth.")
  var depth = 4

  @Option(help: "Write the table to this file.")
  var csv: String?

  func validate() throws {
    guard every >= 1, depth >= 1, depth <= 16, drafts ?? 1 >= 1 else {
      throw ValidationError(
        "Numbers of drafts, depths and steps are at least 1, depths at most 16.")
    }
  }

  func run() throws {
    try finish {
      let chart: LineChart
      switch kind {
      case .temperature, .decay, .acceptance:
        let selected = try CompareCommand.schemes(named: schemes)
        var batch = try InstanceBatch(
          reading: input, mode: .strict, drafts: drafts ?? (kind == .decay ? 5 : nil))
        if let filter = self.where {
          let parts = filter.split(separator: "=", maxSplits: 1).map(String.init)
          guard parts.count == 2 else {
            throw ValidationError("--where \(filter): expected a key, = and a value.")
          }
          batch = try batch.filtered { try batch.item($0).annotation(parts[0]) == parts[1] }
        }
        batch = batch.filtered { $0 % every == 0 }
        guard batch.count > 0 else { throw CommandFailure("\(input): no instance is left") }
        chart =
          switch kind {
          case .temperature: try InstanceCharts.temperature(batch, selected)
          case .decay: try InstanceCharts.decay(batch, selected)
          default: InstanceCharts.acceptance(try batch.single(), selected)
          }
      case .tree:
        let file = try ModelPairFile(reading: input)
        let roots = try root.map { try file.state(of: TreeCommand.integers($0, "--root")) }
        guard !roots.isEmpty else { throw ValidationError("A tree needs a --root.") }
        chart = try TreeChart.chart(
          of: file.model, roots: roots, depth: depth,
          ids: schemes?.split(separator: ",").map(String.init) ?? TreeChart.ids)
      }
      Console.progress("")
      if let csv { try TextFile.write(chart.csv, to: csv) }
      Console.answer(chart.svg)
      return .holds
    }
  }
}
