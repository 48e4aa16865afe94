// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// A linear program as an SMT-LIB script with z3's `minimize`, and z3's answer to it.
enum SMTLIB {
  /// The script. Cost: linear in the nonzeros.
  static func script(of program: LinearProgram) -> String {
    var lines: [String] = []
    var rowTerms = [[String]](repeating: [], count: program.rows.count)
    var costTerms = [number(program.objectiveConstant)]
    for (j, variable) in program.variables.enumerated() {
      lines.append("(declare-const x\(j) Real)")
      lines += bounds(of: "x\(j)", lower: variable.lower, upper: variable.upper)
      if !variable.cost.isZero { costTerms.append("(* \(number(variable.cost)) x\(j))") }
      for entry in program.columns[j] {
        rowTerms[entry.row].append("(* \(number(entry.value)) x\(j))")
      }
    }
    for (row, terms) in zip(program.rows, rowTerms) {
      lines += bounds(of: sum(terms), lower: row.lower, upper: row.upper)
    }
    lines.append("(declare-const objective Real)")
    lines.append("(assert (= objective \(sum(costTerms))))")
    lines.append("(\(program.sense.rawValue) objective)")
    lines.append("(check-sat)")
    lines.append("(get-objectives)")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The answer in `(objectives (objective (/ (- 1) 3)))`, where `oo` is infinity.
  static func answer(in output: String) -> Answer? {
    if output.hasPrefix("unsat") { return .infeasible }
    guard output.hasPrefix("sat"), let start = output.range(of: "(objective ") else { return nil }
    let value = output[start.upperBound...]
    if value.contains("oo") { return .unbounded }
    if value.contains("interval") || value.contains("epsilon") { return nil }
    let numbers = value.split { !$0.isNumber && $0 != "." }.compactMap { Rational(String($0)) }
    guard let numerator = numbers.first, numbers.count <= 2 else { return nil }
    let size = numbers.count == 2 ? numerator / numbers[1] : numerator
    return .optimal(value.filter { $0 == "-" }.count.isMultiple(of: 2) ? size : -size)
  }

  private static func bounds(of term: String, lower: Bound, upper: Bound) -> [String] {
    if let value = lower.value, lower == upper { return ["(assert (= \(term) \(number(value))))"] }
    return [
      lower.value.map { "(assert (>= \(term) \(number($0))))" },
      upper.value.map { "(assert (<= \(term) \(number($0))))" },
    ].compactMap { $0 }
  }

  private static func sum(_ terms: [String]) -> String {
    switch terms.count {
    case 0: "0.0"
    case 1: terms[0]
    default: "(+ \(terms.joined(separator: " ")))"
    }
  }

  private static func number(_ value: Rational) -> String {
    let size = "(/ \(value.magnitude.numerator).0 \(value.denominator).0)"
    return value.signum < 0 ? "(- \(size))" : size
  }
}
