// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
import Rationals

/// Recursive rejection sampling with replacement, for any number of drafts.
///
/// The i-th draft accepts min(p, cᵢ·q) − min(p, c_{i−1}·q) with the thresholds of
/// ``RecursiveRejection/thresholds``.
public struct RRS: Scheme {
  /// Nothing to configure.
  public init() {}

  public var id: String { "rrs" }
  public var summary: String { "recursive rejection sampling (SpecInfer, Miao et al. 2024)" }

  public var isSequential: Bool { true }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling { .iid }

  private func rule(_ position: Position) -> RecursiveRejection {
    RecursiveRejection(position, replacement: true)
  }

  public func acceptance(at position: Position) throws(SchemeError) -> Enclosure {
    Enclosure(rule(position).acceptanceRate)
  }

  public func acceptanceByDraft(at position: Position) throws(SchemeError) -> [Enclosure]? {
    let excess = rule(position).thresholds.map { position.order.excess(over: $0) }
    return zip(excess, excess.dropFirst()).map { Enclosure($0 - $1) }
  }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    mass(at: position, upTo: rule(position).threshold).map { Enclosure($0) }
  }

  public func acceptedMassByDraft(
    at position: Position
  ) throws(SchemeError) -> [[Enclosure]]? {
    let masses = rule(position).thresholds.map { mass(at: position, upTo: $0) }
    return zip(masses, masses.dropFirst()).map { zip($0, $1).map { Enclosure($1 - $0) } }
  }

  private func mass(at position: Position, upTo threshold: Rational) -> [Rational] {
    zip(position.target.probabilities, position.draft.probabilities).map {
      min($0, threshold * $1)
    }
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    _ = try law(at: position)
    return rule(position).kernel
  }
}

/// Recursive rejection sampling without replacement, for any number of drafts.
///
/// The i-th draft accepts what i drafts accept more than i − 1 do: the rule with fewer drafts is a
/// beginning of the rule with more.
public struct RRSw: Scheme {
  /// Nothing to configure.
  public init() {}

  public var id: String { "rrsw" }
  public var summary: String {
    "recursive rejection sampling without replacement (Jeon et al. 2024, Yang et al. 2024)"
  }

  public var isSequential: Bool { true }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling {
    .withoutReplacement
  }

  private func rule(_ position: Position, drafts: Int? = nil) -> RecursiveRejection {
    RecursiveRejection(position, drafts: drafts, replacement: false)
  }

  /// The most tokens that are looked at along all paths of rejected tokens: half a minute or so.
  private static let visitLimit = 16_000_000

  private func rate(_ position: Position, drafts: Int) throws(SchemeError) -> Rational {
    // A path of one token costs little more than a token; longer ones are another matter.
    let limit = drafts <= 2 ? Int.max : Self.visitLimit / position.draft.support.count
    guard let rejected = rule(position, drafts: drafts).rejectionRateAlongPaths(limit: limit)
    else { throw .tooManyTuples(limit + 1) }
    return 1 - rejected
  }

  public func acceptance(at position: Position) throws(SchemeError) -> Enclosure {
    Enclosure(try rate(position, drafts: position.drafts))
  }

  public func acceptanceByDraft(at position: Position) throws(SchemeError) -> [Enclosure]? {
    var rates: [Rational] = [0]
    for drafts in 1...position.drafts { rates.append(try rate(position, drafts: drafts)) }
    return zip(rates, rates.dropFirst()).map { Enclosure($1 - $0) }
  }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    let masses = try masses(position)
    return position.target.probabilities.indices.map { token in
      Enclosure(masses.map { $0[token] }.sum())
    }
  }

  public func acceptedMassByDraft(
    at position: Position
  ) throws(SchemeError) -> [[Enclosure]]? {
    try masses(position).map { $0.map { Enclosure($0) } }
  }

  private func masses(_ position: Position) throws(SchemeError) -> [[Rational]] {
    let count = DraftLaw.tupleCount(
      of: position.draft, drafts: position.drafts, sampling: .withoutReplacement)
    guard count <= SchemeError.tupleLimit else { throw .tooManyTuples(count) }
    return rule(position).acceptedMassByDraft
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    _ = try law(at: position)
    return rule(position).kernel
  }
}
