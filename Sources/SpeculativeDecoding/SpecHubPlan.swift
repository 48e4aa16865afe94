// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// SpecHub's closed form: the optimal plan for two drafts drawn as pairs with a hub.
///
/// With hub a and pairs (x, a), (a, x) as in ``DraftLaw/hub(_:token:)``, for every other token x
///
///     π(x, a, x) = min(p(x), Q(x, a))
///     π(a, x, x) = min(p(x) − π(x, a, x), Q(a, x))
///
/// and the mass that the pairs have left pays for the hub, first the pairs that begin with it:
/// G₂ = min(p(a), Σ left(a, x)) shared in proportion as π(a, x, a), then G₁ = p(a) − G₂ as π(x, a, a).
/// The hub is always paid in full, so the acceptance is
///
///     p(a) + Σ_{x≠a} min(p(x), q(x)/(1 − q(a))),
///
/// which no plan for this draft law exceeds (`Proofs/notes/closed-form-is-optimal.md`). When q(a) = 1
/// both drafts are a and the acceptance is p(a).
///
/// Source: SpecHub (Sun et al., EMNLP 2024). Cost: O(n).
///
/// ```swift
/// let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
/// let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
/// let plan = SpecHubPlan(target: target, draft: draft)
/// plan.hub                            // → 0
/// plan.pairs.map(\.token)             // → [1, 2]
/// plan.pairs[1].hubFromHubFirst       // → 1/10
/// plan.residualMass                   // → [0, 0, 0]
/// plan.acceptanceRate                 // → 1
/// ```
public struct SpecHubPlan: Sendable, Hashable {
  /// One token x ≠ a with the masses of its two pairs.
  public struct Pair: Sendable, Hashable {
    /// x.
    public let token: Int
    /// Q(x, a) = q(x).
    public let tokenFirst: Rational
    /// Q(a, x) = q(a)·q(x)/(1 − q(a)).
    public let hubFirst: Rational
    /// π(x, a, x): x accepted as first draft.
    public let tokenFromTokenFirst: Rational
    /// π(a, x, x): x accepted as second draft.
    public let tokenFromHubFirst: Rational
    /// π(x, a, a): the hub accepted as second draft.
    public fileprivate(set) var hubFromTokenFirst: Rational = 0
    /// π(a, x, a): the hub accepted as first draft.
    public fileprivate(set) var hubFromHubFirst: Rational = 0

    /// What the pair (x, a) has left after x is paid.
    var leftTokenFirst: Rational { tokenFirst - tokenFromTokenFirst }
    /// What the pair (a, x) has left after x is paid.
    var leftHubFirst: Rational { hubFirst - tokenFromHubFirst }
  }

  /// p.
  public let target: Distribution
  /// q.
  public let draft: Distribution
  /// a.
  public let hub: Int
  /// Whether another token is exactly as probable as the hub, so that the choice was arbitrary.
  public let isTie: Bool
  /// The tokens that q supports besides the hub, ascending.
  public let pairs: [Pair]
  /// The acceptance, from the formula.
  public let acceptanceRate: Rational

  /// The plan around `hub`, by default the most probable draft token (ties: the first).
  public init(target: Distribution, draft: Distribution, hub: Int? = nil) {
    precondition(target.count == draft.count, "target and draft share a vocabulary")
    let hub = hub ?? draft.mode
    self.target = target
    self.draft = draft
    self.hub = hub
    isTie = draft.probabilities.count { $0 == draft[hub] } > 1
    acceptanceRate = Self.acceptanceRate(target: target, draft: draft, hub: hub)
    pairs = Self.pairs(target: target, draft: draft, hub: hub)
  }

  private static func pairs(target: Distribution, draft: Distribution, hub: Int) -> [Pair] {
    guard draft[hub] != 1 else { return [] }
    let odds = draft[hub] / (1 - draft[hub])
    var pairs = draft.support.filter { $0 != hub }.map { token in
      let tokenFirst = draft[token]
      let hubFirst = odds * draft[token]
      let first = min(target[token], tokenFirst)
      return Pair(
        token: token, tokenFirst: tokenFirst, hubFirst: hubFirst, tokenFromTokenFirst: first,
        tokenFromHubFirst: min(target[token] - first, hubFirst))
    }
    let leftHubFirst = pairs.reduce(Rational(0)) { $0 + $1.leftHubFirst }
    let leftTokenFirst = pairs.reduce(Rational(0)) { $0 + $1.leftTokenFirst }
    let paidFromHubFirst = min(target[hub], leftHubFirst)
    let paidFromTokenFirst = target[hub] - paidFromHubFirst
    for index in pairs.indices {
      // A factor is 0/0 only when nothing is left to share, and then nothing is paid either.
      if !paidFromHubFirst.isZero {
        pairs[index].hubFromHubFirst = pairs[index].leftHubFirst * paidFromHubFirst / leftHubFirst
      }
      if !paidFromTokenFirst.isZero {
        pairs[index].hubFromTokenFirst =
          pairs[index].leftTokenFirst * paidFromTokenFirst / leftTokenFirst
      }
    }
    return pairs
  }

  /// The mass of each token accepted as first and as second draft.
  public var acceptedMassBySlot: (first: [Rational], second: [Rational]) {
    var first = [Rational](repeating: 0, count: target.count)
    var second = first
    for pair in pairs {
      first[pair.token] += pair.tokenFromTokenFirst
      second[pair.token] += pair.tokenFromHubFirst
      first[hub] += pair.hubFromHubFirst
      second[hub] += pair.hubFromTokenFirst
    }
    if pairs.isEmpty { first[hub] = target[hub] }
    return (first, second)
  }

  /// p − A, the mass of each token to be drawn from the residual.
  public var residualMass: [Rational] {
    let (first, second) = acceptedMassBySlot
    return target.probabilities.indices.map { target[$0] - first[$0] - second[$0] }
  }

  /// The joint law of the pairs.
  public var law: DraftLaw { .hub(draft, token: hub) }

  /// The plan in general form, checked to be feasible.
  public func acceptancePlan() throws(AcceptancePlanError) -> AcceptancePlan {
    try AcceptancePlan(law: law, target: target, accepted: transportPlan)
  }

  private var transportPlan: TransportPlan {
    let law = law
    guard draft[hub] != 1 else {
      return TransportPlan(moves: [Self.moves([(hub, target[hub])])])
    }
    let pairOfToken = Dictionary(uniqueKeysWithValues: pairs.map { ($0.token, $0) })
    let moves = law.entries.map { entry in
      let isHubFirst = entry.drafts[0] == hub
      let token = isHubFirst ? entry.drafts[1] : entry.drafts[0]
      let pair = pairOfToken[token]!
      return Self.moves(
        isHubFirst
          ? [(token, pair.tokenFromHubFirst), (hub, pair.hubFromHubFirst)]
          : [(token, pair.tokenFromTokenFirst), (hub, pair.hubFromTokenFirst)])
    }
    return TransportPlan(moves: moves)
  }

  private static func moves(_ masses: [(token: Int, mass: Rational)]) -> [TransportPlan.Move] {
    masses.filter { !$0.mass.isZero }.sorted { $0.token < $1.token }
      .map { TransportPlan.Move(sink: $0.token, mass: $0.mass) }
  }
}
