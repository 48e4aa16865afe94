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

  /// Both kinds of factors of a matrix, or the columns that keep it from having any.
  private struct Factors {
    var direct: BasisFactorization<Rational>
    var lifted: LiftedFactorization
  }

  private enum Factored {
    case factors(Factors)
    case singular([(position: Int, row: Int)])
  }

  private func factor(_ columns: Matrix) throws -> Factored {
    var direct = Elimination<Rational>(columns: sparse(columns))
    direct.peel()
    direct.eliminateKernel()
    let modular = sparse(columns).map { column in
      column.map { ($0.index, LiftedFactorization.residue($0.value)) }
    }
    var residues = Elimination<Residue>(columns: modular)
    residues.peel()
    residues.eliminateKernel()
    switch (direct.result, residues.result) {
    case (.factored(let direct), .factored(let residues)):
      let lifted = LiftedFactorization(
        residues: residues, columns: sparse(columns),
        rowScales: Array(repeating: 1, count: columns.count), monitor: .silent)
      return .factors(Factors(direct: direct, lifted: lifted))
    case (.singular(let dependent), .singular(let others)):
      try demand(dependent.count == others.count, "the ranks differ")
      return .singular(dependent)
    default:
      try demand(false, "regular over one field, singular over the other")
      return .singular([])
    }
  }

  @Test("B·x = b and Bᵀ·y = c, direct and lifted, also after columns were replaced")
  func solves() throws {
    try forAll(
      "factor, replace, solve", cases: 1000,
      { choices in
        (Self.matrix(&choices), (0..<49).map { _ in Rational(choices.integer(in: -5...5)) })
      }
    ) { columns, numbers in
      var columns = columns
      let size = columns.count
      var found = try factor(columns)
      if case .singular(let dependent) = found {
        for (position, row) in dependent {
          columns[position] = (0..<size).map { $0 == row ? -1 : 0 }
        }
        found = try factor(columns)
      }
      guard case .factors(var factors) = found else {
        return try demand(false, "still singular after the repair")
      }
      func check(_ when: String) throws {
        let right = numbers.prefix(size).map { $0 / 7 }
        let x = factors.direct.solve(right)
        try demand(product(columns, x) == right, "B·x ≠ b \(when)")
        try demand(try factors.lifted.solve(right) == x, "lifted x differs \(when)")
        let y = factors.direct.solveTransposed(right)
        try demand(transposedProduct(columns, y) == right, "Bᵀ·y ≠ c \(when)")
        let lifted = try factors.lifted.solveTransposed(right)
        try demand(y.indices.map { lifted[$0] } == y, "lifted y differs \(when)")
      }
      try check("at first")
      for position in 0..<size {
        let column = Array(numbers[(position * size)..<(position * size + size)])
        let solved = factors.direct.solve(column)
        guard !solved[position].isZero else { continue }
        factors.direct.replace(position: position, solvedColumn: solved)
        factors.lifted.replace(position: position, column: sparse([column])[0])
        columns[position] = column
        try check("after replacing column \(position)")
      }
    }
  }

  @Test("lifting solves systems whose numbers fit no machine word")
  func longNumbers() throws {
    try forAll(
      "long numbers", cases: 60,
      { choices in
        let size = choices.integer(in: 2...6)
        return (0..<size).map { _ in
          (0...size).map { _ in
            Rational(choices.integer(in: -9...9)).raised(to: choices.integer(in: 1...40))
          }
        }
      }
    ) { rows in
      let columns = rows.map { Array($0.dropLast()) }
      let right = rows.map { ($0.last ?? 0) / (Rational(10).raised(to: 40) + 7) }
      guard case .factors(let factors) = try factor(columns) else { return }
      try demand(product(columns, try factors.lifted.solve(right)) == right, "B·x ≠ b")
      let y = try factors.lifted.solveTransposed(right)
      try demand(
        transposedProduct(columns, y.numerators.indices.map { y[$0] }) == right, "Bᵀ·y ≠ c")
    }
  }

  @Test("a solution with 2⁻⁴⁷ in it: its residues are small, and were taken for integers for ever")
  func powersOfTwo() throws {
    let two: Rational = 2
    let columns: Matrix = [
      [two.raised(to: 60), 0, 0], [two.raised(to: 80), two.raised(to: 16), 1],
      [two.raised(to: 147), two.raised(to: 150), two.raised(to: 76)],
    ]
    guard case .factors(let factors) = try factor(columns) else {
      Issue.record("regular matrix called singular")
      return
    }
    #expect(product(columns, try factors.lifted.solve([0, 1, 0])) == [0, 1, 0])
  }

  @Test("residues are a field: a·a⁻¹ = 1, and sums of products agree with integers")
  func residues() throws {
    try forAll(
      "residues", cases: 1000,
      { choices in (0..<3).map { _ in choices.integer(in: -(1 << 62)...(1 << 62)) } }
    ) { numbers in
      let (a, b, c) = (Residue(numbers[0]), Residue(numbers[1]), Residue(numbers[2]))
      if !a.isZero { try demand(a * a.inverse == Residue(1), "a·a⁻¹ ≠ 1") }
      var difference = a
      difference.subtractProduct(b, c)
      let expected = Rational(numbers[0]) - Rational(numbers[1]) * Rational(numbers[2])
      try demand(difference == LiftedFactorization.residue(expected), "a − b·c")
      let wide = Int128(numbers[1]) * Int128(numbers[2])
      try demand(Residue(wide) == b * c, "the residue of a wide integer")
    }
  }

  @Test("a triangular matrix peels completely: no kernel")
  func peels() {
    let columns: Matrix = [[1, 2, 3], [0, 4, 5], [0, 0, 6]]
    var elimination = Elimination<Rational>(columns: sparse(columns))
    elimination.peel()
    #expect(elimination.remaining == 0)
  }
}
