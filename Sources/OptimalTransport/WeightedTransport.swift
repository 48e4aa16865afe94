// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
public import ExactSolving
public import LinearPrograms
public import Rationals

/// A membership transport whose moves are worth different amounts.
///
/// Variables π(s, y) ≥ 0 for each source s of positive mass and each neighbour y,
///
///     maximise    Σ worth(s, y)·π(s, y)
///     subject to  Σ_y π(s, y) ≤ supply(s)    for each source s
///                 Σ_s π(s, y) ≤ demand(y)    for each sink y, or = demand(y)
///
/// With all worths 1 this is ``AcceptanceProgram``. A maximum flow does not see worths, so it is solved
/// as a linear program, with its certificate.
public struct WeightedTransport: Sendable {
  /// What the sinks take.
  public enum Filling: Sendable {
    /// Each at most its demand: the optimum over acceptances.
    case atMostDemand
    /// Each exactly its demand: the optimum over couplings with the sinks' law.
    case exactlyDemand
  }

  /// Sources, sinks and who may pay whom.
  public let transport: MembershipTransport
  /// By source, and by neighbour in the order of `transport.neighbours`.
  public let worth: [[Rational]]
  /// Whether sinks may stay short of their demand.
  public let filling: Filling
  /// Sources with the same neighbours and worths act as one.
  private let groups: [Group]

  private struct Group {
    var moves: [WeightedMove]
    var supply: Rational
    var members: [Int]
  }

  private struct WeightedMove: Hashable {
    var sink: Int
    var worth: Rational
  }

  /// Traps unless there is a worth for every move.
  public init(
    _ transport: MembershipTransport, worth: [[Rational]], filling: Filling = .atMostDemand
  ) {
    precondition(
      worth.map(\.count) == transport.neighbours.map(\.count), "a worth for every move")
    self.transport = transport
    self.worth = worth
    self.filling = filling
    var placeOf: [[WeightedMove]: Int] = [:]
    var groups: [Group] = []
    for source in transport.supply.indices where !transport.supply[source].isZero {
      let moves = zip(transport.neighbours[source], worth[source])
        .map { WeightedMove(sink: $0, worth: $1) }
        .filter { !transport.demand[$0.sink].isZero }
      let place = placeOf[moves, default: groups.count]
      if place == groups.count {
        placeOf[moves] = place
        groups.append(Group(moves: moves, supply: 0, members: []))
      }
      groups[place].supply += transport.supply[source]
      groups[place].members.append(source)
    }
    self.groups = groups
  }

  /// The number of variables of ``program``.
  public var variableCount: Int { groups.reduce(0) { $0 + $1.moves.count } }

  /// The program above, one variable for each group of like sources and neighbour.
  public var program: LinearProgram {
    var program = LinearProgram(name: "weighted", sense: .maximize, objectiveName: "worth")
    for (index, group) in groups.enumerated() {
      program.addRow("source_\(index)", upper: .finite(group.supply))
    }
    var rowOfSink: [Int: Int] = [:]
    for (sink, demand) in transport.demand.enumerated() where !demand.isZero {
      rowOfSink[sink] = program.addRow(
        "sink_\(sink)", lower: filling == .exactlyDemand ? .finite(demand) : .none,
        upper: .finite(demand))
    }
    // Worths may have thousands of digits; an oracle in floating point sees numbers of size 1.
    let unit = groups.lazy.flatMap(\.moves).map(\.worth).max() ?? 1
    let scale = unit.isZero ? 1 : 1 / unit
    for (index, group) in groups.enumerated() {
      for move in group.moves {
        program.addVariable(
          "pi_\(index)_\(move.sink)", cost: move.worth * scale,
          entries: [
            .init(row: index, value: 1), .init(row: rowOfSink[move.sink]!, value: 1),
          ])
      }
    }
    return program
  }

  /// A plan that is worth most, whose optimality the solver has proved.
  ///
  /// Like sources share it in proportion to their supply. Cost: one exact linear program of
  /// ``variableCount`` variables. Throws what the solver throws; `nil` when the demand cannot be met
  /// exactly.
  public func bestPlan(by solver: ExactSolver) throws(SolveError) -> TransportPlan? {
    guard case .optimal(let certificate) = try solver.solve(program).outcome else { return nil }
    var moves = [[TransportPlan.Move]](repeating: [], count: transport.supply.count)
    var variable = 0
    for group in groups {
      for move in group.moves {
        let mass = certificate.primal[variable]
        variable += 1
        if mass.isZero { continue }
        for source in group.members {
          moves[source].append(
            .init(sink: move.sink, mass: mass * transport.supply[source] / group.supply))
        }
      }
    }
    return TransportPlan(moves: moves)
  }
}
