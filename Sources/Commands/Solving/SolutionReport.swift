// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import GLPK
import LPFormats
import LinearPrograms
import Rationals

/// The solution of a linear program, for a person and for a machine.
struct SolutionReport {
  /// What to show.
  struct Options {
    var isBrief = false
    var digits = 6
    var isFull = false
    var besideFloat = false
    var isRanging = false
  }

  let program: LinearProgram
  let solution: ExactSolver.Solution
  let certificate: String?
  let options: Options
  /// GLPK's own answers, when they were asked for.
  let floatAnswers: [FloatAnswer]
  /// Why an infeasible program is, in as few constraints as can be.
  let subsystem: IrreducibleInfeasibleSubsystem?
  /// How far costs and right-hand sides may move, when that was asked for.
  let sensitivity: Sensitivity?

  /// Solves the program, and what else the options ask for.
  init(
    _ program: LinearProgram, certificate: String? = nil, options: Options = Options(),
    monitor: SolveMonitor = .silent
  ) throws(SolveError) {
    self.program = program
    self.certificate = certificate
    self.options = options
    solution = try ExactSolver.standard(monitor: monitor).solve(program)
    switch solution.outcome {
    case .infeasible(let proof) where !options.isBrief:
      subsystem = try IrreducibleInfeasibleSubsystem(
        of: program, certificate: proof, oracle: GLPKOracle(), monitor: monitor)
      sensitivity = nil
    case .optimal where options.isRanging:
      subsystem = nil
      sensitivity = try Sensitivity(of: program, basis: solution.basis, monitor: monitor)
    default: (subsystem, sensitivity) = (nil, nil)
    }
    floatAnswers =
      options.besideFloat
      ? FloatAnswer.Method.allCases.compactMap { FloatAnswer($0, to: program, monitor: monitor) }
      : []
  }

  var outcome: Outcome { solution.outcome }

  var text: String {
    var sections = [headline]
    if !floatAnswers.isEmpty { sections.append(floatTable) }
    if !options.isBrief {
      switch outcome {
      case .optimal(let proof):
        if options.isFull {
          sections += fullTables(proof)
        } else {
          sections.append(variableTable("value", proof.primal))
          sections.append(rowTable("multiplier", proof.multipliers))
        }
      case .infeasible(let proof): sections.append(explanation(proof))
      case .unbounded(let proof):
        sections.append(variableTable("point", proof.point))
        sections.append(variableTable("ray", proof.ray))
      }
    }
    if let subsystem { sections.append(text(of: subsystem)) }
    if let sensitivity { sections += tables(of: sensitivity) }
    if let certificate { sections.append("certificate written to \(certificate)") }
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// One line a value: the name, a space, the fraction. Comments begin with #.
  var values: String {
    var lines = ["# \(headline.split(separator: "\n").joined(separator: "\n# "))"]
    func add(_ title: String, _ names: [String], _ values: [Rational]) {
      lines.append("# \(title)")
      lines += zip(names, values).map { "\($0) \($1)" }
    }
    let (variables, rows) = (program.variables.map(\.name), program.rows.map(\.name))
    switch outcome {
    case .optimal(let proof):
      add("variables", variables, proof.primal)
      add("multipliers of the rows", rows, proof.multipliers)
    case .infeasible(.multipliers(let multipliers)):
      add("multipliers of the rows that contradict each other", rows, multipliers)
    case .infeasible: break
    case .unbounded(let proof):
      add("a feasible point", variables, proof.point)
      add("a ray", variables, proof.ray)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var headline: String {
    guard case .optimal(let proof) = outcome else { return "\(outcome.status), certified" }
    let objective = program.objective(at: proof.primal)
    let digits = max(options.digits, 12)
    let unique = solution.uniqueness == .unique ? ", the only optimal point" : ""
    return "optimal, certified\(unique)\n\(program.objectiveName) = \(objective)"
      + (objective.isInteger ? "" : " (about \(objective.decimal(significantDigits: digits)))")
  }

  private func variableTable(_ title: String, _ values: [Rational]) -> String {
    table("variable", program.variables.map(\.name), title, values)
  }

  private func rowTable(_ title: String, _ values: [Rational]) -> String {
    table("row", program.rows.map(\.name), title, values)
  }

  /// Names and values, the nonzero ones.
  private func table(
    _ kind: String, _ names: [String], _ title: String, _ values: [Rational]
  ) -> String {
    var table = TextTable([(kind, .left), (title, .right), ("about", .right)])
    var zeros = 0
    for (name, value) in zip(names, values) {
      if value.isZero {
        zeros += 1
      } else {
        table.add([name, value.description, value.decimal(significantDigits: options.digits)])
      }
    }
    if zeros == values.count { return values.isEmpty ? "" : "  every \(kind) has \(title) 0" }
    let rest = zeros == 1 ? "\n  the other one is 0" : "\n  the other \(zeros) are 0"
    return table.text + (zeros > 0 ? rest : "")
  }

  private func explanation(_ proof: FarkasCertificate) -> String {
    switch proof {
    case .multipliers(let multipliers):
      "these multiples of the rows add up to a contradiction\n"
        + rowTable("multiplier", multipliers)
    case .crossedRow(let row): "row \(program.rows[row].name) has its bounds crossed"
    case .crossedVariable(let variable):
      "variable \(program.variables[variable].name) has its bounds crossed"
    }
  }
}
