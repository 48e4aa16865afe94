// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
import Rationals

/// Greedy drafting: the k−1 most probable tokens G and one draw from the rest, with its optimal rule.
///
/// α = p(G) + Σ_{x∉G} min(p(x), q(x)/(1 − q(G))). The rule in closed form: accept the drawn token x
/// with mass min(p(x), q(x)/(1 − q(G))); what the tuples have left pays for G in proportion, which is
/// always enough. For two drafts the sets of tokens are SpecHub's.
///
/// Source: Hu et al. 2025.
public struct Greedy: Scheme {
  /// Nothing to configure.
  public init() {}

  public var id: String { "greedy" }
  public var summary: String { "greedy drafting with its optimal rule (Hu et al. 2025)" }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling { .greedy }

  private func fixed(_ position: Position) -> [Int] {
    position.draft.mostProbable(position.drafts - 1)
  }

  public func acceptance(at position: Position) throws(SchemeError) -> Enclosure {
    let mass = FixedDrafts.acceptedMass(fixed(position), at: position)
    return Enclosure(mass.map(\.lower).sum())
  }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    FixedDrafts.acceptedMass(fixed(position), at: position)
  }

  /// A token says which draft it is: the drawn one is the last, those of G come first in their order.
  public func acceptedMassByDraft(
    at position: Position
  ) throws(SchemeError) -> [[Enclosure]]? {
    let mass = FixedDrafts.acceptedMass(fixed(position), at: position)
    let unused = Array(repeating: Enclosure(0), count: mass.count)
    var masses = Array(repeating: unused, count: position.drafts)
    masses[position.drafts - 1] = mass
    for (draft, token) in fixed(position).enumerated() {
      masses[draft][token] = mass[token]
      masses[position.drafts - 1][token] = Enclosure(0)
    }
    return masses
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    let law = try law(at: position)
    let target = position.target
    let fixed = fixed(position).filter { !target[$0].isZero }
    let own = law.entries.map { entry -> Rational in
      let drawn = entry.drafts[entry.drafts.count - 1]
      return fixed.contains(drawn) ? 0 : min(target[drawn], entry.probability)
    }
    let left = zip(law.entries, own).map { $0.probability - $1 }
    let total = left.sum()
    let moves = law.entries.indices.map { index -> [TransportPlan.Move] in
      let entry = law.entries[index]
      var moves: [TransportPlan.Move] = []
      if !own[index].isZero {
        moves.append(.init(sink: entry.drafts[entry.drafts.count - 1], mass: own[index]))
      }
      if !left[index].isZero {
        moves += fixed.map { .init(sink: $0, mass: left[index] * target[$0] / total) }
      }
      return moves.sorted { $0.sink < $1.sink }
    }
    return AcceptancePlan(
      unchecked: law, target: target, accepted: TransportPlan(moves: moves)
    ).kernel
  }
}
