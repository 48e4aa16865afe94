// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
public import Rationals

/// The simplified acceptance linear program: only the moves inside the relation.
///
/// Variables π(s, y) ≥ 0 for each source of positive mass and each neighbour y of positive mass,
///
///     maximise    Σ π(s, y)
///     subject to  Σ_y π(s, y) ≤ supply(s)    for each source s
///                 Σ_s π(s, y) ≤ demand(y)    for each sink y
///
/// Its optimum is the largest acceptance: 1 − the optimum of ``CouplingProgram``
/// (`Proofs/notes/simplified-equals-full.md`).
public struct AcceptanceProgram: Sendable {
  /// The problem it stands for.
  public let transport: MembershipTransport
  /// The linear program, a maximisation.
  public let program: LinearProgram
  let pairs: [(source: Int, sink: Int)]

  /// The number of variables the program has, without building it.
  public static func variableCount(of transport: MembershipTransport) -> Int {
    zip(transport.supply, transport.neighbours).reduce(0) { total, source in
      source.0.isZero ? total : total + source.1.count { !transport.demand[$0].isZero }
    }
  }

  /// Builds the program. Cost: one variable a pair inside the relation.
  public init(_ transport: MembershipTransport) {
    self.transport = transport
    let sources = transport.supply.indices.filter { !transport.supply[$0].isZero }
    let sinks = transport.demand.indices.filter { !transport.demand[$0].isZero }
    var program = LinearProgram(name: "acceptance", sense: .maximize, objectiveName: "accepted")
    for source in sources {
      program.addRow("source_\(source)", upper: .finite(transport.supply[source]))
    }
    var rowOfSink: [Int: Int] = [:]
    for sink in sinks {
      rowOfSink[sink] = program.addRow("sink_\(sink)", upper: .finite(transport.demand[sink]))
    }
    var pairs: [(source: Int, sink: Int)] = []
    for (sourceRow, source) in sources.enumerated() {
      for sink in transport.neighbours[source] {
        guard let sinkRow = rowOfSink[sink] else { continue }
        program.addVariable(
          "pi_\(source)_\(sink)", cost: 1,
          entries: [.init(row: sourceRow, value: 1), .init(row: sinkRow, value: 1)])
        pairs.append((source, sink))
      }
    }
    self.program = program
    self.pairs = pairs
  }

  /// Reads a solution of `program` back as a plan.
  public func plan(primal: [Rational]) -> TransportPlan {
    var moves = [[TransportPlan.Move]](repeating: [], count: transport.supply.count)
    for (pair, mass) in zip(pairs, primal) where !mass.isZero {
      moves[pair.source].append(.init(sink: pair.sink, mass: mass))
    }
    return TransportPlan(moves: moves)
  }
}
