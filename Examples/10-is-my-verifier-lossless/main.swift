// SPDX-License-Identifier: GPL-3.0-or-later

// Is my verifier lossless?
//
// Learning intentions:
//   - describe a verifier by its kernel: for every draft the exact law of what it emits;
//   - audit the kernel: emitted law, total variation from the target, and where it goes wrong;
//   - see that a wrong verifier can accept exactly as often as a right one.

import OptimalTransport
import Rationals
import SpeculativeDecoding

let p = try Distribution([1 / 10, 3 / 5, 3 / 10])
let q = try Distribution([1 / 2, 3 / 10, 1 / 5])

/// A verifier for one draft x: accept it with min(1, p(x)/q(x)), else draw from `residual`, normalised.
func verifier(_ residual: (Rational, Rational) -> Rational) -> Kernel {
  let weights = zip(p.probabilities, q.probabilities).map(residual)
  let law = weights.map { $0 / weights.sum() }
  return Kernel(DraftLaw.iid(q, drafts: 1)) { drafts in
    var accepted = [Rational](repeating: 0, count: p.count)
    accepted[drafts[0]] = min(1, p[drafts[0]] / q[drafts[0]])
    let rejected = 1 - accepted.sum()
    return (output: zip(accepted, law).map { $0 + rejected * $1 }, accepted: accepted)
  }
}

/// What an audit says.
func report(_ name: String, _ kernel: Kernel) {
  print(name)
  if let defect = kernel.firstDefect(vocabulary: p.count) { return print("  no kernel: \(defect)") }
  let audit = KernelAudit(kernel, target: p.probabilities)
  let distance = audit.deviation.totalVariation
  print("  emits \(audit.law)")
  print(distance.isZero ? "  lossless" : "  NOT lossless: total variation \(distance)")
  if let witness = audit.deviation.witness {
    print("  token \(witness.token) comes with \(witness.law) instead of \(witness.target)")
  }
  print("  accepts \(audit.acceptanceRate ?? 0), the best possible is \(audit.optimum.value)")
}

// A slip that has been seen in the wild: the residual is |p − q| where it should be (p − q)⁺. Both are
// "the difference of p and q", and both run without an error.
report("residual |p − q|", verifier { ($0 - $1).magnitude })

// The acceptance says nothing: it is the best there is. Sampling would have to see a difference in the
// law; the audit is exact, so one look is enough. The right residual:
report("residual (p − q)⁺", verifier { max(0, $0 - $1) })

// Drawing from p again after a rejection is also plausible, and also wrong.
report("residual p", verifier { target, _ in target })

// Kernels can be recorded from any implementation, in any language (see Examples/python). What is no
// kernel is told apart from what is a wrong one, with the row:
var broken = verifier { max(0, $0 - $1) }
broken.rows[1].output[0] += 1 / 100
report("a row that does not sum to 1", broken)
