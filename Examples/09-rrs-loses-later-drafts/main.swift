// SPDX-License-Identifier: GPL-3.0-or-later

// Recursive rejection sampling loses later drafts.
//
// Learning intentions:
//   - follow recursive rejection sampling (RRS) from draft to draft by one number, c;
//   - see how little each further draft adds, and to which tokens its mass is lost;
//   - compare with the most that any rule can accept of the same drafts.

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding

// The draft model likes token 0, which the target hardly wants.
let p = try Distribution([1 / 10, 3 / 5, 3 / 10])
let q = try Distribution([1 / 2, 3 / 10, 1 / 5])
let most = 6

// After i rejections what is still owed is (p − cᵢ·q)⁺: RRS knows the past by the number cᵢ alone. The
// mass R(cᵢ) = Σ (p − cᵢ·q)⁺ is what reaches draft i + 1, and also how far c moves on.
let rule = RecursiveRejection(target: p, draft: q, drafts: most, replacement: true)
let owed = rule.thresholds.map { c in p.probabilities.indices.map { max(0, p[$0] - c * q[$0]) } }
print("draft  c        reaches it   in vain    accepted")
for draft in 1...most {
  let reached = owed[draft - 1].sum()
  // A draft of a token that is owed nothing any more is drawn in vain.
  let useless = p.probabilities.indices.filter { owed[draft - 1][$0].isZero }
  let vain = reached * useless.map { q[$0] }.sum()
  let accepted = reached - owed[draft].sum()
  let cells = [rule.thresholds[draft - 1], reached, vain, accepted].map(\.description)
  let widths = [9, 13, 11, 0]
  let line = zip(cells, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
  print("\(draft)      \(line.joined())")
}

// Token 0 is paid in full by the first draft. From then on at least half of what reaches a draft is drawn
// in vain, because RRS tests each draft by itself. A rule that sees all drafts before it decides can pass
// over token 0 when another draft is still owed something. The best such rule is the answer to an optimal
// transport problem, and what it accepts is known exactly:
print("drafts  RRS      best rule for the same drafts  lost by RRS")
let loss = try (1...most).map { drafts -> Rational in
  let instance = try Instance(target: p, draft: q, drafts: drafts, sampling: .iid)
  let best = OptimalAcceptance(try instance.acceptanceProblem(), exact: true).exactAcceptance
  let rrs = RecursiveRejection(target: p, draft: q, drafts: drafts, replacement: true)
    .acceptanceRate
  let text = [rrs, best, best - rrs].map { $0.decimal(places: 5) }
  print("\(drafts)       \(text[0])  \(text[1])                        \(text[2])")
  return best - rrs
}

// With one draft RRS is speculative sampling, which is optimal. The loss is largest in between, and in
// the end both accept nearly always.
let worst = (1...most).max { loss[$0 - 1] < loss[$1 - 1] }!
print("the loss is largest with \(worst) drafts: \(loss[worst - 1])")
