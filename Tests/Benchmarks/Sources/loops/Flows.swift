// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Glibc
import OptimalTransport
import Rationals

/// Times the exact maximum flow of two independent drafts as listed sets: n(n + 1)/2 sources, n sinks.
///
/// Seconds of CPU in this process: the flow with its minimum cut and all fractions, and the check of both.
/// The masses of the last rows need more than a machine word.
enum Flows {
  static func print() {
    Swift.print("| n | sets | bits of a mass | flow, cut and fractions | check | α = prefix cut |")
    Swift.print("|---|---|---|---|---|---|")
    for (size, top) in [(256, 4), (1024, 4), (2048, 4), (256, 1 << 20), (1024, 1 << 20)] {
      var state: UInt64 = 11
      func weights() -> IntegerVector {
        let numbers = (0..<size).map { _ -> Rational in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return Rational(Int(state >> 33) % top + 1)
        }
        return IntegerVector(numbers, times: 1)
      }
      guard let target = IntegerDistribution(weights()), let draft = IntegerDistribution(weights()),
        let listed = try? AcceptanceProblem(
          target: target, draft: draft, law: .listed(sets(draft))),
        let closed = try? AcceptanceProblem(
          target: target, draft: draft, law: .independent(drafts: 2))
      else { preconditionFailure("the weights are positive") }
      var answer: OptimalAcceptance?
      let solve = seconds { answer = OptimalAcceptance(listed) }
      guard let answer else { preconditionFailure("there is an answer") }
      var isValid = false
      let check = seconds { isValid = answer.certificate.verify(against: listed).isValid }
      let isSame =
        answer.certificate.acceptance == OptimalAcceptance(closed).certificate.acceptance
      let bits = (draft.total * draft.total * target.total).bitWidth
      Swift.print(
        "| \(size) | \(size * (size + 1) / 2) | ≤ \(bits) | \(solve) | \(check) "
          + "| \(isSame && isValid ? "yes" : "NO") |")
    }
  }

  private static func seconds(_ body: () -> Void) -> Double {
    let start = clock()
    body()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }

  private static func sets(_ draft: IntegerDistribution) -> [DraftedSetLaw.Entry] {
    let q = (0..<draft.count).map { draft[$0] }
    return q.indices.flatMap { x in
      (x..<q.count).map { y in
        x == y
          ? DraftedSetLaw.Entry(tokens: [x], probability: q[x] * q[x])
          : DraftedSetLaw.Entry(tokens: [x, y], probability: 2 * q[x] * q[y])
      }
    }
  }
}
