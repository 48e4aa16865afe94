// SPDX-License-Identifier: GPL-3.0-or-later

// When floats lie.
//
// Learning intentions:
//   - see a floating-point solver find an optimum of a program that has no solution;
//   - see that a solver which computes exactly and reports a double is not exact;
//   - tell a proposal, which may be wrong, from a conclusion, which comes with a proof.

import Certificates
import ExactSolving
import GLPK
import LinearPrograms
import Rationals

/// What GLPK says in two ways, and what holds.
func compare(_ program: LinearProgram) throws {
  print(program.name)
  for method in FloatAnswer.Method.allCases {
    guard let answer = FloatAnswer(method, to: program) else { continue }
    print("  \(method.rawValue): \(answer.status)", terminator: "")
    print(answer.objective.map { ", \($0)" } ?? "")
  }
  // GLPK proposes a basis: which constraints hold with equality. Exact arithmetic concludes from it, and
  // the answer does not depend on the proposal, only the time does.
  let outcome = try ExactSolver(oracle: GLPKOracle()).solve(program).outcome
  print("  exact: \(outcome.status)", terminator: "")
  if case .optimal(let proof) = outcome {
    print(", \(program.objective(at: proof.primal))", terminator: "")
  }
  print(", proved: \(outcome.verify(against: program).isValid)")
}

// Two demands that miss each other by 10⁻¹²: x − y ≥ 1 and x − y ≤ 1 − 10⁻¹². Floating-point solvers call
// a constraint fulfilled when it fails by less than a tolerance, usually 10⁻⁷ or so.
var thin = LinearProgram(name: "a gap of 10⁻¹²", sense: .minimize)
let above = thin.addRow("above", lower: 1)
let below = thin.addRow("below", upper: .finite(1 - Rational(10).raised(to: -12)))
thin.addVariable("x", cost: 1, column: [above: 1, below: 1])
thin.addVariable("y", column: [above: -1, below: -1])
try compare(thin)

// Six numbers of at least 1/6 sum to at least 1. GLPK's exact simplex has the right basis, but it was told
// 1/6 as a double, and its answer is a double again.
var sixths = LinearProgram(name: "six sixths", sense: .minimize)
let total = sixths.addRow("total", lower: 0)
for index in 1...6 {
  sixths.addVariable("x\(index)", lower: .finite(1 / 6), cost: 1, column: [total: 1])
}
try compare(sixths)

// What a double really is can be asked too. Rational("0.1") is a tenth; this is the double called 0.1:
print("the double 0.1 is \(Rational(exactly: 0.1)!)")
print(
  "  too large by \((Rational(exactly: 0.1)! - Rational("0.1")!).decimal(significantDigits: 4))")
