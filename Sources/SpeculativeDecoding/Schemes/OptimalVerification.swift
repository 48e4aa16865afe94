// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
import Rationals

/// OTM: the best lossless rule for drafts of a given law.
///
/// The accepted masses of an optimal rule are not unique. For iid drafts and drafts without
/// replacement those of the threshold form are given, A = min(p, c*·q) with R(c*) = 1 − α*; the kernel
/// comes from a maximum flow and may accept other masses of the same total.
public struct OptimalVerification: Scheme {
  private let sampling: Sampling

  public init(_ sampling: Sampling) { self.sampling = sampling }

  public var id: String { "otm-\(sampling.name)" }
  public var summary: String {
    "optimal verification of \(sampling.name) drafts (OTM, Sun et al. 2023)"
  }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling {
    switch sampling {
    case .hub(nil):
      guard position.drafts == 2 else { throw .undefined("hub pairs are two drafts") }
      return .hub(token: position.hub)
    case .joint([]):
      // The instance brings the law.
      guard case .joint = position.instance.sampling else {
        throw .undefined("the instance gives no joint law")
      }
      return position.instance.sampling
    default: return sampling
    }
  }

  public var isBound: Bool { true }

  public func acceptance(at position: Position) throws(SchemeError) -> Enclosure {
    Enclosure(try bound(at: position))
  }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    let (target, draft) = (position.target, position.draft)
    switch try sampling(at: position) {
    case .iid, .withoutReplacement:
      let factor = position.order.factor(leaving: 1 - (try bound(at: position)))
      return target.probabilities.indices.map { Enclosure(min(target[$0], factor * draft[$0])) }
    case .hub(let token): return FixedDrafts.acceptedMass([token!], at: position)
    case .greedy:
      return FixedDrafts.acceptedMass(
        draft.mostProbable(position.drafts - 1), at: position)
    case .joint:
      let plan = try law(at: position).transport(to: target).optimalPlan().plan
      return plan.inflow(sinkCount: target.count).map { Enclosure($0) }
    }
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    try Self.kernel(of: law(at: position), to: position.target)
  }

  /// The rule that a maximum flow makes optimal.
  static func kernel(of law: DraftLaw, to target: Distribution) -> Kernel {
    let plan = law.transport(to: target).optimalPlan().plan
    return AcceptancePlan(unchecked: law, target: target, accepted: plan).kernel
  }
}
