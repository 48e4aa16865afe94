// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
public import Rationals

/// The main job: every optimum, closed form and baseline of an instance, and the claims that tie them.
///
/// For each draft law two linear programs are solved with certificates, the full coupling and the
/// simplified acceptance program. Their optima are compared with each other, with the minimum cut,
/// with SpecHub's closed form and with recursive rejection sampling, and every plan's output law with
/// the target. All comparisons are between exact rationals.
///
/// ```swift
/// let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
/// let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
/// let instance = try Instance(
///   target: target, draft: draft, drafts: 2, sampling: .hub(token: nil))
/// let verification = try Verification(instance, solver: ExactSolver(oracle: NoOracle()))
/// verification.holds                  // → true
/// verification.baselines.rrs          // → 4/5
/// verification.specHub?.acceptanceRate   // → 1
/// ```
public struct Verification: Sendable {
  /// What was verified.
  public let instance: Instance
  /// The optima by draft law: iid, without replacement, hub where there are two drafts, and the
  /// instance's own law if it is none of these.
  public let optima: [Optimum]
  /// SpecHub's closed form; `nil` unless there are two drafts.
  public let specHub: SpecHubPlan?
  /// The rules that need no solver.
  public let baselines: Baselines
  /// Every claim that was checked.
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
    /// How the two sides are said to compare.
    public enum Relation: String, Sendable {
      /// Left = right.
      case equal = "="
      /// Left ≤ right.
      case atMost = "≤"
    }

    /// The name of the statement, the same for every instance: `closed-form-is-optimal`.
    public let id: String
    /// Which draft law or rule of the instance it is about.
    public let subject: String
    /// The left side, computed in one way.
    public let left: Rational
    /// How they are said to compare.
    public let relation: Relation
    /// The right side, computed in another.
    public let right: Rational

    /// Whether it does, between exact fractions.
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
