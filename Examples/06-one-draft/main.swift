// SPDX-License-Identifier: GPL-3.0-or-later

// One draft is a maximal coupling.
//
// Learning intentions:
//   - see speculative sampling as a joint law of the draft and the emitted token;
//   - read its acceptance off the diagonal: the sum of min(p, q), 1 minus the total variation;
//   - confirm with a linear program that no other joint law does better.

import Certificates
import ExactSolving
import LinearPrograms
import OptimalTransport
import Rationals
import SpeculativeDecoding

// The small model drafts from q, the large one wants p. The literals are Rationals; a Distribution cannot
// exist unless they sum to exactly 1.
let p = try Distribution([1 / 10, 3 / 5, 3 / 10])
let q = try Distribution([1 / 2, 3 / 10, 1 / 5])

// Speculative sampling: accept the draft x with probability min(1, p(x)/q(x)), else draw from what p has
// left, (p − q)⁺. For each draft a kernel holds the law of the token that is emitted.
let rule = RecursiveRejection.single(target: p, draft: q).kernel

// Weighted with q the rows are the joint law: q(draft) · P(emitted | draft).
print("joint law of draft and emitted token")
for row in rule.rows {
  let cells = row.output.map { (row.probability * $0).description }
  let line = cells.map { String(repeating: " ", count: 7 - $0.count) + $0 }.joined()
  print("  draft \(row.drafts[0]):\(line)   sum \(row.probability)")
}

// Rows sum to q: that is how drafts come. Columns sum to p: the rule is lossless. A joint law with given
// row and column sums is called a coupling.
print("columns sum to \(rule.outputLaw)")
print("which is p: \(rule.outputLaw == p.probabilities)")

// The draft is kept on the diagonal. There cannot be more than q(x), nor more than p(x), at x.
let diagonal = rule.rows.map { $0.probability * $0.output[$0.drafts[0]] }
print("diagonal \(diagonal), and min(p, q) is \((0..<p.count).map { min(p[$0], q[$0]) })")
print("sum \(diagonal.sum()) = 1 − \(p.totalVariation(to: q)), the total variation")

// A coupling with the heaviest diagonal is called maximal. That this one is can be asked of a linear
// program over all couplings, which knows nothing of the rule: its optimum is the mass off the diagonal.
let couplings = CouplingProgram(DraftLaw.iid(q, drafts: 1).transport(to: p))
let solution = try ExactSolver(oracle: NoOracle()).solve(couplings.program)
guard case .optimal(let proof) = solution.outcome else { fatalError("there is a coupling") }
print(
  "linear program: at least \(couplings.program.objective(at: proof.primal)) is off the diagonal")
