// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import GLPK
import LPFormats
import LinearPrograms
import Rationals

/// GLPK's floating-point answers beside the exact one.
extension SolutionReport {
  /// What GLPK reports minus the exact optimum, exactly; `nil` unless both have an optimum.
  private func error(of answer: FloatAnswer) -> Rational? {
    guard case .optimal(let proof) = outcome, let objective = answer.objective,
      let reported = Rational(exactly: objective)
    else { return nil }
    return reported - program.objective(at: proof.primal)
  }

  var floatTable: String {
    var table = TextTable([
      ("in floating point", .left), ("says", .left), ("objective", .right), ("off by", .right),
    ])
    for answer in floatAnswers {
      table.add([
        answer.method.rawValue, answer.status, answer.objective.map { "\($0)" } ?? "",
        error(of: answer).map { $0.decimal(significantDigits: options.digits) } ?? "",
      ])
    }
    return table.text
  }

  var floatJSON: JSONValue {
    .array(
      floatAnswers.map { answer in
        [
          "method": .string(answer.method.rawValue), "status": .string(answer.status),
          "objective": answer.objective.map { .string("\($0)") } ?? .null,
          "error": error(of: answer).map(JSONValue.exact) ?? .null,
        ]
      })
  }
}
