// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// Speculative sampling on float rows that do not sum to 1, as implementations use them.
///
/// The draft is drawn from q/Σq, since a multinomial normalises; it is accepted with min(1, p/q) on the
/// raw values, since a ratio does not; after a rejection the token is drawn from (p − q)⁺, normalised.
/// Everything is exact in the given values, so the law shows what the missing normalisation costs.
public struct RawSpeculativeSampling: Sendable {
  /// p and q as given: non-negative, q with a positive sum.
  public let target: [Rational]
  /// The draft's row as it is, whatever it sums to.
  public let draft: [Rational]

  /// The rule on two rows of non-negative numbers.
  public init(target: [Rational], draft: [Rational]) {
    precondition(target.count == draft.count, "target and draft share a vocabulary")
    self.target = target
    self.draft = draft
  }

  /// The kernel; `nil` where a rejection of positive probability leaves no residual to draw from.
  public var kernel: Kernel? {
    let sum = draft.reduce(0, +)
    let excess = zip(target, draft).map { max(0, $0 - $1) }
    let total = excess.reduce(0, +)
    var rows: [Kernel.Row] = []
    for token in draft.indices where !draft[token].isZero {
      let acceptance = min(1, target[token] / draft[token])
      var accepted = [Rational](repeating: 0, count: target.count)
      accepted[token] = acceptance
      var output = accepted
      if acceptance != 1 {
        guard !total.isZero else { return nil }
        for index in output.indices { output[index] += (1 - acceptance) * excess[index] / total }
      }
      rows.append(
        Kernel.Row(
          drafts: [token], probability: draft[token] / sum, output: output, accepted: accepted))
    }
    return Kernel(rows: rows)
  }
}
