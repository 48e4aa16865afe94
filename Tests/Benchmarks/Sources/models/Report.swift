// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Measuring

/// The Markdown of a benchmark run: a table with a line a model, and what it comes to.
struct Report {
  var models: [ModelRow]
  var solvers: [ModelSolver]
  /// Solvers that were not found.
  var missing: [ModelSolver]
  var cap: Int
  var runs: Int
  var z3Limit: Int

  var markdown: String { (table + [""] + summary).joined(separator: "\n") + "\n" }

  private var table: [String] {
    let names = solvers.map(\.rawValue).joined(separator: " | ")
    return [
      "| model | rows × columns | answer | \(names) | ours / esolver |",
      "|---|---|---|" + String(repeating: "---|", count: solvers.count + 1),
    ]
      + models.map { model in
        let cells = solvers.map { model.measurements[$0].map(cell) ?? "–" }
        return "| \(model.name) | \(model.rows) × \(model.columns) | \(model.answer) | "
          + cells.joined(separator: " | ") + " | \(model.ratio.map { format($0, 2) } ?? "–") |"
      }
  }

  private func cell(_ measured: Measurement) -> String {
    switch measured.agreement {
    case .timedOut: "> \(cap) s"
    case .noAnswer: "no answer"
    default:
      "\(format(measured.seconds, 3)) s, "
        + (measured.megabytes.map { "\(format($0, 0)) MB, " } ?? "") + measured.agreement.rawValue
    }
  }

  private var summary: [String] {
    var lines = [
      "- Cells: user CPU seconds (the mean of \(runs) runs where the first needs less than a second), "
        + "peak memory where it is above the benchmark's own "
        + "(\(format(ChildProcess.leastMegabytes, 0)) MB in the end), and the answer beside ours; "
        + "given up after \(cap) s of CPU."
    ]
    lines += solvers.map(total)
    lines.append(contentsOf: [0.03, 1].map(geometricMean))
    lines.append(worst("all models", of: models))
    lines.append(
      worst(
        "models where either needs 0.03 s",
        of: models.filter { model in
          [.spechub, .esolver].contains { (model.measurements[$0]?.seconds ?? 0) >= 0.03 }
        }))
    lines.append(exactPart)
    lines.append(
      "- z3 is asked only models of at most \(z3Limit) nonzeros, written as SMT-LIB for it.")
    if !missing.isEmpty {
      let names = missing.map { "`\($0.rawValue)` (\($0.origin))" }.joined(separator: ", ")
      lines.append("- Not installed, so not measured: \(names).")
    }
    return lines
  }

  private func total(of solver: ModelSolver) -> String {
    let all = models.compactMap { $0.measurements[solver] }
    let counts = [Agreement.exact, .rounded, .wrong, .noAnswer, .timedOut].compactMap { kind in
      let count = all.count { $0.agreement == kind }
      return count > 0 ? "\(count) \(kind.rawValue)" : nil
    }
    let sum = all.reduce(0) { $0 + $1.seconds }
    let peak = all.compactMap(\.megabytes).max().map { "at most \(format($0, 0)) MB" }
    return "- `\(solver.rawValue)`: \(format(sum, 2)) s in sum on \(all.count) models, "
      + "\(peak ?? "never more memory than the benchmark"); \(counts.joined(separator: ", "))."
  }

  private func geometricMean(from least: Double) -> String {
    let ratios = models.compactMap { model in
      (model.measurements[.esolver]?.seconds ?? 0) >= least ? model.ratio : nil
    }
    let title = "- Geometric mean of ours / QSopt_ex where that needs at least \(least) s"
    guard !ratios.isEmpty else { return "\(title): no such model." }
    let mean = exp(ratios.reduce(0) { $0 + log($1) } / Double(ratios.count))
    return "\(title): \(format(mean, 3)) (\(ratios.count) models)."
  }

  private func worst(_ title: String, of models: [ModelRow]) -> String {
    let known = models.compactMap { model in model.ratio.map { (model, $0) } }
    guard let (model, ratio) = known.max(by: { $0.1 < $1.1 }) else {
      return "- Worst ours / QSopt_ex, \(title): none."
    }
    let slower = known.filter { $0.1 > 1 }.map(\.0.name)
    let losses = slower.isEmpty ? "nowhere" : slower.joined(separator: ", ")
    return "- Worst ours / QSopt_ex, \(title): \(format(ratio, 2)) (\(model.name)); "
      + "we are slower on \(slower.count) of \(known.count): \(losses)."
  }

  private var exactPart: String {
    let title = "- Exact part of ours, in sum, beside GLPK's float solve"
    let pairs = models.compactMap { model -> (Double, Double)? in
      guard let parts = model.measurements[.spechub]?.parts,
        let float = model.measurements[.glpsol], float.answered
      else { return nil }
      return (parts.exact, float.seconds)
    }
    guard !pairs.isEmpty else {
      return "\(title): this `spechub` does not print its `seconds`, so not measured."
    }
    let (exact, float) = pairs.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
    return "\(title): \(format(exact, 3)) s / \(format(float, 3)) s = "
      + "\(format(exact / float, 2)) (\(pairs.count) models that `glpsol` answers)."
  }

  private func format(_ number: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", number)
  }
}
