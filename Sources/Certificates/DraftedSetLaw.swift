// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
public import Rationals

/// The law of the *set* of drafted tokens: all that the largest acceptance depends on.
///
/// It says how f(S) = P(some draft lies in S) is computed, which is the only way in which the drafts
/// enter a bound on the acceptance. q is the draft distribution.
public enum DraftedSetLaw: Sendable, Hashable {
  /// k independent draws: f(S) = 1 − (1 − q(S))ᵏ.
  case independent(drafts: Int)
  /// Two different tokens, one after the other, when q supports at least three:
  /// f(S) = q(S)·(1 + Σ_{x∉S} q(x)/(1 − q(x))).
  case pairWithoutReplacement
  /// All tokens of G are always drafted, and one more from q outside G unless q(G) = 1:
  /// f(S) = 1 when S meets G, else q(S)/(1 − q(G)). SpecHub's pairs are this with G = {hub}.
  case fixed([Int])
  /// Sets of tokens with their probabilities: f(S) is the mass of those that meet S.
  case listed([Entry])

  /// A set of tokens, ascending and distinct, and its probability.
  public struct Entry: Sendable, Hashable {
    /// The drafted tokens, ascending and distinct.
    public var tokens: [Int]
    /// The probability that exactly these tokens are drafted.
    public var probability: Rational

    /// A set with its probability.
    public init(tokens: [Int], probability: Rational) {
      self.tokens = tokens
      self.probability = probability
    }
  }
}

/// One position of speculative decoding, as far as the largest acceptance depends on it.
public struct AcceptanceProblem: Sendable {
  /// p.
  public let target: IntegerDistribution
  /// q.
  public let draft: IntegerDistribution
  /// The law of the set of drafted tokens.
  public let law: DraftedSetLaw

  /// Throws unless both distributions share a vocabulary.
  public init(
    target: IntegerDistribution, draft: IntegerDistribution, law: DraftedSetLaw
  ) throws(AcceptanceProblemError) {
    guard target.count == draft.count else {
      throw .vocabulariesDiffer(target: target.count, draft: draft.count)
    }
    self.target = target
    self.draft = draft
    self.law = law
  }

  /// The number of tokens.
  public var count: Int { target.count }

  /// A 64-bit fingerprint of both distributions and the law, as 16 hexadecimal digits.
  ///
  /// It catches the mistake of pairing a certificate with another instance; see `FNV1a`.
  public var fingerprint: String {
    var hash = FNV1a()
    for distribution in [target, draft] {
      hash.add(UInt(distribution.count))
      for token in 0..<distribution.count {
        let limbs = distribution.weights.significantLimbs(of: token)
        hash.add(UInt(limbs.count))
        for limb in limbs { hash.add(limb) }
      }
    }
    switch law {
    case .independent(let drafts): hash.add("independent \(drafts)")
    case .pairWithoutReplacement: hash.add("pair without replacement")
    case .fixed(let tokens): hash.add("fixed \(tokens)")
    case .listed(let entries):
      for entry in entries { hash.add("\(entry.tokens) \(entry.probability)") }
    }
    return hash.text
  }
}
