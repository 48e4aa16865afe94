// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A program that solves an LP file, and how to read its answer.
enum Solver: String, CaseIterable {
  case spechub
  case glpsolExact = "glpsol --exact"
  case esolver

  /// The command line for a model file.
  func arguments(model: String, tool: String) -> [String] {
    switch self {
    case .spechub: [tool, "solve", model, "--json", "--brief"]
    case .glpsolExact: ["glpsol", "--exact", "--lp", model]
    case .esolver: ["esolver", "-O", Self.answerFile(for: model), "-L", model]
    }
  }

  /// Where QSopt_ex writes its answer: it prints no value.
  private static func answerFile(for model: String) -> String { model + ".answer" }

  /// The optimum as printed, or `nil` when the run gives none. Exit codes say little: QSopt_ex exits
  /// with 0 even when it calls a model infeasible.
  func optimum(in output: String, model: String) -> String? {
    switch self {
    case .spechub: field(output, after: "\"objective\":")
    case .glpsolExact:
      output.contains("OPTIMAL SOLUTION FOUND") ? "found (in doubles)" : nil
    case .esolver:
      (try? String(contentsOfFile: Self.answerFile(for: model), encoding: .utf8)).flatMap {
        $0.contains("status OPTIMAL") ? field($0, after: "Value = ") : nil
      }
    }
  }

  private func field(_ text: String, after key: String) -> String? {
    guard let range = text.range(of: key) else { return nil }
    let rest = text[range.upperBound...].drop { $0 == " " || $0 == "\"" }
    let value = rest.prefix { !" \"\n,}".contains($0) }
    return value.isEmpty ? nil : String(value)
  }
}
