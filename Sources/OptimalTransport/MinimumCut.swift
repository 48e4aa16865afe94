// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// A set H of sinks with its value f(H) + demand(outside H), where f is ``MembershipTransport/reach(of:)``.
///
/// Every cut bounds the acceptance from above: mass accepted at a sink of H comes from a source that
/// reaches H, the rest is at most the demand outside H. The smallest cut attains it (max-flow
/// min-cut; `Proofs/notes/cut-equals-lp.md`).
///
/// The tempting demand(H) + supply(no neighbour in H) is wrong: it can fall below the optimum.
///
/// ```swift
/// let transport = MembershipTransport(
///   supply: [1 / 2, 1 / 2], demand: [1 / 4, 3 / 4], neighbours: [[0], [0, 1]])
/// let cut = MinimumCut.bySubsets(of: transport)!
/// cut.sinks                                     // → [1]
/// cut.value                                     // → 3/4
/// ```
public struct MinimumCut: Sendable, Hashable {
  /// H, ascending.
  public let sinks: [Int]
  /// f(H) + demand(outside H).
  public let value: Rational

  init(sinks: [Int], value: Rational) {
    self.sinks = sinks
    self.value = value
  }

  /// The cut of these sinks, ascending and distinct. Cost: one pass over the relation.
  init(sinks: [Int], of transport: MembershipTransport) {
    let inside = Set(sinks)
    let outside = transport.demand.indices.filter { !inside.contains($0) }
    self.init(
      sinks: sinks,
      value: transport.reach(of: inside) + outside.map { transport.demand[$0] }.sum())
  }

  /// The largest number of sinks for which all subsets are tried.
  public static let subsetLimit = 16

  /// The smallest cut by trying every subset of the sinks of positive demand: the definition itself,
  /// sharing nothing with a solver. Of several the one met first in the order of binary numbers.
  ///
  /// Cost: 2^m sums over the distinct neighbour sets, m the number of such sinks. Returns `nil` when
  /// m exceeds ``subsetLimit``.
  public static func bySubsets(of transport: MembershipTransport) -> MinimumCut? {
    let sinks = transport.demand.indices.filter { !transport.demand[$0].isZero }
    guard sinks.count <= subsetLimit else { return nil }
    let bit = Dictionary(uniqueKeysWithValues: sinks.enumerated().map { ($1, 1 << $0) })
    // Sources with the same neighbours act as one.
    var supplyOfMask: [Int: Rational] = [:]
    for (mass, list) in zip(transport.supply, transport.neighbours) where !mass.isZero {
      let mask = list.reduce(0) { $0 | (bit[$1] ?? 0) }
      supplyOfMask[mask, default: 0] += mass
    }
    var best = (mask: 0, value: Rational(1))
    for mask in 0..<(1 << sinks.count) {
      var value: Rational = 0
      for (index, sink) in sinks.enumerated() where mask & (1 << index) == 0 {
        value += transport.demand[sink]
      }
      for (neighbours, mass) in supplyOfMask where neighbours & mask != 0 { value += mass }
      if value < best.value { best = (mask, value) }
    }
    return MinimumCut(
      sinks: sinks.indices.filter { best.mask & (1 << $0) != 0 }.map { sinks[$0] },
      value: best.value)
  }
}
