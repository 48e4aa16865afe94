// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// A membership transport hidden in a linear program.
///
/// Both programs of this module have it, and so has a file that someone wrote from one of them: every
/// column is two ones, in rows that fall into two classes, and the objective knows two prices only.
struct TransportStructure {
  enum Kind {
    /// Equations; the dearer price marks a move outside the relation (``CouplingProgram``).
    case coupling
    /// Capacities; every move is inside the relation and worth the same (``AcceptanceProgram``).
    case acceptance
  }

  let kind: Kind
  let transport: MembershipTransport
  /// Rows of sources and rows of sinks.
  let sourceRows: [Int]
  let sinkRows: [Int]
  /// For each column its source and sink, and whether it lies inside the relation.
  let moves: [(source: Int, sink: Int, isInside: Bool)]

  /// Recognises the structure, or answers `nil`. Cost: one pass over the matrix.
  init?(_ program: LinearProgram) {
    guard let kind = Self.kind(of: program),
      let isSource = Self.twoColouring(of: program)
    else { return nil }
    var place = [Int](repeating: 0, count: program.rows.count)
    var sourceRows: [Int] = []
    var sinkRows: [Int] = []
    for row in program.rows.indices {
      if isSource[row] {
        place[row] = sourceRows.count
        sourceRows.append(row)
      } else {
        place[row] = sinkRows.count
        sinkRows.append(row)
      }
    }
    let dearest = program.variables.map(\.cost).max() ?? 0
    let hasTwoPrices = program.variables.contains { $0.cost != dearest }
    var moves: [(source: Int, sink: Int, isInside: Bool)] = []
    moves.reserveCapacity(program.variables.count)
    var neighbours = [[Int]](repeating: [], count: sourceRows.count)
    for (variable, column) in zip(program.variables, program.columns) {
      let (first, second) = (column[0].row, column[1].row)
      let source = place[isSource[first] ? first : second]
      let sink = place[isSource[first] ? second : first]
      let isInside = kind == .acceptance || !hasTwoPrices || variable.cost != dearest
      moves.append((source, sink, isInside))
      if isInside { neighbours[source].append(sink) }
    }
    func mass(_ row: Int) -> Rational { program.rows[row].upper.value ?? 0 }
    self.kind = kind
    self.sourceRows = sourceRows
    self.sinkRows = sinkRows
    self.moves = moves
    transport = MembershipTransport(
      supply: sourceRows.map(mass), demand: sinkRows.map(mass), neighbours: neighbours)
  }

  private static func kind(of program: LinearProgram) -> Kind? {
    for (variable, column) in zip(program.variables, program.columns) {
      guard variable.lower == 0, variable.upper == .none, column.count == 2,
        column[0].value == 1, column[1].value == 1
      else { return nil }
    }
    guard
      program.rows.allSatisfy({ row in
        if case .finite(let mass) = row.upper { return mass.signum >= 0 }
        return false
      })
    else { return nil }
    let costs = Set(program.variables.map(\.cost))
    if program.sense == .minimize, costs.count <= 2,
      program.rows.allSatisfy({ $0.lower == $0.upper })
    {
      return .coupling
    }
    if program.sense == .maximize, costs.count == 1, costs.allSatisfy({ $0.signum > 0 }),
      program.rows.allSatisfy({ $0.lower == .none })
    {
      return .acceptance
    }
    return nil
  }

  /// Two classes of rows such that every column joins one of each; `nil` when there are none.
  private static func twoColouring(of program: LinearProgram) -> [Bool]? {
    var neighbours = [[Int]](repeating: [], count: program.rows.count)
    for column in program.columns {
      neighbours[column[0].row].append(column[1].row)
      neighbours[column[1].row].append(column[0].row)
    }
    var colour = [Bool?](repeating: nil, count: program.rows.count)
    for start in colour.indices where colour[start] == nil {
      colour[start] = true
      var queue = [start]
      while let row = queue.popLast() {
        for other in neighbours[row] {
          if colour[other] == nil {
            colour[other] = colour[row] != true
            queue.append(other)
          } else if colour[other] == colour[row] {
            return nil
          }
        }
      }
    }
    return colour.map { $0 == true }
  }
}
