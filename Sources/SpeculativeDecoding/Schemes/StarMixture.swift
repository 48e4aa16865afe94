// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import OptimalTransport
public import Rationals

/// Star mixtures with their optimal rule: draw a hub from w, then another token from q without it.
///
/// The pair {x, y} has probability w(x)·q(y)/(1 − q(x)) + w(y)·q(x)/(1 − q(y)). With w at one token
/// these are SpecHub's pairs, with w = q two drafts without replacement; here w lies between,
/// λ·(the hub) + (1 − λ)·q. The optimum is concave in w. Two drafts only.
public struct StarMixture: Scheme {
  private let share: Rational

  /// - Parameter hubShare: λ, between 0 and 1.
  public init(hubShare: Rational = Rational(1, 2)) {
    precondition(hubShare.signum >= 0 && hubShare <= 1, "a share lies between 0 and 1")
    share = hubShare
  }

  public var id: String { share == Rational(1, 2) ? "star" : "star-\(share)" }
  public var summary: String {
    "star mixture: the hub with weight \(share), else a hub drawn from q; optimal rule"
  }

  public func law(at position: Position) throws(SchemeError) -> DraftLaw {
    guard position.drafts == 2 else { throw .undefined("star mixtures are pairs: 2 drafts") }
    let draft = position.draft
    let support = draft.support.count
    guard support * support <= SchemeError.tupleLimit else {
      throw .tooManyTuples(support * support)
    }
    var weights = draft.probabilities.map { $0 * (1 - share) }
    weights[position.hub] += share
    return .stars(draft, hubWeights: weights)
  }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling {
    .joint(try law(at: position).entries)
  }

  public var isBound: Bool { true }

  public func acceptance(at position: Position) throws(SchemeError) -> Enclosure {
    Enclosure(try law(at: position).transport(to: position.target).largestAcceptance().value)
  }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    let plan = try law(at: position).transport(to: position.target).largestAcceptance().plan
    return plan.inflow(sinkCount: position.target.count).map { Enclosure($0) }
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    OptimalVerification.kernel(of: try law(at: position), to: position.target)
  }
}

extension DraftLaw {
  /// The pairs (h, x), h drawn from the weights and x from q without h; (h, h) when q(h) = 1.
  ///
  /// The weights are non-negative, one a token, and sum to 1. Cost: one entry a pair.
  public static func stars(_ draft: Distribution, hubWeights: [Rational]) -> DraftLaw {
    var entries: [Entry] = []
    for hub in hubWeights.indices where !hubWeights[hub].isZero {
      let left = 1 - draft[hub]
      if left.isZero {
        entries.append(Entry(drafts: [hub, hub], probability: hubWeights[hub]))
        continue
      }
      for token in draft.support where token != hub {
        entries.append(
          Entry(drafts: [hub, token], probability: hubWeights[hub] * draft[token] / left))
      }
    }
    return DraftLaw(unchecked: entries, drafts: 2)
  }
}
