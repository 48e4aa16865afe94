// SPDX-License-Identifier: GPL-3.0-or-later

// A certificate by hand.
//
// Learning intentions:
//   - prove a bound on every solution of a linear program by adding up its rows;
//   - recognise a proof of optimality: a point and a bound that meet;
//   - see a spoilt certificate refused, with the exact amount by which it fails.

import Certificates
import ExactSolving
import LinearPrograms
import Rationals

// The breakfast of the first example: at least 800 kcal and 300 mg of calcium, as cheaply as possible.
var breakfast = LinearProgram(sense: .minimize, objectiveName: "cost")
let energy = breakfast.addRow("energy", lower: 800)
let calcium = breakfast.addRow("calcium", lower: 300)
breakfast.addVariable("bread", cost: 3 / 10, column: [energy: 250, calcium: 20])
breakfast.addVariable("milk", cost: 1 / 2, column: [energy: 150, calcium: 120])

/// Multiplies each row by a number y ≥ 0, adds up, and says what that proves.
func addUp(_ y: [Rational], rowsOf program: LinearProgram) -> Rational {
  print("  \(y[energy]) × energy + \(y[calcium]) × calcium")
  // The left sides add up to one linear form. If no coefficient exceeds the cost, then what any amounts
  // ≥ 0 cost is at least what the form gives.
  for (variable, coefficient) in zip(program.variables, program.combinations(multipliers: y)) {
    let verdict = coefficient <= variable.cost ? "at most its cost" : "MORE than its cost"
    print("    \(variable.name): \(coefficient), \(verdict) \(variable.cost)")
  }
  // The right sides add up to what the form gives at least.
  let bound = y[energy] * 800 + y[calcium] * 300
  print("    at least \(bound)")
  return bound
}

// Any multipliers that pass prove something. A guess:
print("a guess")
let guess: [Rational] = [1 / 1000, 1 / 500]
print("  so every breakfast costs at least \(addUp(guess, rowsOf: breakfast))")

// The solver's multipliers prove more. Its point costs exactly as much as they prove every point to
// cost. So the point is optimal, and that was all: no word of how it was found.
guard case .optimal(let proof) = try ExactSolver(oracle: NoOracle()).solve(breakfast).outcome else {
  fatalError("breakfast can be had")
}
print("the solver's multipliers")
let bound = addUp(proof.multipliers, rowsOf: breakfast)
print("  so every breakfast costs at least \(bound)")
print("the solver's point costs \(breakfast.objective(at: proof.primal)): it is optimal")

// `verify` is this arithmetic. With the guess in place of the multipliers the point is still allowed, but
// no longer proved optimal; half of the truth remains, an interval for the optimum.
var spoilt = proof
spoilt.multipliers = guess
if case .invalid(let violations) = spoilt.verify(against: breakfast) {
  for violation in violations { print("refused: \(violation)") }
}
let known = spoilt.provenBounds(for: breakfast)
print("still proved: \(known.lower ?? 0) ≤ optimum ≤ \(known.upper ?? 0)")

// And a point that claims too little is not allowed.
var stingy = proof
stingy.primal[1] -= 1 / 1000
if case .invalid(let violations) = stingy.verify(against: breakfast) {
  for violation in violations { print("refused: \(violation)") }
}
