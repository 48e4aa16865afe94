// SPDX-License-Identifier: GPL-3.0-or-later

// A full vocabulary.
//
// Learning intentions:
//   - find the optimal acceptance for all 49,152 tokens of a real model pair, exactly;
//   - check the certificate, which is an order of the tokens and a number;
//   - ask the optimal rule what it does with two drafts.
//
// Run it in the folder of the package: swift run -c release full-vocabulary

import Certificates
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

// One position of SmolLM2-135M-Instruct (the target) and of itself with four layers left out (the draft),
// as integers over 2²⁴: real softmax rows never sum to 1 in floating point, so they were rounded to
// integers that do.
let path = "Examples/pairs/smollm49152.jsonl.gz"
let lines = try ModelFile.bytes(path).split(separator: UInt8(ascii: "\n"))
let row = JSONCursor(try JSONValue.parse(Array(lines[0]), source: path), source: path)
let text = try InstanceText(row, mode: .strict)
let (p, q) = (text.target, text.draft)
print("\(p.count) tokens, of which p supports \(p.support.count) and q \(q.support.count)")

// The full coupling program would have n³ variables.
print("the full program for two drafts: \(p.count * p.count * p.count) variables")

// For independent drafts a theorem replaces it: sort the tokens by p/q, and one of the n + 1 prefixes H
// has the smallest bound f(H) + p(outside H), f(H) = 1 − (1 − q(H))ᵏ. That bound is attained.
for drafts in 1...4 {
  let problem = try AcceptanceProblem(target: p, draft: q, law: .iid(drafts: drafts))
  let optimum = OptimalAcceptance(problem)
  let valid = optimum.certificate.verify(against: problem).isValid
  let alpha = optimum.exactAcceptance
  print(
    "k = \(drafts): \(alpha.decimal(places: 12)), |H| = \(optimum.certificate.cut.count),",
    "certificate valid: \(valid), fraction of \(alpha.description.count) digits")
}

// SpecHub's pairs have a closed form, one pass over the vocabulary.
let hub = try AcceptanceProblem(target: p, draft: q, law: .hub(q, token: nil, drafts: 2))
let spechub = OptimalAcceptance(hub).exactAcceptance
print("SpecHub: \(spechub.decimal(places: 12)), hub \(q.mostProbable(1)[0])")

// A rule that attains the optimum is found too: sparse exchanges between the tokens, at most n − 1. Asked
// about two drafts it answers exactly.
let problem = try AcceptanceProblem(target: p, draft: q, law: .iid(drafts: 2))
guard let plan = ExchangePlan(OptimalAcceptance(problem)) else {
  fatalError("drafts are independent")
}
print(
  "the optimal rule has \(plan.givers.count) exchanges, wrong: \(plan.violation() ?? "nothing")")

// The second most probable draft is drafted ten times as often as it is wanted: even drafted twice it is
// mostly refused. The first and the third are wanted more than drafted, the third much more; the two
// together are never refused, and the third is mostly preferred.
let likely = q.mostProbable(3)
for drafts in [[likely[1], likely[1]], [likely[0], likely[2]]] {
  guard let answer = plan.answer(to: drafts) else { fatalError("both are drafted") }
  print("given the drafts \(drafts)")
  for (token, probability) in answer.accepted {
    let ratio = (p[token] / q[token]).decimal(places: 3)
    print("  accept \(token), p/q = \(ratio), with probability \(probability.decimal(places: 6))")
  }
  print("  draw from the residual with \(answer.rejected.decimal(places: 6))")
}
