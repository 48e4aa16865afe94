// SPDX-License-Identifier: GPL-3.0-or-later

// Two drafts and the hub.
//
// Learning intentions:
//   - draw two drafts as a pair that always contains the hub;
//   - pay each token from its pairs, and the hub from what is left over;
//   - add up the emitted law, and find exactly the target.

import OptimalTransport
import Rationals
import SpeculativeDecoding

let names = ["a", "b", "c"]
let p = try Distribution([1 / 10, 3 / 5, 3 / 10])
let q = try Distribution([1 / 2, 3 / 10, 1 / 5])

// The hub is the most probable draft. If the first draft is another token x, the hub is put second; if
// it is the hub, the second is drawn from the rest of q. Read each pair as a purse that holds its mass
// and may pay either of its two tokens; token x is owed p(x).
let hub = q.mode
print("hub \(names[hub]), q = \(q[hub])")

var owed = p.probabilities
var left: [(pair: String, mass: Rational)] = []
for x in q.support where x != hub {
  // The pair (x, hub) holds q(x), the pair (hub, x) holds q(hub)·q(x)/(1 − q(hub)). First they pay x.
  let purses = [
    ("(\(names[x]), \(names[hub]))", q[x]),
    ("(\(names[hub]), \(names[x]))", q[hub] * q[x] / (1 - q[hub])),
  ]
  for (pair, mass) in purses {
    let paid = min(owed[x], mass)
    owed[x] -= paid
    left.append((pair, mass - paid))
    print("  \(pair) holds \(mass), pays \(names[x]) \(paid), has \(mass - paid) left")
  }
}

// Every purse contains the hub, so what is left can pay it. It is always enough: all purses hold 1, and
// the other tokens took no more than they are owed.
let leftOver = left.map(\.mass).sum()
print("left over \(leftOver), the hub is owed \(owed[hub])")
owed[hub] -= min(owed[hub], leftOver)

// What is still owed now is what no draft could pay. It is emitted from the residual law.
let acceptance = 1 - owed.sum()
print("acceptance \(acceptance), still owed \(owed)")

// The library's plan is the same in closed form, for any vocabulary; it also says which of the two slots
// a token was accepted from.
let plan = SpecHubPlan(target: p, draft: q)
print(
  "the library's plan accepts \(plan.acceptanceRate), the same: \(plan.acceptanceRate == acceptance)"
)
let (first, second) = plan.acceptedMassBySlot
let residual = plan.residualMass
print("token   first + second + residual = emitted")
for x in 0..<p.count {
  let emitted = first[x] + second[x] + residual[x]
  print("  \(names[x])   \(first[x]) + \(second[x]) + \(residual[x]) = \(emitted), target \(p[x])")
}

// The same pairs need two draws at most. Two independent drafts from the same q, verified by recursive
// rejection, are accepted less often here: they may be the same token twice.
let rrs = RecursiveRejection(target: p, draft: q, drafts: 2, replacement: true)
print("recursive rejection of two independent drafts accepts \(rrs.acceptanceRate)")
