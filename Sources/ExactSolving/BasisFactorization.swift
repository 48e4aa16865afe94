// SPDX-License-Identifier: GPL-3.0-or-later

/// Triangular factors of a basis matrix B over a field, for solving B·x = b and Bᵀ·y = c.
///
/// Idea: B of a transport problem is a tree, so nearly all of it is triangular. Columns and rows with
/// one entry left are peeled off first, without any arithmetic; what remains (the *kernel*, often
/// empty) is eliminated with Markowitz's rule, which keeps fill and so the growth of numbers small.
/// Later changes of one column are appended in product form (etas).
///
/// Always true: with pivots (row r₀, position c₀), (r₁, c₁), … the matrix L⁻¹B has, in row rₖ, only the
/// pivot and entries in positions pivoted later.
///
/// Not chosen: dense fraction-free elimination (Bareiss): it ignores the sparsity, which is all.
/// Source: Markowitz 1957; Dantzig–Orchard-Hays 1954 for the product form.
struct BasisFactorization<Value: FieldElement>: Sendable {
  typealias Entry = (index: Int, value: Value)

  struct Pivot: Sendable {
    let row: Int
    let position: Int
    /// 1/pivot.
    let inverse: Value
    /// Row `row` of U behind the pivot: positions pivoted later.
    let upper: [Entry]
    /// Column of L: what to subtract from later rows, by row.
    let lower: [Entry]
  }

  /// B was multiplied from the right by the identity with column `position` replaced.
  struct Eta: Sendable {
    let position: Int
    /// 1/pivot.
    let inverse: Value
    let others: [Entry]
  }

  private(set) var pivots: [Pivot]
  private(set) var etas: [Eta] = []
  let size: Int

  init(size: Int, pivots: [Pivot]) {
    self.size = size
    self.pivots = pivots
  }

  /// Solves B·x = b; `vector` holds b by row and is used up. Returns x by position.
  func solve(_ vector: consuming [Value]) -> [Value] {
    for pivot in pivots where !pivot.lower.isEmpty && !vector[pivot.row].isZero {
      let value = vector[pivot.row]
      for entry in pivot.lower { vector[entry.index].subtractProduct(entry.value, value) }
    }
    var solution = [Value](repeating: .zero, count: size)
    for pivot in pivots.reversed() {
      var value = vector[pivot.row]
      for entry in pivot.upper { value.subtractProduct(entry.value, solution[entry.index]) }
      if !value.isZero { solution[pivot.position] = value * pivot.inverse }
    }
    for eta in etas where !solution[eta.position].isZero {
      let value = solution[eta.position] * eta.inverse
      for entry in eta.others { solution[entry.index].subtractProduct(entry.value, value) }
      solution[eta.position] = value
    }
    return solution
  }

  /// Solves Bᵀ·y = c; `vector` holds c by position and is used up. Returns y by row.
  func solveTransposed(_ vector: consuming [Value]) -> [Value] {
    for eta in etas.reversed() {
      var value = vector[eta.position]
      for entry in eta.others { value.subtractProduct(entry.value, vector[entry.index]) }
      vector[eta.position] = value.isZero ? .zero : value * eta.inverse
    }
    var solution = [Value](repeating: .zero, count: size)
    for pivot in pivots where !vector[pivot.position].isZero {
      let value = vector[pivot.position] * pivot.inverse
      for entry in pivot.upper { vector[entry.index].subtractProduct(entry.value, value) }
      solution[pivot.row] = value
    }
    for pivot in pivots.reversed() where !pivot.lower.isEmpty {
      for entry in pivot.lower {
        solution[pivot.row].subtractProduct(entry.value, solution[entry.index])
      }
    }
    return solution
  }

  /// Replaces the column at `position` by the one whose solution B⁻¹a is `column`.
  mutating func replace(position: Int, solvedColumn column: [Value]) {
    let others = column.indices.filter { $0 != position && !column[$0].isZero }
    etas.append(
      Eta(
        position: position, inverse: column[position].inverse,
        others: others.map { ($0, column[$0]) }))
  }
}
