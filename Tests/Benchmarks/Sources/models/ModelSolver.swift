// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LinearPrograms
import Measuring

/// A program that solves an MPS file, how it is called, and how its answer is read.
///
/// Exit codes say little: QSopt_ex exits with 0 even when it calls a model infeasible.
enum ModelSolver: String, CaseIterable {
  case spechub
  case glpsol
  case glpsolExact = "glpsol --exact"
  case esolver
  case lpsol = "ppl_lpsol"
  case z3
  case clp

  /// The executable that must be on the path; ours is given by `--tool`.
  var executable: String {
    switch self {
    case .glpsolExact: "glpsol"
    default: rawValue
    }
  }

  /// Where it comes from, for those who miss it.
  var origin: String {
    switch self {
    case .spechub: "--tool"
    case .glpsol, .glpsolExact: "Debian glpk-utils"
    case .esolver: "QSopt_ex, Debian qsopt-ex"
    case .lpsol: "PPL's demos/ppl_lpsol, which no Debian package ships"
    case .z3: "Debian z3"
    case .clp: "Debian coinor-clp"
    }
  }

  /// The command line for one model, in free MPS if `isFree` and in fixed MPS otherwise; `side` is a
  /// file the program may need beside it.
  func arguments(tool: String, model: String, isFree: Bool, side: String) -> [String] {
    let form = isFree ? "--freemps" : "--mps"
    return switch self {
    case .spechub: [tool, "solve", model, "--json"]
    case .glpsol: ["glpsol", form, model]
    case .glpsolExact: ["glpsol", "--exact", form, model]
    case .esolver: ["esolver", "-O", side, model]
    case .lpsol: ["ppl_lpsol", "-s", "-m", model]
    case .z3: ["z3", side]
    case .clp: ["clp", model]
    }
  }

  /// What its value lacks of the objective's constant c, as a multiple of c: QSopt_ex drops an RHS
  /// entry on the objective row, GLPK reads it with the other sign, and PPL reads through GLPK but
  /// keeps no constant.
  var missingConstants: Int {
    switch self {
    case .esolver, .lpsol: 1
    case .glpsol, .glpsolExact: 2
    case .spechub, .z3, .clp: 0
    }
  }

  /// Whether it says that it could not read the model: GLPK, and PPL and clp too, know no fractions
  /// in MPS.
  func failedToRead(_ output: String) -> Bool {
    switch self {
    case .glpsol, .glpsolExact: output.contains("MPS file processing error")
    case .lpsol: output.contains("cannot read MPS file")
    case .clp: output.contains("errors on input")
    case .spechub, .esolver, .z3: false
    }
  }

  /// The answer in what the program printed or wrote.
  func answer(output: String, side: String) -> Answer? {
    switch self {
    case .spechub:
      Answer(
        status: field(output, after: "\"status\": \""),
        value: field(output, after: "\"objective\": \""))
    case .glpsol, .glpsolExact: glpkAnswer(output)
    case .esolver:
      (try? String(contentsOfFile: side, encoding: .utf8)).flatMap {
        Answer(
          status: field($0, after: "status = ")?.lowercased(),
          value: field($0, after: "Value = "))
      }
    case .lpsol: lpsolAnswer(output)
    case .z3: SMTLIB.answer(in: output)
    case .clp: clpAnswer(output)
    }
  }

  private func glpkAnswer(_ output: String) -> Answer? {
    if output.contains("OPTIMAL LP SOLUTION FOUND") || output.contains("OPTIMAL SOLUTION FOUND") {
      return Answer(
        status: "optimal",
        value: field(output, afterLast: self == .glpsol ? "obj =" : "objval ="))
    }
    if output.contains("NO PRIMAL FEASIBLE SOLUTION") || output.contains("NO FEASIBLE SOLUTION") {
      return .infeasible
    }
    return output.contains("UNBOUNDED") ? .unbounded : nil
  }

  private func lpsolAnswer(_ output: String) -> Answer? {
    if output.contains("Unfeasible problem") { return .infeasible }
    if output.contains("Unbounded problem") { return .unbounded }
    return Answer(status: "optimal", value: field(output, after: "Optimum value: "))
  }

  private func clpAnswer(_ output: String) -> Answer? {
    if failedToRead(output) { return nil }
    if output.contains("PrimalInfeasible objective") { return .infeasible }
    if output.contains("DualInfeasible objective") { return .unbounded }
    return Answer(status: "optimal", value: field(output, afterLast: "Optimal objective "))
  }

  private func field(_ text: String, after key: String) -> String? {
    text.range(of: key).map { word(text[$0.upperBound...]) }
  }

  private func field(_ text: String, afterLast key: String) -> String? {
    text.range(of: key, options: .backwards).map { word(text[$0.upperBound...]) }
  }

  private func word(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.prefix { !" \"\n,".contains($0) })
  }
}
