// SPDX-License-Identifier: GPL-3.0-or-later

/// A square matrix while it is factored: values by row, pattern by column.
///
/// Peeling and elimination are apart, so that a caller can look at what peeling has left before it
/// decides how to go on.
///
/// Invariant: `rowsOfColumn[p]` lists every active row with an entry at position p, and perhaps rows
/// where the entry cancelled or that are no longer active; `columnCounts` and the row lists are exact.
struct Elimination<Value: FieldElement> {
  typealias Entry = BasisFactorization<Value>.Entry

  let size: Int
  private var pivots: [BasisFactorization<Value>.Pivot] = []
  private var rows: [[Entry]]
  private var rowsOfColumn: [[Int]]
  private var columnCounts: [Int]
  private var isRowActive: [Bool]
  private var isColumnActive: [Bool]
  /// Scratch: where in the row at hand a position stands, −1 elsewhere.
  private var offsets: [Int]

  /// The matrix with these columns (entries by row).
  init(columns: [[Entry]]) {
    size = columns.count
    rows = Array(repeating: [], count: size)
    rowsOfColumn = Array(repeating: [], count: size)
    columnCounts = columns.map(\.count)
    isRowActive = Array(repeating: true, count: size)
    isColumnActive = Array(repeating: true, count: size)
    offsets = Array(repeating: -1, count: size)
    pivots.reserveCapacity(size)
    for (position, column) in columns.enumerated() {
      for entry in column {
        rows[entry.index].append((position, entry.value))
        rowsOfColumn[position].append(entry.index)
      }
    }
  }

  /// The rows that have no pivot yet: after peeling, the order of the kernel.
  var remaining: Int { size - pivots.count }

  /// The factors, or the positions and rows left without a pivot, paired: with the column −eᵢ of the
  /// row named beside each in its place, the matrix is regular.
  enum Result {
    case factored(BasisFactorization<Value>)
    case singular([(position: Int, row: Int)])
  }

  /// What has been found out. Complete only after both steps.
  var result: Result {
    if remaining == 0 { return .factored(BasisFactorization(size: size, pivots: pivots)) }
    let rowsLeft = isRowActive.indices.filter { isRowActive[$0] }
    let positionsLeft = isColumnActive.indices.filter { isColumnActive[$0] }
    return .singular(zip(positionsLeft, rowsLeft).map { (position: $0, row: $1) })
  }

  /// Takes pivots whose row or column has one active entry, until there is none. Cost: linear.
  mutating func peel() {
    var activeInRow = rows.map(\.count)
    var columnQueue = columnCounts.indices.filter { columnCounts[$0] == 1 }
    var rowQueue = activeInRow.indices.filter { activeInRow[$0] == 1 }
    while true {
      if let position = columnQueue.popLast() {
        guard isColumnActive[position], columnCounts[position] == 1,
          let row = rowsOfColumn[position].first(where: { isRowActive[$0] })
        else { continue }
        take(row: row, inverse: value(row: row, position: position).inverse, position, lower: [])
        for entry in rows[row] where isColumnActive[entry.index] {
          columnCounts[entry.index] -= 1
          if columnCounts[entry.index] == 1 { columnQueue.append(entry.index) }
        }
      } else if let row = rowQueue.popLast() {
        guard isRowActive[row], activeInRow[row] == 1,
          let entry = rows[row].first(where: { isColumnActive[$0.index] })
        else { continue }
        let inverse = entry.value.inverse
        let others = rowsOfColumn[entry.index].filter { isRowActive[$0] && $0 != row }
        let lower = others.map { other in
          (other, value(row: other, position: entry.index) * inverse)
        }
        take(row: row, inverse: inverse, entry.index, lower: lower)
        for other in others {
          activeInRow[other] -= 1
          if activeInRow[other] == 1 { rowQueue.append(other) }
        }
      } else {
        break
      }
    }
  }

