// SPDX-License-Identifier: GPL-3.0-or-later

// Write your own scheme.
//
// Learning intentions:
//   - add a verification scheme in one file: how drafts are drawn, and what the rule does with a tuple;
//   - have it enumerated, held against the bound that no rule passes, and audited;
//   - find out why a rule that looks right is not, and correct it.

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Try two independent drafts one after the other. The plausible version tests both in the same way, with
/// min(1, p/q): was the test not right for the first one?
struct TwoTries: Scheme {
  /// Whether the second draft is tested against what the first has left over.
  let remembers: Bool

  var id: String { remembers ? "two-tries-remembering" : "two-tries" }
  var summary: String { "two independent drafts, tried in turn" }

  func sampling(at position: Position) throws(SchemeError) -> Sampling { .iid }

  func kernel(at position: Position) throws(SchemeError) -> Kernel {
    let q = position.draft.probabilities
    // What is still wanted after one rejection: (p − q)⁺, divided by its sum; p when nothing is.
    func afterRejection(of wanted: [Rational]) -> [Rational] {
      let left = zip(wanted, q).map { max(0, $0 - $1) }
      return left.sum().isZero ? wanted : left.map { $0 / left.sum() }
    }
    return Kernel(try law(at: position)) { drafts in
      var wanted = position.target.probabilities
      var accepted = [Rational](repeating: 0, count: q.count)
      var reached: Rational = 1
      for draft in drafts {
        let test = min(1, wanted[draft] / q[draft])
        accepted[draft] += reached * test
        reached *= 1 - test
        if remembers { wanted = afterRejection(of: wanted) }
      }
      if !remembers { wanted = afterRejection(of: wanted) }
      return (output: zip(accepted, wanted).map { $0 + reached * $1 }, accepted: accepted)
    }
  }
}

let position = Position(
  try Instance(
    target: Distribution([1 / 10, 3 / 5, 3 / 10]), draft: Distribution([1 / 2, 3 / 10, 1 / 5]),
    drafts: 2, sampling: .iid))

for scheme in [TwoTries(remembers: false), TwoTries(remembers: true)] {
  print(scheme.id)
  // Enumeration: acceptance comes from the kernel, because the scheme gave no shorter way.
  let acceptance = try scheme.acceptance(at: position).exact ?? 0
  let bound = try scheme.bound(at: position)
  print("  accepts \(acceptance); no lossless rule for these drafts passes \(bound)")
  // The audit looks at the law that is emitted, and at nothing else.
  let audit = KernelAudit(try scheme.kernel(at: position), target: position.target.probabilities)
  let distance = audit.deviation.totalVariation
  print("  emits \(audit.law), wanted \(audit.target)")
  print(distance.isZero ? "  lossless" : "  NOT lossless: total variation \(distance)")
}

// The first rule accepts more often than the second and stays below the bound: only the emitted law
// gives it away. The reason: the first draft pays token 0 all that it is owed, 1/10. A second draft
// comes after a rejection, when p no longer says what is owed; tested against p again, token 0 is paid
// twice. Tested against what is left over, the rule is recursive rejection sampling:
let known = try RRS().kernel(at: position)
print("the second is RRS: \(try TwoTries(remembers: true).kernel(at: position) == known)")
