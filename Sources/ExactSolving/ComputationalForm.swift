// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// A linear program as the simplex method sees it: minimise c·x subject to Ax − r = 0 and bounds.
///
/// Quantities 0 ..< n are the variables with columns Aⱼ; quantities n ..< n+m are the row activities
/// r with columns −eᵢ. A maximisation is turned into a minimisation by negating its costs.
struct ComputationalForm {
  let program: LinearProgram
  let variableCount: Int
  let rowCount: Int
  let lower: [Bound]
  let upper: [Bound]
  /// The costs to be minimised; logicals cost nothing and are not listed.
  let costs: [Rational]
  /// The matrix by rows: for each row the variables and coefficients.
  let rowEntries: [[(variable: Int, value: Rational)]]
  /// The matrix with rows scaled to integers.
  let matrix: IntegerMatrix

  init(_ program: LinearProgram) {
    self.program = program
    variableCount = program.variables.count
    rowCount = program.rows.count
    lower = program.variables.map(\.lower) + program.rows.map(\.lower)
    upper = program.variables.map(\.upper) + program.rows.map(\.upper)
    let isMaximization = program.sense == .maximize
    costs = program.variables.map { isMaximization ? -$0.cost : $0.cost }
    var rowEntries = [[(variable: Int, value: Rational)]](repeating: [], count: rowCount)
    for (variable, column) in program.columns.enumerated() {
      for entry in column { rowEntries[entry.row].append((variable, entry.value)) }
    }
    self.rowEntries = rowEntries
    matrix = IntegerMatrix(program)
  }

  var quantityCount: Int { variableCount + rowCount }

  func cost(of quantity: Int) -> Rational {
    quantity < variableCount ? costs[quantity] : 0
  }

  /// Calls `body` with every nonzero (row, value) of the quantity's column.
  @inline(__always)
  func forEachEntry(of quantity: Int, _ body: (Int, Rational) -> Void) {
    if quantity < variableCount {
      for entry in program.columns[quantity] { body(entry.row, entry.value) }
    } else {
      body(quantity - variableCount, -1)
    }
  }

  /// The quantity's column, entries by row.
  func column(of quantity: Int) -> [(index: Int, value: Rational)] {
    quantity < variableCount
      ? program.columns[quantity].map { ($0.row, $0.value) } : [(quantity - variableCount, -1)]
  }

  /// The same with each row multiplied by its scale: integers.
  func integerColumn(of quantity: Int) -> [(index: Int, value: Rational)] {
    quantity < variableCount
      ? matrix.columns[quantity].map { ($0.row, $0.value) }
      : [(quantity - variableCount, -matrix.rowScales[quantity - variableCount])]
  }

  /// How far `value` lies outside the quantity's bounds: negative below, positive above, 0 inside.
  func excess(of quantity: Int, at value: Rational) -> Rational {
    if case .finite(let bound) = lower[quantity], value < bound { return value - bound }
    if case .finite(let bound) = upper[quantity], value > bound { return value - bound }
    return 0
  }
}