  /// Markowitz elimination of what is left; stops when no nonzero is left. Cost: one multiplication
  /// for every update of an entry, and a search of few rows for every pivot.
  mutating func eliminateKernel() {
    guard remaining > 0 else { return }
    for row in rows.indices where isRowActive[row] {
      rows[row].removeAll { !isColumnActive[$0.index] }
    }
    for position in rowsOfColumn.indices where isColumnActive[position] {
      rowsOfColumn[position].removeAll { !isRowActive[$0] }
      columnCounts[position] = rowsOfColumn[position].count
    }
    var queue = RowsByCount(size: size)
    for row in rows.indices where isRowActive[row] { queue.insert(row, count: rows[row].count) }
    while let (row, position) = cheapestPivot(queue) {
      eliminate(row: row, position: position, &queue)
    }
  }

  /// Of the entries of the shortest rows the one with the least (row count − 1)·(column count − 1);
  /// of equals the one of fewest bits.
  ///
  /// Four rows with entries are looked at: more hardly ever find a better pivot (Zlatev 1980).
  private func cheapestPivot(_ queue: RowsByCount) -> (row: Int, position: Int)? {
    var best: (row: Int, position: Int)?
    var bestCost = (fill: Int.max, bits: Int.max)
    var seen = 0
    queue.forEachAscending { row, rowCount in
      guard rowCount > 0 else { return true }
      // The least fill a row of this length has unless a column has shrunk to one entry.
      if best != nil && (seen >= 4 || bestCost.fill <= rowCount - 1) { return false }
      seen += 1
      for entry in rows[row] {
        let fill = (rowCount - 1) * (columnCounts[entry.index] - 1)
        guard fill <= bestCost.fill else { continue }
        let cost = (fill, entry.value.bitWidth)
        if cost < bestCost {
          bestCost = cost
          best = (row, entry.index)
        }
      }
      return true
    }
    return best
  }

  private mutating func eliminate(row: Int, position: Int, _ queue: inout RowsByCount) {
    let inverse = value(row: row, position: position).inverse
    let pivotRow = rows[row].filter { $0.index != position }
    queue.remove(row)
    isRowActive[row] = false
    var lower: [Entry] = []
    for other in rowsOfColumn[position] where isRowActive[other] {
      // The list may name a row whose entry has cancelled, or name it twice after a refill.
      let entry = value(row: other, position: position)
      guard !entry.isZero else { continue }
      let factor = entry * inverse
      lower.append((other, factor))
      subtract(factor, times: pivotRow, from: other, clearing: position)
      queue.move(other, toCount: rows[other].count)
    }
    for entry in pivotRow { columnCounts[entry.index] -= 1 }
    take(row: row, inverse: inverse, position, lower: lower)
  }

  private mutating func subtract(
    _ factor: Value, times pivotRow: [Entry], from row: Int, clearing position: Int
  ) {
    var target = rows[row]
    rows[row] = []  // Ours alone, so that it is changed in place.
    for offset in target.indices { offsets[target[offset].index] = offset }
    for entry in pivotRow {
      let offset = offsets[entry.index]
      if offset >= 0 {
        target[offset].value.subtractProduct(factor, entry.value)
        if target[offset].value.isZero { columnCounts[entry.index] -= 1 }
      } else {
        target.append((entry.index, -(factor * entry.value)))
        rowsOfColumn[entry.index].append(row)
        columnCounts[entry.index] += 1
      }
    }
    for entry in target { offsets[entry.index] = -1 }
    target.removeAll { $0.index == position || $0.value.isZero }
    rows[row] = target
  }

  private mutating func take(row: Int, inverse: Value, _ position: Int, lower: [Entry]) {
    isRowActive[row] = false
    isColumnActive[position] = false
    pivots.append(
      .init(
        row: row, position: position, inverse: inverse,
        upper: rows[row].filter { isColumnActive[$0.index] }, lower: lower))
  }

  private func value(row: Int, position: Int) -> Value {
    rows[row].first { $0.index == position }?.value ?? .zero
  }
}
