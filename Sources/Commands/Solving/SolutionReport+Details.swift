// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import LPFormats
import LinearPrograms
import Rationals

/// Reduced costs, activities, slacks and the basis of an optimum.
extension SolutionReport {
  /// The distance of an activity to the nearer bound of its row; `nil` for a free row.
  private func slack(_ row: LinearProgram.Row, _ activity: Rational) -> Rational? {
    switch (row.lower, row.upper) {
    case (.none, .none): nil
    case (.finite(let lower), .none): activity - lower
    case (.none, .finite(let upper)): upper - activity
    case (.finite(let lower), .finite(let upper)): min(activity - lower, upper - activity)
    }
  }

  private func word(_ status: Basis.Status) -> String {
    switch status {
    case .basic: "basic"
    case .atLower: "at lower bound"
    case .atUpper: "at upper bound"
    case .free: "free, at 0"
    }
  }

  /// Every variable and every row with all that is known of it.
  func fullTables(_ proof: OptimalityCertificate) -> [String] {
    func decimal(_ value: Rational) -> String { value.decimal(significantDigits: options.digits) }
    var variables = TextTable([
      ("variable", .left), ("value", .right), ("about", .right), ("reduced cost", .right),
      ("about", .right), ("status", .left),
    ])
    let reducedCosts = program.reducedCosts(multipliers: proof.multipliers)
    for (index, variable) in program.variables.enumerated() {
      let (value, reducedCost) = (proof.primal[index], reducedCosts[index])
      variables.add([
        variable.name, "\(value)", decimal(value), "\(reducedCost)", decimal(reducedCost),
        word(solution.basis.variables[index]),
      ])
    }
    var rows = TextTable([
      ("row", .left), ("activity", .right), ("about", .right), ("slack", .right),
      ("multiplier", .right), ("about", .right), ("status", .left),
    ])
    for (index, activity) in program.activities(at: proof.primal).enumerated() {
      let row = program.rows[index]
      let multiplier = proof.multipliers[index]
      rows.add([
        row.name, "\(activity)", decimal(activity),
        slack(row, activity).map { "\($0)" } ?? "none", "\(multiplier)", decimal(multiplier),
        word(solution.basis.rows[index]),
      ])
    }
    return [variables.text, rows.text]
  }

  /// The same for a machine; zeros are left out.
  func details(_ proof: OptimalityCertificate) -> [JSONValue.Member] {
    let (variables, rows) = (program.variables.map(\.name), program.rows.map(\.name))
    let activities = program.activities(at: proof.primal)
    let slacks = zip(program.rows, activities).map { slack($0, $1) ?? 0 }
    func list(_ names: [String], _ statuses: [Basis.Status], _ wanted: Basis.Status) -> JSONValue {
      .array(zip(names, statuses).filter { $1 == wanted }.map { .string($0.0) })
    }
    let basis = solution.basis
    var members: [JSONValue.Member] = [
      .init(
        "reduced_costs",
        named(variables, program.reducedCosts(multipliers: proof.multipliers))),
      .init("activities", named(rows, activities)),
      .init("slacks", named(rows, slacks)),
      .init(
        "basis",
        [
          "basic_variables": list(variables, basis.variables, .basic),
          "basic_rows": list(rows, basis.rows, .basic),
          "variables_at_upper_bound": list(variables, basis.variables, .atUpper),
          "rows_at_upper_bound": list(rows, basis.rows, .atUpper),
        ]),
    ]
    if options.digits != Options().digits {
      members.append(
        .init(
          "decimals",
          ["primal": decimals(variables, proof.primal), "dual": decimals(rows, proof.multipliers)]))
    }
    return members
  }

  private func decimals(_ names: [String], _ values: [Rational]) -> JSONValue {
    .object(
      zip(names, values).compactMap { name, value in
        value.isZero
          ? nil : .init(name, .string(value.decimal(significantDigits: options.digits)))
      })
  }
}
