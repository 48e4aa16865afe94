// SPDX-License-Identifier: GPL-3.0-or-later

import ExactSolving
import LPFormats
import LinearPrograms
import Rationals

/// The reason for infeasibility, as the constraints themselves.
extension SolutionReport {
  func text(of subsystem: IrreducibleInfeasibleSubsystem) -> String {
    let lines = constraints(of: subsystem).map { "  \($0.name): \($0.text)" }
    return "these \(lines.count) constraints contradict each other, and no fewer of them do\n"
      + lines.joined(separator: "\n")
  }

  func json(of subsystem: IrreducibleInfeasibleSubsystem) -> JSONValue {
    .array(
      constraints(of: subsystem).map {
        ["kind": .string($0.kind), "name": .string($0.name), "constraint": .string($0.text)]
      })
  }

  private func constraints(
    of subsystem: IrreducibleInfeasibleSubsystem
  ) -> [(kind: String, name: String, text: String)] {
    var forms: [Int: [(variable: Int, value: Rational)]] = [:]
    for case .row(let row, _) in subsystem.constraints { forms[row] = [] }
    for (variable, column) in program.columns.enumerated() {
      for entry in column where forms[entry.row] != nil {
        forms[entry.row]?.append((variable, entry.value))
      }
    }
    return subsystem.constraints.map { constraint in
      switch constraint {
      case .row(let index, let side):
        let row = program.rows[index]
        let form = linearForm(forms[index] ?? [])
        return ("row", row.name, form + relation(side, row.lower, row.upper))
      case .variable(let index, let side):
        let variable = program.variables[index]
        return (
          "bound", "bound of \(variable.name)",
          variable.name + relation(side, variable.lower, variable.upper)
        )
      }
    }
  }

  private func relation(_ side: BoundSide, _ lower: Bound, _ upper: Bound) -> String {
    switch side {
    case .lower: " >= \(lower.value ?? 0)"
    case .upper: " <= \(upper.value ?? 0)"
    case .equation: " = \(lower.value ?? 0)"
    }
  }

  private func linearForm(_ terms: [(variable: Int, value: Rational)]) -> String {
    if terms.isEmpty { return "0" }
    var text = ""
    for (place, term) in terms.enumerated() {
      let magnitude = term.value.magnitude
      let sign = term.value.signum < 0 ? (place == 0 ? "-" : " - ") : (place == 0 ? "" : " + ")
      text += sign + (magnitude == 1 ? "" : "\(magnitude) ") + program.variables[term.variable].name
    }
    return text
  }
}
