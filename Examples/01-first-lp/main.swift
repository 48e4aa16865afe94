// SPDX-License-Identifier: GPL-3.0-or-later

// A first linear program.
//
// Learning intentions:
//   - write a linear program: rows for what is demanded, variables for what can be done;
//   - solve it, and read the answer as fractions;
//   - check the answer without the solver;
//   - read a multiplier as a price.

import Certificates
import ExactSolving
import LinearPrograms
import Rationals

// Breakfast is to be cheap. It must give at least 800 kcal and 300 mg of calcium: two rows. What can be
// done is to buy bread and milk, in any amount: two variables, each with its cost and with what a unit
// of it adds to each row.
var breakfast = LinearProgram(sense: .minimize, objectiveName: "cost")
let energy = breakfast.addRow("energy", lower: 800)
let calcium = breakfast.addRow("calcium", lower: 300)
breakfast.addVariable("bread", cost: 3 / 10, column: [energy: 250, calcium: 20])
breakfast.addVariable("milk", cost: 1 / 2, column: [energy: 150, calcium: 120])

// 3 / 10 above is a Rational, not a Double: the literal takes its type from the parameter. Nothing in
// this program was rounded, and nothing will be.
let solver = ExactSolver(oracle: NoOracle())
let outcome = try solver.solve(breakfast).outcome

// An outcome is one of three, and each carries its proof. Ours is optimal: the proof holds the point and
// one multiplier a row.
guard case .optimal(let proof) = outcome else { fatalError("breakfast can be had") }
let cost = breakfast.objective(at: proof.primal)
print("the cheapest breakfast costs \(cost), about \(cost.decimal(places: 4))")
for (variable, amount) in zip(breakfast.variables, proof.primal) {
  print("  \(variable.name): \(amount), about \(amount.decimal(places: 4))")
}

// A floating-point solver would have to say "about 800". Here both demands are met exactly.
print("what it gives")
for (row, activity) in zip(breakfast.rows, breakfast.activities(at: proof.primal)) {
  print("  \(row.name): \(activity)")
}

// To believe this one need not trust the solver. The check multiplies and adds, and imports no solver;
// the next example does it by hand.
print("checked: \(outcome.verify(against: breakfast).isValid)")

// A multiplier is a price. That of the energy row says what one more kcal costs, which can be tried:
let price = proof.multipliers[energy]
breakfast.setBounds(ofRow: energy, lower: 801, upper: .none)
guard case .optimal(let next) = try solver.solve(breakfast).outcome else { fatalError() }
let difference = breakfast.objective(at: next.primal) - cost
print("one more kcal costs \(difference); the multiplier said \(price)")
