// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import LPFormats
import LinearPrograms
import Rationals

extension SolutionReport {
  /// The answer of `solve --json`; zero entries are left out.
  var json: JSONValue {
    var members: [JSONValue.Member] = [.init("status", .string(outcome.status))]
    switch outcome {
    case .optimal(let proof):
      let objective = program.objective(at: proof.primal)
      members.append(.init("objective", .exact(objective)))
      members.append(
        .init(
          "objective_decimal",
          .string(objective.decimal(significantDigits: max(options.digits, 15)))))
      if !options.isBrief {
        members.append(.init("primal", named(program.variables.map(\.name), proof.primal)))
        members.append(.init("dual", named(program.rows.map(\.name), proof.multipliers)))
        members += details(proof)
      }
    case .infeasible(let proof):
      switch proof {
      case .multipliers(let multipliers) where !options.isBrief:
        members.append(.init("farkas", named(program.rows.map(\.name), multipliers)))
      case .multipliers: break
      case .crossedRow(let row):
        members.append(.init("crossed_row", .string(program.rows[row].name)))
      case .crossedVariable(let variable):
        members.append(.init("crossed_variable", .string(program.variables[variable].name)))
      }
    case .unbounded(let proof):
      if !options.isBrief {
        members.append(.init("point", named(program.variables.map(\.name), proof.point)))
        members.append(.init("ray", named(program.variables.map(\.name), proof.ray)))
      }
    }
    if case .optimal = outcome {
      members.append(.init("unique", solution.uniqueness == .unique ? true : .null))
    }
    if let subsystem { members.append(.init("iis", json(of: subsystem))) }
    if let sensitivity { members.append(.init("ranging", json(of: sensitivity))) }
    members.append(.init("certified", true))
    members.append(.init("certificate", certificate.map(JSONValue.string) ?? .null))
    members.append(.init("counters", counters))
    members.append(
      .init(
        "seconds",
        [
          "oracle": Self.rounded(solution.seconds.oracle),
          "exact": Self.rounded(solution.seconds.exact),
        ]))
    if !floatAnswers.isEmpty { members.append(.init("float", floatJSON)) }
    return .object(members)
  }

  /// Seconds to a tenth of a millisecond, for show.
  private static func rounded(_ seconds: Double) -> JSONValue {
    .number(Rational(Int((seconds * 10_000).rounded()), 10_000))
  }

  private var counters: JSONValue {
    let counters = solution.counters
    return [
      "rows": .integer(program.rows.count), "variables": .integer(program.variables.count),
      "nonzeros": .integer(program.nonzeroCount),
      "oracle_iterations": .integer(counters.oracleIterations),
      "refinements": .integer(counters.refinements),
      "exact_pivots": .integer(counters.pivots), "bound_flips": .integer(counters.boundFlips),
      "factorizations": .integer(counters.factorizations),
      "kernel_size": .integer(counters.kernelSize),
    ]
  }

  func named(_ names: [String], _ values: [Rational]) -> JSONValue {
    .object(
      zip(names, values).compactMap { name, value in
        value.isZero ? nil : .init(name, .exact(value))
      })
  }
}
