// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
public import Rationals

/// The full optimal transport linear program: every way to move every mass.
///
/// Variables π(s, y) ≥ 0 for each source and each sink of positive mass,
///
///     minimise    Σ π(s, y) over y ∉ neighbours(s)
///     subject to  Σ_y π(s, y) = supply(s)    for each source s
///                 Σ_s π(s, y) = demand(y)    for each sink y
///
/// With n tokens and k drafts there are up to n^(k+1) variables and n^k + n rows. Its optimum is one
/// minus the largest acceptance (OTM, Sun et al. 2023).
public struct CouplingProgram: Sendable {
  /// The problem it stands for.
  public let transport: MembershipTransport
  /// The linear program, a minimisation.
  public let program: LinearProgram
  private let sources: [Int]
  private let sinks: [Int]

  /// The number of variables the program has, without building it.
  public static func variableCount(of transport: MembershipTransport) -> Int {
    let sources = transport.supply.count { !$0.isZero }
    let sinks = transport.demand.count { !$0.isZero }
    return sources * sinks
  }

  /// Builds the program. Cost: one variable for each source and sink; see ``variableCount(of:)``.
  public init(_ transport: MembershipTransport) {
    self.transport = transport
    sources = transport.supply.indices.filter { !transport.supply[$0].isZero }
    sinks = transport.demand.indices.filter { !transport.demand[$0].isZero }
    var program = LinearProgram(name: "full-otm", sense: .minimize, objectiveName: "rejected")
    program.reserveCapacity(
      rows: sources.count + sinks.count, variables: sources.count * sinks.count)
    for source in sources {
      program.addEquation("source_\(source)", equals: transport.supply[source])
    }
    for sink in sinks {
      program.addEquation("sink_\(sink)", equals: transport.demand[sink])
    }
    for (sourceRow, source) in sources.enumerated() {
      let free = Set(transport.neighbours[source])
      for (sinkRow, sink) in sinks.enumerated() {
        program.addVariable(
          "pi_\(source)_\(sink)", cost: free.contains(sink) ? 0 : 1,
          entries: [
            .init(row: sourceRow, value: 1), .init(row: sources.count + sinkRow, value: 1),
          ])
      }
    }
    self.program = program
  }

  /// Reads a solution of `program` back as a plan.
  public func plan(primal: [Rational]) -> TransportPlan {
    var moves = [[TransportPlan.Move]](repeating: [], count: transport.supply.count)
    for (position, source) in sources.enumerated() {
      for (offset, sink) in sinks.enumerated() {
        let mass = primal[position * sinks.count + offset]
        if !mass.isZero { moves[source].append(.init(sink: sink, mass: mass)) }
      }
    }
    return TransportPlan(moves: moves)
  }
}
