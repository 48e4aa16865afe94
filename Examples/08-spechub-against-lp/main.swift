// SPDX-License-Identifier: GPL-3.0-or-later

// SpecHub against the full linear program.
//
// Learning intentions:
//   - compare a closed form with the linear program that it claims to solve;
//   - see how fast the full program grows, and how little the closed form does;
//   - prove the closed form optimal without a solver, by a plan and a cut.

import Certificates
import ExactSolving
import GLPK
import LinearPrograms
import OptimalTransport
import Rationals
import SpeculativeDecoding

// A target and a draft with n tokens that have little to do with each other.
func laws(_ count: Int) throws -> (p: Distribution, q: Distribution) {
  let p = try Distribution(normalizing: (1...count).map { Rational($0 * 7 % 11 + 1) })
  let q = try Distribution(normalizing: (1...count).map { Rational(12, $0 * 5 % 7 + 1) })
  return (p, q)
}

// GLPK proposes a basis, helped on transport programs by a maximum flow; exact arithmetic concludes.
let solver = ExactSolver(oracle: TransportOracle(GLPKOracle()))

func pad(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

print("tokens  program         rows  variables  1 − optimum = closed form")
for count in [3, 6, 12, 24] {
  let (p, q) = try laws(count)
  let plan = SpecHubPlan(target: p, draft: q)

  // Every way to move every mass of every pair to every token: what an exact verifier would solve.
  let full = CouplingProgram(plan.law.transport(to: p)).program
  guard case .optimal(let proof) = try solver.solve(full).outcome else { fatalError("solvable") }
  let accepted = 1 - full.objective(at: proof.primal)
  print(
    pad("\(count)", 6), " full coupling ", pad("\(full.rows.count)", 5),
    pad("\(full.variables.count)", 10), pad(accepted.decimal(places: 6), 13),
    accepted == plan.acceptanceRate ? "  equal, as fractions" : "  DIFFERENT")

  // Independent pairs have n² tuples: the reason why one does not solve this at 32,000 tokens.
  let pairs = DraftLaw.tupleCount(of: q, drafts: 2, sampling: .iid)
  print(pad("", 6), " iid drafts    ", pad("\(pairs + count)", 5), pad("\(pairs * count)", 10))
}

// The agreement has a proof that needs no solver: the set H of the tokens that are owed more than their
// pairs hold. Plan and cut together are a certificate of the acceptance program, and checking it is
// multiplying and adding.
let (p, q) = try laws(1000)
let plan = SpecHubPlan(target: p, draft: q)
let (program, certificate) = try plan.certifiedProgram()
print("1000 tokens: |H| = \(plan.cut.count), acceptance \(plan.acceptanceRate.decimal(places: 6))")
print(
  "  certificate of \(program.program.variables.count) variables is valid:",
  certificate.verify(against: program.program).isValid)
