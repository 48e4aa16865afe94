// SPDX-License-Identifier: GPL-3.0-or-later

public import ExactSolving
public import LinearPrograms
import Rationals

/// An oracle that sees through transport programs and gives another oracle a head start.
///
/// When a program is a membership transport in disguise, a largest flow and its minimum cut give an
/// optimal basis: the flow made into a spanning tree, completed with edges that the cut's prices leave
/// tight. The other oracle starts there and usually has nothing left to do. Any other program goes to
/// it unchanged. Either way the basis is a proposal only.
///
/// Cost: one exact maximum flow.
public struct TransportOracle<Base: BasisOracle>: BasisOracle {
  /// What is asked with the head start.
  public var base: Base

  /// An oracle that sees through transport programs for `base`.
  public init(_ base: Base) { self.base = base }

  /// For a transport program what `base` proposes from a maximum flow; for any other what it proposes.
  public func proposeBasis(
    for program: LinearProgram, startingFrom start: Basis?, monitor: SolveMonitor
  ) -> BasisProposal? {
    base.proposeBasis(
      for: program, startingFrom: start ?? Self.combinatorialBasis(for: program),
      monitor: monitor)
  }

  /// The basis read off a maximum flow, or `nil` when the program is no membership transport.
  static func combinatorialBasis(for program: LinearProgram) -> Basis? {
    guard let structure = TransportStructure(program) else { return nil }
    let flow = MaximumFlow(structure.transport)
    var builder = BasisBuilder(structure, flow: flow, rowCount: program.rows.count)
    builder.addFlow()
    builder.addRest()
    builder.connectTightEdges()
    return builder.basis
  }
}

/// Collects the edges of the spanning tree; variables are named 0 ..< n, slacks n ..< n+m.
private struct BasisBuilder {
  private let structure: TransportStructure
  private let flow: MaximumFlow
  private let rowCount: Int
  private var tree: SpanningTree
  /// Variable by source · number of sinks + sink.
  private let variable: [Int: Int]

  init(_ structure: TransportStructure, flow: MaximumFlow, rowCount: Int) {
    self.structure = structure
    self.flow = flow
    self.rowCount = rowCount
    tree = SpanningTree(rowCount: rowCount)
    let sinkCount = structure.sinkRows.count
    variable = Dictionary(
      structure.moves.enumerated().map { ($1.source * sinkCount + $1.sink, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  private func variable(_ source: Int, _ sink: Int) -> Int? {
    variable[source * structure.sinkRows.count + sink]
  }

  private func slack(ofRow row: Int) -> Int { structure.moves.count + row }

  /// The moves of the maximum flow.
  mutating func addFlow() {
    for (source, list) in structure.transport.neighbours.enumerated() {
      for (slot, sink) in list.enumerated() {
        let mass = flow.flow(from: source, slot: slot)
        guard !mass.isZero, let name = variable(source, sink) else { continue }
        tree.add(
          name, between: structure.sourceRows[source], and: structure.sinkRows[sink],
          mass: mass)
      }
    }
  }

  /// What the flow leaves: slacks where rows are capacities, else moves outside the relation in
  /// north-west corner order.
  mutating func addRest() {
    let supply = flow.unmovedSupply
    let demand = flow.openDemand
    switch structure.kind {
    case .acceptance:
      for (source, mass) in supply.enumerated() where !mass.isZero {
        addSlack(ofRow: structure.sourceRows[source], mass: mass)
      }
      for (sink, mass) in demand.enumerated() where !mass.isZero {
        addSlack(ofRow: structure.sinkRows[sink], mass: mass)
      }
    case .coupling:
      addNorthWestCorner(supply: supply, demand: demand)
    }
  }

  private mutating func addSlack(ofRow row: Int, mass: Rational) {
    tree.add(slack(ofRow: row), between: row, and: rowCount, mass: mass)
  }

  private mutating func addNorthWestCorner(supply: [Rational], demand: [Rational]) {
    var demand = demand
    var sink = 0
    for (source, left) in supply.enumerated() {
      var left = left
      while !left.isZero {
        while sink < demand.count && demand[sink].isZero { sink += 1 }
        guard sink < demand.count else { return }
        let mass = min(left, demand[sink])
        left -= mass
        demand[sink] -= mass
        guard let name = variable(source, sink) else { continue }
        tree.add(
          name, between: structure.sourceRows[source], and: structure.sinkRows[sink], mass: mass)
      }
    }
  }

  /// Completes the tree with edges whose reduced cost is 0 under the prices of the minimum cut H:
  /// for couplings −1 on sources that reach H and 1 on H, for acceptance 1 on sources that reach H
  /// and 1 outside H. Slacks are tight where the price is 0.
  mutating func connectTightEdges() {
    tree.settle()
    let isInCut = flow.leastMinimumCut()
    let reachesCut = structure.transport.neighbours.map { $0.contains { isInCut[$0] } }
    for (source, row) in structure.sourceRows.enumerated() where !reachesCut[source] {
      tree.connect(slack(ofRow: row), between: row, and: rowCount)
    }
    for (sink, row) in structure.sinkRows.enumerated()
    where isInCut[sink] == (structure.kind == .acceptance) {
      tree.connect(slack(ofRow: row), between: row, and: rowCount)
    }
    for (name, move) in structure.moves.enumerated() {
      let isTight =
        switch structure.kind {
        case .acceptance: reachesCut[move.source] == isInCut[move.sink]
        case .coupling:
          move.isInside
            ? reachesCut[move.source] == isInCut[move.sink]
            : !reachesCut[move.source] && isInCut[move.sink]
        }
      if isTight {
        tree.connect(
          name, between: structure.sourceRows[move.source], and: structure.sinkRows[move.sink])
      }
    }
    for row in 0..<rowCount {
      tree.connect(slack(ofRow: row), between: row, and: rowCount)
    }
  }

  var basis: Basis {
    var variables = [Basis.Status](repeating: .atLower, count: structure.moves.count)
    let restingRow: Basis.Status = structure.kind == .acceptance ? .atUpper : .atLower
    var rows = [Basis.Status](repeating: restingRow, count: rowCount)
    for name in tree.edgeNames {
      if name < structure.moves.count {
        variables[name] = .basic
      } else {
        rows[name - structure.moves.count] = .basic
      }
    }
    return Basis(variables: variables, rows: rows)
  }
}
