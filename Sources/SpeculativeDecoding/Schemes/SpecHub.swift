// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
public import Rationals

/// SpecHub's closed form around the most probable draft token, the token that the instance names, or
/// the token that is best for this target.
public struct SpecHub: Scheme {
  /// Which token is the hub.
  public enum Hub: Sendable {
    /// The instance's, by default the most probable draft token.
    case ofInstance
    /// The one with the largest acceptance. The rule is lossless, but drafts are drawn before p is
    /// known: this is what an oracle would choose, a bound on every way to choose hubs.
    case best
  }

  private let choice: Hub

  /// SpecHub around the hub that is chosen in this way.
  public init(_ choice: Hub = .ofInstance) { self.choice = choice }

  public var id: String { choice == .best ? "spechub-best" : "spechub" }
  public var summary: String {
    choice == .best
      ? "SpecHub with the hub that accepts most, chosen with p in sight: a bound on choosing hubs"
      : "SpecHub (Sun et al. 2024)"
  }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling {
    .hub(token: try hub(at: position))
  }

  private func hub(at position: Position) throws(SchemeError) -> Int {
    guard position.drafts == 2 else { throw .undefined("SpecHub draws pairs: it needs 2 drafts") }
    guard choice == .best else { return position.hub }
    return Self.bestHub(at: position).token
  }

  /// The hub of largest acceptance among the tokens that q supports, the first of several.
  ///
  /// Cost: a binary search a token.
  public static func bestHub(at position: Position) -> (token: Int, acceptance: Rational) {
    let mode = position.draft.mode
    var best = (token: mode, acceptance: position.optimalAcceptance(ofHub: mode))
    for token in position.draft.support {
      let acceptance = position.optimalAcceptance(ofHub: token)
      if acceptance > best.acceptance { best = (token, acceptance) }
    }
    return best
  }

  public func acceptance(at position: Position) throws(SchemeError) -> Enclosure {
    Enclosure(
      SpecHubPlan.acceptanceRate(
        target: position.target, draft: position.draft, hub: try hub(at: position)))
  }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    FixedDrafts.acceptedMass([try hub(at: position)], at: position)
  }

  public func acceptedMassByDraft(
    at position: Position
  ) throws(SchemeError) -> [[Enclosure]]? {
    let (first, second) = try plan(at: position).acceptedMassBySlot
    return [first.map { Enclosure($0) }, second.map { Enclosure($0) }]
  }

  private func plan(at position: Position) throws(SchemeError) -> SpecHubPlan {
    SpecHubPlan(target: position.target, draft: position.draft, hub: try hub(at: position))
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    do {
      return try plan(at: position).acceptancePlan().kernel
    } catch let error as AcceptancePlanError {
      preconditionFailure("SpecHub's closed form is feasible: \(error)")
    } catch let error as SchemeError {
      throw error
    } catch {
      preconditionFailure("no other error is thrown: \(error)")
    }
  }
}
