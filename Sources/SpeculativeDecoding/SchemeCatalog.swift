// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// Every scheme there is.
public enum SchemeCatalog {
  /// The verification rules, in the order of the literature.
  public static let rules: [any Scheme] = [
    SingleDraft(), NaiveSampling(), NaiveVerification(), SamplerMatch(), TopTokens(), RRS(),
    DedupedRejection(), RRSw(), KSEQ(), SpecHub(), SpecHub(.best), Greedy(), StarMixture(),
    PathDrafts(),
  ]

  /// The optima: what no rule for the same drafts can pass.
  public static let optima: [any Scheme] = [
    OptimalVerification(.iid), OptimalVerification(.withoutReplacement),
    OptimalVerification(.greedy), OptimalVerification(.hub(token: nil)),
    OptimalVerification(.joint([])),
  ]

  /// Rules and optima.
  public static let all: [any Scheme] = rules + optima

  /// The scheme of an id, `kseq-rho=R` and `star-L` with any rational in it included.
  public static func scheme(_ id: String) -> (any Scheme)? {
    if let scheme = all.first(where: { $0.id == id }) { return scheme }
    if id.hasPrefix("kseq-rho="), let factor = Rational(String(id.dropFirst(9))), factor.signum > 0
    {
      return KSEQ(factor: factor)
    }
    if id.hasPrefix("star-"), let share = Rational(String(id.dropFirst(5))),
      share.signum >= 0, share <= 1
    {
      return StarMixture(hubShare: share)
    }
    return nil
  }
}
