// SPDX-License-Identifier: GPL-3.0-or-later

/// A two-sided proof of the largest acceptance α of a lossless verifier, checked without a solver.
///
/// The masses A(x) accepted of each token are possible for some verifier exactly when 0 ≤ A ≤ p and
/// A(S) ≤ f(S) for every set S of tokens, f(S) = P(some draft lies in S) (max-flow min-cut). So any
/// such A bounds α from below by ΣA, and any set H bounds it from above by f(H) + p(outside H). A
/// certificate has both, with equal values.
public struct AcceptanceCertificate: Sendable, Hashable {
  /// α.
  public var acceptance: Enclosure
  /// H and A, and the theorem by which A(S) ≤ f(S) for every S.
  public var proof: Proof

  /// What shows that A(S) ≤ f(S), for which there are 2ⁿ sets S.
  public enum Proof: Sendable, Hashable {
    /// A prefix of the tokens by p/q is the minimum cut: independent drafts, pairs without
    /// replacement.
    case prefixCut(PrefixProof)
    /// Some tokens are always drafted and one more is drawn: hub pairs, greedy drafts.
    case fixedTokens(FixedTokensProof)
    /// A list of accepted masses for drafted sets that are listed: any law.
    case maximumFlow(FlowProof)

    /// The name of the theorem in the text of a certificate.
    public var theorem: String {
      switch self {
      case .prefixCut: "prefix-cut"
      case .fixedTokens: "fixed-tokens"
      case .maximumFlow: "maximum-flow"
      }
    }
  }

  /// A claim with its proof; nothing is checked before ``verify(against:)``.
  public init(acceptance: Enclosure, proof: Proof) {
    self.acceptance = acceptance
    self.proof = proof
  }

  /// H, as a list of tokens.
  public var cut: [Int] {
    switch proof {
    case .prefixCut(let proof): Array(proof.order.prefix(proof.cut))
    case .fixedTokens(let proof): proof.cut
    case .maximumFlow(let proof): proof.cut
    }
  }

  /// Checks both sides. Cost: one pass over the tokens, or over the sets of a listed law.
  public func verify(against problem: AcceptanceProblem) -> Verdict {
    let violations: [AcceptanceViolation]
    switch (proof, problem.law) {
    case (.prefixCut(let proof), .independent), (.prefixCut(let proof), .pairWithoutReplacement):
      violations = proof.violations(acceptance, problem)
    case (.fixedTokens(let proof), .fixed(let tokens)):
      violations = proof.violations(acceptance, problem, fixed: tokens)
    case (.maximumFlow(let proof), .listed(let entries)):
      violations = proof.violations(acceptance, problem, entries)
    default:
      violations = [.wrongTheorem(expected: problem.law.theorem, found: proof.theorem)]
    }
    return Verdict(violations.map(Violation.acceptance))
  }
}

extension DraftedSetLaw {
  /// The theorem that certificates for this law rest on.
  public var theorem: String {
    switch self {
    case .independent, .pairWithoutReplacement: "prefix-cut"
    case .fixed: "fixed-tokens"
    case .listed: "maximum-flow"
    }
  }
}
