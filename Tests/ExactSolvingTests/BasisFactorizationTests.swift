// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals
import TestSupport
import Testing

@testable import ExactSolving

@Suite("Exact factors of a basis solve both systems")
struct BasisFactorizationTests {
  typealias Matrix = [[Rational]]

  /// Columns of a sparse matrix.
  private static func matrix(_ choices: inout Choices) -> Matrix {
    let size = choices.integer(in: 1...7)
    return (0..<size).map { _ in
      (0..<size).map { _ in
        choices.integer(in: 0...2) == 0 ? Rational(choices.integer(in: -4...4)) : 0
      }
    }
  }

  private func sparse(_ columns: Matrix) -> [[BasisFactorization<Rational>.Entry]] {
    columns.map { column in
      column.indices.filter { !column[$0].isZero }.map { ($0, column[$0]) }
    }
  }

  private func product(_ columns: Matrix, _ x: [Rational]) -> [Rational] {
    columns.indices.reduce(into: Array(repeating: 0, count: columns.count)) { total, column in
      for row in total.indices { total[row] += columns[column][row] * x[column] }
    }
  }

  private func transposedProduct(_ columns: Matrix, _ y: [Rational]) -> [Rational] {
    columns.map { zip($0, y).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  @Test("B·x = b and Bᵀ·y = c, also after columns were replaced; dependent columns are named")
  func solves() throws {
    try forAll(
      "factor, replace, solve", cases: 1000,
      { choices in
        (Self.matrix(&choices), (0..<49).map { _ in Rational(choices.integer(in: -5...5)) })
      }
    ) { columns, numbers in
      var columns = columns
      let size = columns.count
      var factors: BasisFactorization
      switch BasisFactorization.factor(columns: sparse(columns)) {
      case .factored(let found, _): factors = found
      case .singular(let dependent):
        for (position, row) in dependent {
          columns[position] = (0..<size).map { $0 == row ? -1 : 0 }
        }
        guard case .factored(let found, _) = BasisFactorization.factor(columns: sparse(columns))
        else { return try demand(false, "still singular after the repair") }
        factors = found
      }
      func check(_ when: String) throws {
        let right = Array(numbers.prefix(size))
        try demand(product(columns, factors.solve(right)) == right, "B·x ≠ b \(when)")
        try demand(
          transposedProduct(columns, factors.solveTransposed(right)) == right, "Bᵀ·y ≠ c \(when)")
      }
      try check("at first")
      for position in 0..<size {
        let column = Array(numbers[(position * size)..<(position * size + size)])
        let solved = factors.solve(column)
        guard !solved[position].isZero else { continue }
        factors.replace(position: position, solvedColumn: solved)
        columns[position] = column
        try check("after replacing column \(position)")
      }
    }
  }

  @Test("a triangular matrix peels completely: no kernel")
  func peels() {
    let columns: Matrix = [[1, 2, 3], [0, 4, 5], [0, 0, 6]]
    guard case .factored(_, let kernelSize) = BasisFactorization.factor(columns: sparse(columns))
    else {
      Issue.record("regular matrix called singular")
      return
    }
    #expect(kernelSize == 0)
  }
}
