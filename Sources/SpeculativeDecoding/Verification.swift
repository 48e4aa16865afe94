// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
public import Rationals

/// The main job: every optimum, closed form and baseline of an instance, and the claims that tie them.
///
/// For each draft law two linear programs are solved with certificates, the full coupling and the
/// simplified acceptance program. Their optima are compared with each other, with the minimum cut,
/// with SpecHub's closed form and with recursive rejection sampling, and every plan's output law with
/// the target. All comparisons are between exact rationals.
public struct Verification: Sendable {
  public let instance: Instance
  /// The optima by draft law: iid, without replacement, hub where there are two drafts, and the
  /// instance's own law if it is none of these.
  public let optima: [Optimum]
  /// SpecHub's closed form; `nil` unless there are two drafts.
  public let specHub: SpecHubPlan?
  public let baselines: Baselines
  public let claims: [Claim]

  /// Whether every claim holds.
  public var holds: Bool { claims.allSatisfy(\.holds) }

  /// The optimum of the instance's own draft law.
  public var own: Optimum { optimum(instance.sampling)! }

  /// The optimum of one draft law, if it was solved.
  public func optimum(_ sampling: Sampling) -> Optimum? {
    optima.first { $0.sampling.name == sampling.name }
  }
}

extension Verification {
  /// Acceptance rates of the rules that need no solver.
  public struct Baselines: Sendable {
    /// Speculative sampling with one draft: 1 − TV(p, q).
    public let single: Rational
    /// Recursive rejection sampling with replacement.
    public let rrs: Rational
    /// Recursive rejection sampling without replacement.
    public let rrsw: Rational
    /// K-SEQ, enclosed; exact when both ends agree.
    public let kseq: (lower: Rational, upper: Rational)

    init(_ instance: Instance) {
      func rejection(drafts: Int, replacement: Bool) -> Rational {
        RecursiveRejection(
          target: instance.target, draft: instance.draft, drafts: drafts,
          replacement: replacement
        ).acceptanceRate
      }
      single = rejection(drafts: 1, replacement: true)
      rrs = rejection(drafts: instance.drafts, replacement: true)
      rrsw = rejection(drafts: instance.drafts, replacement: false)
      kseq = KSequential(
        target: instance.target, draft: instance.draft, drafts: instance.drafts
      ).acceptanceRate()
    }
  }

  /// A statement about the instance, and whether it holds.
  public struct Claim: Sendable, Hashable {
    public enum Relation: String, Sendable {
      case equal = "="
      case atMost = "≤"
    }

    /// The name of the statement, the same for every instance: `closed-form-is-optimal`.
    public let id: String
    /// Which draft law or rule of the instance it is about.
    public let subject: String
    public let left: Rational
    public let relation: Relation
    public let right: Rational

    public var holds: Bool {
      switch relation {
      case .equal: left == right
      case .atMost: left <= right
      }
    }

    /// |left − right| when the claim fails: the exact discrepancy.
    public var discrepancy: Rational? { holds ? nil : (left - right).magnitude }
  }
}
