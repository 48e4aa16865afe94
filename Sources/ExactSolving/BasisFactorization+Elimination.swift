// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

extension BasisFactorization {
  /// What factorising found out.
  enum Result {
    /// The factors, and the order of the kernel: what was left after peeling.
    case factored(BasisFactorization, kernelSize: Int)
    /// The columns at these positions depend on the others. With the column −eᵢ of the row named
    /// beside each in its place, the matrix is regular.
    case singular([(position: Int, row: Int)])
  }

  /// Factors the matrix with these columns (entries by row).
  ///
  /// Cost: linear in the nonzeros while peeling lasts, then one rational multiplication for every
  /// update of the kernel.
  static func factor(columns: [[Entry]]) -> Result {
    var elimination = Elimination(columns: columns)
    elimination.peel()
    let kernelSize = elimination.size - elimination.pivots.count
    elimination.eliminateKernel()
    let dependent = elimination.unpivoted
    guard dependent.isEmpty else { return .singular(dependent) }
    return .factored(
      BasisFactorization(size: elimination.size, pivots: elimination.pivots),
      kernelSize: kernelSize)
  }
}

/// The matrix during elimination: values by row, pattern by column.
///
/// Invariant: `rowsOfColumn[p]` lists every active row with an entry at position p, and perhaps rows
/// where the entry cancelled or that are no longer active; `columnCounts` and the row lists are exact.
private struct Elimination {
  typealias Entry = BasisFactorization.Entry

  let size: Int
  private(set) var pivots: [BasisFactorization.Pivot] = []
  private var rows: [[Entry]]
  private var rowsOfColumn: [[Int]]
  private var columnCounts: [Int]
  private var isRowActive: [Bool]
  private var isColumnActive: [Bool]

  init(columns: [[Entry]]) {
    size = columns.count
    rows = Array(repeating: [], count: size)
    rowsOfColumn = Array(repeating: [], count: size)
    columnCounts = columns.map(\.count)
    isRowActive = Array(repeating: true, count: size)
    isColumnActive = Array(repeating: true, count: size)
    pivots.reserveCapacity(size)
    for (position, column) in columns.enumerated() {
      for entry in column {
        rows[entry.index].append((position, entry.value))
        rowsOfColumn[position].append(entry.index)
      }
    }
  }

  /// Takes pivots whose row or column has one active entry, until there is none.
  mutating func peel() {
    var activeInRow = rows.map(\.count)
    var columnQueue = columnCounts.indices.filter { columnCounts[$0] == 1 }
    var rowQueue = activeInRow.indices.filter { activeInRow[$0] == 1 }
    while true {
      if let position = columnQueue.popLast() {
        guard isColumnActive[position], columnCounts[position] == 1,
          let row = rowsOfColumn[position].first(where: { isRowActive[$0] })
        else { continue }
        take(row: row, position: position, lower: [])
        for entry in rows[row] where isColumnActive[entry.index] {
          columnCounts[entry.index] -= 1
          if columnCounts[entry.index] == 1 { columnQueue.append(entry.index) }
        }
      } else if let row = rowQueue.popLast() {
        guard isRowActive[row], activeInRow[row] == 1,
          let entry = rows[row].first(where: { isColumnActive[$0.index] })
        else { continue }
        let others = rowsOfColumn[entry.index].filter { isRowActive[$0] && $0 != row }
        let lower = others.map { other in
          (other, value(row: other, position: entry.index) / entry.value)
        }
        take(row: row, position: entry.index, lower: lower)
        for other in others {
          activeInRow[other] -= 1
          if activeInRow[other] == 1 { rowQueue.append(other) }
        }
      } else {
        break
      }
    }
  }

  /// Markowitz elimination of what is left; stops when no nonzero is left.
  mutating func eliminateKernel() {
    guard pivots.count < size else { return }
    for row in rows.indices where isRowActive[row] {
      rows[row].removeAll { !isColumnActive[$0.index] }
    }
    for position in rowsOfColumn.indices where isColumnActive[position] {
      rowsOfColumn[position].removeAll { !isRowActive[$0] }
      columnCounts[position] = rowsOfColumn[position].count
    }
    while let (row, position) = cheapestPivot() {
      eliminate(row: row, position: position)
    }
  }

  /// The pivot with the least (row count − 1)·(column count − 1); of equals the one of fewest bits.
  private func cheapestPivot() -> (row: Int, position: Int)? {
    var best: (row: Int, position: Int)?
    var bestCost = (fill: Int.max, bits: Int.max)
    for row in rows.indices where isRowActive[row] {
      let rowCount = rows[row].count
      // The least possible cost in this row: a column of one entry costs nothing.
      guard rowCount > 0, bestCost.fill > 0 || rowCount == 1 else { continue }
      for entry in rows[row] {
        let fill = (rowCount - 1) * (columnCounts[entry.index] - 1)
        guard fill <= bestCost.fill else { continue }
        let cost = (fill, entry.value.bitWidth)
        if cost < bestCost {
          bestCost = cost
          best = (row, entry.index)
        }
      }
    }
    return best
  }

  private mutating func eliminate(row: Int, position: Int) {
    let pivotValue = value(row: row, position: position)
    let pivotRow = rows[row].filter { $0.index != position }
    var lower: [Entry] = []
    for other in rowsOfColumn[position] where other != row && isRowActive[other] {
      // The list may name a row whose entry has cancelled, or name it twice after a refill.
      let entry = value(row: other, position: position)
      guard !entry.isZero else { continue }
      let factor = entry / pivotValue
      lower.append((other, factor))
      subtract(factor, times: pivotRow, from: other, clearing: position)
    }
    for entry in pivotRow { columnCounts[entry.index] -= 1 }
    take(row: row, position: position, lower: lower)
  }

  private mutating func subtract(
    _ factor: Rational, times pivotRow: [Entry], from row: Int, clearing position: Int
  ) {
    var offsets: [Int: Int] = [:]
    for (offset, entry) in rows[row].enumerated() { offsets[entry.index] = offset }
    for entry in pivotRow {
      if let offset = offsets[entry.index] {
        rows[row][offset].value.subtractProduct(factor, entry.value)
        if rows[row][offset].value.isZero { columnCounts[entry.index] -= 1 }
      } else {
        rows[row].append((entry.index, -(factor * entry.value)))
        rowsOfColumn[entry.index].append(row)
        columnCounts[entry.index] += 1
      }
    }
    rows[row].removeAll { $0.index == position || $0.value.isZero }
  }

  /// The positions and rows left without a pivot, paired.
  var unpivoted: [(position: Int, row: Int)] {
    let rowsLeft = isRowActive.indices.filter { isRowActive[$0] }
    let positionsLeft = isColumnActive.indices.filter { isColumnActive[$0] }
    return zip(positionsLeft, rowsLeft).map { (position: $0, row: $1) }
  }

  private mutating func take(row: Int, position: Int, lower: [Entry]) {
    isRowActive[row] = false
    isColumnActive[position] = false
    pivots.append(
      .init(
        row: row, position: position, value: value(row: row, position: position),
        upper: rows[row].filter { isColumnActive[$0.index] }, lower: lower))
  }

  private func value(row: Int, position: Int) -> Rational {
    rows[row].first { $0.index == position }?.value ?? 0
  }
}
