// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import OptimalTransport
public import Rationals

/// Antithetic path drafts with their optimal rule: the tokens at U and U + 1/2 of one uniform number.
///
/// Cut [0, 1) into intervals of lengths q, most probable first; the two drafts are the tokens at U and
/// at U + 1/2 modulo 1. Both have law exactly q, a token is drafted with probability min(1, 2q), the
/// most that marginals q allow, and there are at most 2n + 2 pairs. Two drafts only.
///
/// The bipartite graph of pairs and tokens consists of paths and cycles, on which the maximum flow is
/// short work.
public struct PathDrafts: Scheme {
  /// The augmenting paths may be as long as the support, so that the flow is quadratic in it.
  private static let supportLimit = 2_000

  /// Nothing to configure.
  public init() {}

  public var id: String { "path" }
  public var summary: String { "antithetic path drafts, U and U + 1/2, with their optimal rule" }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling {
    .joint(try law(at: position).entries)
  }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    let plan = try law(at: position).transport(to: position.target).largestAcceptance().plan
    return plan.inflow(sinkCount: position.target.count).map { Enclosure($0) }
  }

  public var isBound: Bool { true }

  public func acceptance(at position: Position) throws(SchemeError) -> Enclosure {
    Enclosure(try bound(at: position))
  }

  public func law(at position: Position) throws(SchemeError) -> DraftLaw {
    guard position.drafts == 2 else { throw .undefined("path drafts are pairs: 2 drafts") }
    let support = position.draft.support.count
    guard support <= Self.supportLimit else { throw .tooManyTuples(2 * support + 2) }
    return .path(position.draft)
  }

  public func bound(at position: Position) throws(SchemeError) -> Rational {
    try law(at: position).transport(to: position.target).largestAcceptance().value
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    OptimalVerification.kernel(of: try law(at: position), to: position.target)
  }
}

extension DraftLaw {
  /// The pairs (token at U, token at U + 1/2 mod 1), tokens laid out by descending q.
  ///
  /// Cost: O(n log n); at most 2n + 2 pairs.
  public static func path(_ draft: Distribution) -> DraftLaw {
    let order = draft.supportByProbability
    // ends[i] is where the i-th interval ends.
    var ends: [Rational] = []
    for token in order { ends.append((ends.last ?? 0) + draft[token]) }
    let half = Rational(1, 2)
    // Over U in [0, 1/2) walk both halves at once; then the pairs repeat in the other order.
    var first = 0
    var second = ends.firstIndex { $0 > half } ?? 0
    var place: Rational = 0
    var masses: [[Int]: Rational] = [:]
    while place < half {
      let next = min(ends[first], ends[second] - half, half)
      if next > place {
        masses[[order[first], order[second]], default: 0] += next - place
        masses[[order[second], order[first]], default: 0] += next - place
        place = next
      }
      if ends[first] == place { first += 1 }
      if ends[second] - half == place, second + 1 < ends.count { second += 1 }
    }
    return DraftLaw(
      unchecked: masses.map { Entry(drafts: $0.key, probability: $0.value) }, drafts: 2)
  }
}
