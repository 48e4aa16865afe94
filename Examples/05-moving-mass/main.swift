// SPDX-License-Identifier: GPL-3.0-or-later

// Moving mass.
//
// Learning intentions:
//   - state an optimal transport problem whose cost is 0 for allowed moves and 1 for others;
//   - find its optimum in four ways that share little, and see them agree;
//   - read the cut that proves it.

import Certificates
import ExactSolving
import LinearPrograms
import OptimalTransport
import Rationals

// Three bakeries have bread for one town, which has four streets. A bakery delivers to some streets for
// nothing; everywhere else the bread has to be sent, at a cost of 1. How much must be sent?
let bakeries = ["north", "middle", "south"]
let streets = ["elm", "oak", "fir", "yew"]
let town = MembershipTransport(
  supply: [1 / 2, 1 / 3, 1 / 6],
  demand: [1 / 4, 1 / 6, 1 / 4, 1 / 3],
  neighbours: [[0, 1], [1, 2], [2, 3]])

// In speculative decoding a bakery is a tuple of drafts, a street is a token, and the token is reached
// for nothing when it is one of the drafts. What is moved for nothing is the acceptance.

func optimum(_ solution: ExactSolver.Solution) -> OptimalityCertificate {
  guard case .optimal(let proof) = solution.outcome else { fatalError("bread can be delivered") }
  return proof
}
let solver = ExactSolver(oracle: NoOracle())

// First way: the full program, every move a variable. Its optimum is what must be sent.
let full = CouplingProgram(town)
let sent = full.program.objective(at: optimum(try solver.solve(full.program)).primal)
print("full program, \(full.program.variables.count) variables: \(sent) must be sent")

// Second way: only the moves that cost nothing. Its optimum is what need not be sent.
let allowed = AcceptanceProgram(town)
let kept = allowed.program.objective(at: optimum(try solver.solve(allowed.program)).primal)
print("allowed moves, \(allowed.program.variables.count) variables: \(kept) need not")

// Third way: a maximum flow, without a linear program.
let flow = town.largestAcceptance()
print("maximum flow: \(flow.value), proved: \(flow.isProved)")
for (bakery, moves) in zip(bakeries, flow.plan.moves) {
  for move in moves { print("  \(bakery) delivers \(move.mass) to \(streets[move.sink])") }
}

// Fourth way: the definition of the bound, tried for every set of streets. The streets of a set H get at
// most what the bakeries have that reach H; the others get at most what they want.
let cut = MinimumCut.bySubsets(of: town)!
print("smallest bound over all sets: \(cut.value)")
let inside = Set(cut.sinks)
let reached = town.reach(of: inside)
let outside = streets.indices.filter { !inside.contains($0) }.map { town.demand[$0] }.sum()
print("  H = \(cut.sinks.map { streets[$0] })")
print("  bakeries that reach H have \(reached), streets outside want \(outside)")
print("  \(reached) + \(outside) = \(reached + outside)")
print(
  "all agree: \([1 - sent, kept, flow.value, reached + outside].allSatisfy { $0 == cut.value })")
