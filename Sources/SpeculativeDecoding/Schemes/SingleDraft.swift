// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
public import Rationals

/// Speculative sampling: one draft, accepted with probability min(1, p/q).
///
/// A = min(p, q) and α = 1 − TV(p, q). With k > 1 drafts at hand it uses the first.
public struct SingleDraft: Scheme {
  /// Nothing to configure.
  public init() {}

  public var id: String { "single" }
  public var summary: String { "speculative sampling (Leviathan et al. 2023, Chen et al. 2023)" }

  public var isSequential: Bool { true }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling { .iid }

  public func acceptance(at position: Position) throws(SchemeError) -> Enclosure {
    Enclosure(1 - position.order.excess(over: 1))
  }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    zip(position.target.probabilities, position.draft.probabilities).map { Enclosure(min($0, $1)) }
  }

  public func acceptedMassByDraft(
    at position: Position
  ) throws(SchemeError) -> [[Enclosure]]? {
    [try acceptedMass(at: position)]
  }

  public func acceptanceByDraft(at position: Position) throws(SchemeError) -> [Enclosure]? {
    [try acceptance(at: position)]
  }

  public func law(at position: Position) throws(SchemeError) -> DraftLaw {
    .iid(position.draft, drafts: 1)
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    RecursiveRejection.single(target: position.target, draft: position.draft).kernel
  }

  /// One draft cannot pass what a single draft already attains.
  public func bound(at position: Position) throws(SchemeError) -> Rational {
    1 - position.order.excess(over: 1)
  }
}
