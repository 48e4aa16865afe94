// SPDX-License-Identifier: GPL-3.0-or-later

// Why is it infeasible?
//
// Learning intentions:
//   - read a proof that nothing satisfies a program: multiples of rows that add up to nonsense;
//   - shorten the reason until no constraint of it can be spared;
//   - confirm that each of them is needed.

import Certificates
import ExactSolving
import LinearPrograms
import Rationals

// A plan for a day of 24 hours. Six demands, and no day fulfils them all.
var day = LinearProgram(name: "day", sense: .maximize, objectiveName: "play")
let rows = (
  hours: day.addRow("all in 24 hours", upper: 24),
  sleep: day.addRow("sleep at least 8", lower: 8),
  work: day.addRow("work at least 10", lower: 10),
  travel: day.addRow("travel an hour for 5 of work", lower: 0),
  play: day.addRow("play at least 5", lower: 5),
  screen: day.addRow("read at most twice as long as play", upper: 0)
)
day.addVariable("sleep", column: [rows.hours: 1, rows.sleep: 1])
day.addVariable("work", column: [rows.hours: 1, rows.work: 1, rows.travel: -1 / 5])
day.addVariable("travel", column: [rows.hours: 1, rows.travel: 1])
day.addVariable("play", cost: 1, column: [rows.hours: 1, rows.play: 1, rows.screen: -2])
day.addVariable("read", upper: 3, column: [rows.hours: 1, rows.screen: 1])

// Infeasible is an answer, not an error, and it has a proof: a multiplier for each row.
let outcome = try ExactSolver(oracle: NoOracle()).solve(day).outcome
guard case .infeasible(let proof) = outcome, case .multipliers(let y) = proof else {
  fatalError("there is such a day")
}
print("no day is long enough; add up")
var least: Rational = 0
for (row, multiplier) in zip(day.rows, y) where !multiplier.isZero {
  // A positive multiplier leans on the lower bound of a row, a negative one on the upper.
  let bound = (multiplier.signum > 0 ? row.lower : row.upper).value ?? 0
  print("  \(multiplier) × (\(row.name)): at least \(multiplier * bound)")
  least += multiplier * bound
}
print("the right sides make \(least)")
let names = day.variables.map(\.name)
for (name, coefficient) in zip(names, day.combinations(multipliers: y)) {
  print("  of \(name) the left sides make \(coefficient)")
}
print("with amounts ≥ 0 the left is at most 0, and should be at least \(least)")
print("checked: \(proof.verify(against: day).isValid)")

// Which demands are to blame? Those that contradict each other and of which none can be spared. That one
// cannot read for a negative time is among them: on days when one could, there would be time for the rest.
let reason = try IrreducibleInfeasibleSubsystem(of: day, certificate: proof, oracle: NoOracle())
print("these cannot all hold")
for constraint in reason.constraints {
  // Take this one away from the whole plan, and solve again.
  var relaxed = day
  let name: String
  switch constraint {
  case .row(let row, _):
    name = day.rows[row].name
    relaxed.setBounds(ofRow: row, lower: .none, upper: .none)
  case .variable(let variable, let side):
    name = "the \(side) bound of \(names[variable])"
    relaxed.setBounds(ofVariable: variable, lower: .none, upper: .none)
  }
  let status = try ExactSolver(oracle: NoOracle()).solve(relaxed).outcome.status
  print("  \(name); without it all the others can: \(status != "infeasible")")
}
