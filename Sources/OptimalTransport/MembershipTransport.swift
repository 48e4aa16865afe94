// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// An optimal transport problem whose cost is 0 inside a relation and 1 outside it.
///
/// Source s holds `supply[s]`, sink y takes `demand[y]`, both sum to 1, and moving mass from s to y is
/// free exactly when y ∈ `neighbours[s]`. The least cost is the mass that must move outside the
/// relation; 1 − cost is the largest mass that can stay inside, the *acceptance*.
///
/// Lossless verification of drafted tokens is this problem: sources are draft tuples, sinks are
/// tokens, and y ∈ neighbours(s) means that token y is one of the drafts of tuple s (the membership
/// cost of SpecTr, Sun et al. 2023).
///
/// ```swift
/// let transport = MembershipTransport(
///   supply: [1 / 2, 1 / 2], demand: [1 / 4, 3 / 4], neighbours: [[0], [0, 1]])
/// transport.reach(of: [0])                      // → 1
/// transport.reach(of: [1])                      // → 1/2
/// transport.largestAcceptance().value           // → 3/4
/// transport.largestAcceptance().plan.outflow    // → [1/4, 1/2]
/// ```
public struct MembershipTransport: Sendable, Hashable {
  /// The mass of each source; non-negative, total 1.
  public let supply: [Rational]
  /// The mass of each sink; non-negative, total 1.
  public let demand: [Rational]
  /// For each source the sinks it reaches free of charge, ascending and distinct.
  public let neighbours: [[Int]]

  /// Traps unless there is one neighbour list a source and every neighbour is a sink; lists are
  /// sorted and duplicates dropped.
  public init(supply: [Rational], demand: [Rational], neighbours: [[Int]]) {
    precondition(supply.count == neighbours.count, "one list of neighbours a source")
    precondition(
      neighbours.allSatisfy { $0.allSatisfy { $0 >= 0 && $0 < demand.count } },
      "a neighbour is the index of a sink")
    self.supply = supply
    self.demand = demand
    self.neighbours = neighbours.map { list in
      let isAscending = zip(list, list.dropFirst()).allSatisfy { $0 < $1 }
      return isAscending ? list : Array(Set(list)).sorted()
    }
  }

  /// f(H) = the supply of the sources with at least one neighbour in `sinks`.
  ///
  /// Monotone and submodular in the set (a coverage function). Cost: one pass over the relation.
  public func reach(of sinks: Set<Int>) -> Rational {
    var total: Rational = 0
    for (mass, list) in zip(supply, neighbours) where list.contains(where: sinks.contains) {
      total += mass
    }
    return total
  }
}

/// A sparse table of masses moved: for each source the sinks and the amounts, nonzero only.
public struct TransportPlan: Sendable, Hashable {
  /// One move out of a source.
  public struct Move: Sendable, Hashable {
    /// Where to.
    public var sink: Int
    /// How much.
    public var mass: Rational

    /// A mass that arrives at a sink.
    public init(sink: Int, mass: Rational) {
      self.sink = sink
      self.mass = mass
    }
  }

  /// `moves[s]` are the moves out of source s, in ascending order of sinks.
  public var moves: [[Move]]

  /// A plan from the moves out of each source.
  public init(moves: [[Move]]) { self.moves = moves }

  /// The mass moved in all.
  public var total: Rational {
    moves.reduce(into: 0) { total, list in
      for move in list { total += move.mass }
    }
  }

  /// The mass that leaves each source.
  public var outflow: [Rational] {
    moves.map { $0.reduce(into: 0) { $0 += $1.mass } }
  }

  /// The mass that arrives at each of `count` sinks.
  public func inflow(sinkCount count: Int) -> [Rational] {
    var inflow = [Rational](repeating: 0, count: count)
    for list in moves {
      for move in list { inflow[move.sink] += move.mass }
    }
    return inflow
  }
}
