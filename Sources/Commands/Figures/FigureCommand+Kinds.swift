// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import OptimalTransport
import SpeculativeDecoding

/// What each kind of figure reads.
extension FigureCommand {
  /// The figure that was asked for.
  func figure() throws -> Figure {
    if kind == .tree { return try treeChart().figure() }
    let selected = try CompareCommand.schemes(named: schemes)
    let batch = try batch()
    switch kind {
    case .temperature:
      return try batch.isSingle
        ? InstanceCharts.temperature(instance(batch), selected).figure()
        : InstanceCharts.temperature(batch, selected).figure()
    case .decay:
      return try batch.isSingle
        ? InstanceCharts.decay(instance(batch), drafts: drafts ?? 5, selected).figure()
        : InstanceCharts.decay(batch.with(drafts: drafts ?? 5), selected).figure()
    case .coupling: return try CouplingFigure.figure(of: twoDrafts(batch))
    case .plan: return try PlanFigure.figure(of: twoDrafts(batch))
    case .comparison: return try ComparisonFigure.figure(of: twoDrafts(batch))
    case .residual: return try ResidualFigure.figure(of: instance(batch), selected)
    case .polymatroid: return try PolymatroidFigure.figure(of: instance(batch))
    case .acceptance: return AcceptanceFigure.figure(of: try instance(batch), selected)
    case .tree: preconditionFailure("answered above")
    }
  }

  private var mode: InstanceFile.Mode { normalize ? .normalize : .strict }

  /// The instances of the file that the options leave.
  private func batch() throws -> InstanceBatch {
    var batch = try InstanceBatch(
      reading: input, mode: mode, drafts: kind == .decay ? nil : drafts)
    if let filter = self.where {
      let parts = filter.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError("--where \(filter): expected a key, = and a value.")
      }
      batch = try batch.filtered { try batch.item($0).annotation(parts[0]) == parts[1] }
    }
    batch = batch.filtered { $0 % every == 0 }
    guard batch.count > 0 else { throw CommandFailure("\(input): no instance is left") }
    return batch
  }

  private func instance(_ batch: InstanceBatch) throws -> Instance {
    let instance = try batch.single()
    for note in try batch.notes() { Console.note("\(input): \(note)") }
    return instance
  }

  /// The instance of a figure of pairs.
  private func twoDrafts(_ batch: InstanceBatch) throws -> Instance {
    let instance = try instance(batch)
    guard instance.drafts == 2 else {
      throw CommandFailure(
        "\(input): drafts: the picture is one of pairs: expected 2, found \(instance.drafts); "
          + "--drafts 2 asks for two")
    }
    return instance
  }

  private func treeChart() throws -> LineChart {
    let ids = try schemes?.split(separator: ",").map { id in
      guard TreeComparison.isKnown(String(id)) else {
        throw ValidationError(
          "There is no scheme \"\(id)\". There are "
            + "\(TreeComparison.allIDs.joined(separator: ", ")).")
      }
      return String(id)
    }
    let source = input == "-" ? "standard input" : input
    let cursor = JSONCursor(
      try JSONValue.parse(ModelFile.bytes(input), source: source), source: source)
    let model: ModelPair
    let roots: [Int]
    let subject: String?
    if try cursor.optional("draft") != nil {
      let file = try InstanceFile(cursor, mode: mode)
      for note in file.notes { Console.note("\(source): \(note)") }
      guard root.isEmpty else {
        throw ValidationError("--root: every position of an instance is the same.")
      }
      model = ModelPair(everywhere: file.instance)
      roots = [0]
      subject = (file.instance.name.map { "\($0), " } ?? "") + "the same at every position"
    } else {
      let file = try ModelPairFile(cursor)
      guard !root.isEmpty || file.contextLength == nil else {
        throw ValidationError("Give the last tokens before the tree by --root.")
      }
      model = file.model
      roots =
        try root.isEmpty
        ? [file.state(of: [])]
        : root.map { try file.state(of: TreeCommand.integers($0, "--root")) }
      subject = try cursor.optional("name")?.string()
    }
    return try TreeChart.chart(
      of: model, roots: roots, depth: depth, ids: ids ?? TreeChart.ids, subject: subject)
  }
}
