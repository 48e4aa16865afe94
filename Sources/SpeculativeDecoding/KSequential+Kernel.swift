// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
public import Rationals

extension KSequential {
  /// 1 − (1 − β)ᵏ: the probability that one of the k tests with this ρ accepts.
  public func drawnAcceptance(at factor: Rational) -> Rational {
    1 - (1 - acceptanceRate(at: factor) / factor).raised(to: drafts)
  }

  /// A(x) = scale·min(p(x), ρ·q(x)); 1 at ρ*, less for a larger ρ.
  func scale(at factor: Rational) -> Rational {
    let overlap = acceptanceRate(at: factor)
    return overlap.isZero ? 0 : drawnAcceptance(at: factor) / overlap
  }

  /// Whether some residual law makes the rule with this ρ emit p: no token is accepted beyond p.
  ///
  /// A ρ of at least ρ* always is; a smaller one only when every token that would be overdrawn is
  /// drafted with probability 0.
  public func isLossless(at factor: Rational) -> Bool {
    let scale = scale(at: factor)
    return zip(target.probabilities, draft.probabilities).allSatisfy { p, q in
      scale * min(p, factor * q) <= p
    }
  }

  /// The rule tuple by tuple; the residual is (p − A)⁺ normalised, which is p − A when ρ is valid.
  ///
  /// Cost: O(k + n) a tuple.
  public func kernel(at factor: Rational, over law: DraftLaw) -> Kernel {
    let scale = scale(at: factor)
    let excess = zip(target.probabilities, draft.probabilities).map { p, q in
      max(0, p - scale * min(p, factor * q))
    }
    let total = excess.sum()
    // With no excess left the tests never all fail.
    let residual = total.isZero ? target.probabilities : excess.map { $0 / total }
    return Kernel(
      rows: law.entries.map { entry in
        var accepted = [Rational](repeating: 0, count: target.count)
        var reached: Rational = 1
        for token in entry.drafts {
          let test = min(1, target[token] / (factor * draft[token]))
          accepted[token].addProduct(reached, test)
          reached *= 1 - test
        }
        return Kernel.Row(
          drafts: entry.drafts, probability: entry.probability,
          output: zip(accepted, residual).map { $0 + reached * $1 }, accepted: accepted)
      })
  }
}
