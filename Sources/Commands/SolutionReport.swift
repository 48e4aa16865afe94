// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import LPFormats
import LinearPrograms
import Rationals

/// The solution of a linear program, for a person and for a machine.
struct SolutionReport {
  private let program: LinearProgram
  private let solution: ExactSolver.Solution
  private let certificate: String?
  private let isBrief: Bool

  init(
    _ program: LinearProgram, _ solution: ExactSolver.Solution, certificate: String?,
    isBrief: Bool
  ) {
    self.program = program
    self.solution = solution
    self.certificate = certificate
    self.isBrief = isBrief
  }

  var text: String {
    var sections = [headline]
    if !isBrief {
      switch solution.outcome {
      case .optimal(let proof):
        sections.append(variableTable("value", proof.primal))
        sections.append(rowTable("multiplier", proof.multipliers))
      case .infeasible(let proof): sections.append(explanation(proof))
      case .unbounded(let proof):
        sections.append(variableTable("point", proof.point))
        sections.append(variableTable("ray", proof.ray))
      }
    }
    if let certificate { sections.append("certificate written to \(certificate)") }
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var headline: String {
    guard case .optimal(let proof) = solution.outcome else {
      return "\(solution.outcome.status), certified"
    }
    let objective = program.objective(at: proof.primal)
    return "optimal, certified\n\(program.objectiveName) = \(objective)"
      + (objective.isInteger ? "" : " (about \(objective.decimal(significantDigits: 12)))")
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
        table.add([name, value.description, value.decimal(significantDigits: 6)])
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

extension SolutionReport {
  /// The answer of `solve --json`; zero entries are left out.
  var json: JSONValue {
    var members: [JSONValue.Member] = [.init("status", .string(solution.outcome.status))]
    switch solution.outcome {
    case .optimal(let proof):
      let objective = program.objective(at: proof.primal)
      members.append(.init("objective", .exact(objective)))
      members.append(
        .init("objective_decimal", .string(objective.decimal(significantDigits: 15))))
      if !isBrief {
        members.append(.init("primal", named(program.variables.map(\.name), proof.primal)))
        members.append(.init("dual", named(program.rows.map(\.name), proof.multipliers)))
      }
    case .infeasible(let proof):
      switch proof {
      case .multipliers(let multipliers) where !isBrief:
        members.append(.init("farkas", named(program.rows.map(\.name), multipliers)))
      case .multipliers: break
      case .crossedRow(let row):
        members.append(.init("crossed_row", .string(program.rows[row].name)))
      case .crossedVariable(let variable):
        members.append(.init("crossed_variable", .string(program.variables[variable].name)))
      }
    case .unbounded(let proof):
      if !isBrief {
        members.append(.init("point", named(program.variables.map(\.name), proof.point)))
        members.append(.init("ray", named(program.variables.map(\.name), proof.ray)))
      }
    }
    members.append(.init("certified", true))
    members.append(.init("certificate", certificate.map(JSONValue.string) ?? .null))
    members.append(.init("counters", counters))
    return .object(members)
  }

  private var counters: JSONValue {
    let counters = solution.counters
    return [
      "rows": .integer(program.rows.count), "variables": .integer(program.variables.count),
      "nonzeros": .integer(program.nonzeroCount),
      "oracle_iterations": .integer(counters.oracleIterations),
      "exact_pivots": .integer(counters.pivots), "bound_flips": .integer(counters.boundFlips),
      "factorizations": .integer(counters.factorizations),
      "kernel_size": .integer(counters.kernelSize),
    ]
  }

  private func named(_ names: [String], _ values: [Rational]) -> JSONValue {
    .object(
      zip(names, values).compactMap { name, value in
        value.isZero ? nil : .init(name, .exact(value))
      })
  }
}
