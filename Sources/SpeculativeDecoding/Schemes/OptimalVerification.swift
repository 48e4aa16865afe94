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

  /// The best rule for drafts drawn in this way.
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
    guard let accepted = try position.optimum(of: sampling(at: position)).accepted else {
      preconditionFailure("an exact optimum was asked for")
    }
    return accepted.map { Enclosure($0) }
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    try Self.kernel(of: law(at: position), to: position.target)
  }

  /// The rule that a maximum flow makes optimal.
  static func kernel(of law: DraftLaw, to target: Distribution) -> Kernel {
    let plan = law.transport(to: target).largestAcceptance().plan
    return AcceptancePlan(unchecked: law, target: target, accepted: plan).kernel
  }
}
