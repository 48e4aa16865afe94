// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Rationals

/// Exact solutions of B·x = b and Bᵀ·y = c from factors of B modulo one prime, by Dixon's lifting.
///
/// Idea: elimination over ℚ drowns in long numbers, elimination modulo p = 2⁶¹ − 1 costs what it costs
/// in floating point. From the factors modulo p comes x modulo p, then, since (b − B·x)/p is again an
/// integer vector, its next digit in base p, and so on: one cheap solve and one product with B a
/// digit. After enough digits the fractions are reconstructed and put into the equations, exactly: so
/// the answer is certain whatever the reconstruction guessed.
///
/// Always true: `columns` and `residues` describe the same matrix, B with its rows scaled to integers.
///
/// Source: Dixon 1982, *Exact solution of linear equations using p-adic expansions*.
struct LiftedFactorization {
  typealias Column = [(index: Int, value: Rational)]

  private var residues: BasisFactorization<Residue>
  /// B′ = S·B by position, S = diag(rowScales): integers.
  private var columns: [Column]
  /// The same in machine words, when they fit.
  private var words: WordMatrix?
  private let rowScales: [Rational]
  private let monitor: SolveMonitor

  /// - Parameters:
  ///   - columns: B with row i multiplied by `rowScales[i]`, integers by position.
  ///   - residues: the factors of that matrix modulo ``Residue/modulus``.
  init(
    residues: BasisFactorization<Residue>, columns: [Column], rowScales: [Rational],
    monitor: SolveMonitor
  ) {
    self.residues = residues
    self.columns = columns
    self.rowScales = rowScales
    self.monitor = monitor
    words = WordMatrix(columns)
  }

  /// The number of changes since the factors were made.
  var updateCount: Int { residues.etas.count }

  /// Solves B·x = b, b by row. Returns x by position.
  func solve(_ right: [Rational]) throws(SolveError) -> [Rational] {
    let solution = try lift(zip(right, rowScales).map { $0 * $1 }, isTransposed: false)
    return solution.numerators.indices.map { solution[$0] }
  }

  /// Solves Bᵀ·y = c, c by position. Returns yᵢ/sᵢ by row, sᵢ the scale of the row.
  func solveTransposed(_ right: [Rational]) throws(SolveError) -> CommonDenominatorVector {
    try lift(right, isTransposed: true)
  }

  /// Replaces the column at `position`, scaled like the others.
  mutating func replace(position: Int, column: Column) {
    var vector = [Residue](repeating: .zero, count: residues.size)
    for entry in column { vector[entry.index] = Self.residue(entry.value) }
    residues.replace(position: position, solvedColumn: residues.solve(vector))
    columns[position] = column
    words = WordMatrix(columns)
  }

  static func residue(_ integer: Rational) -> Residue {
    Residue(reduced: integer.residue(modulo: Residue.modulus))
  }

  /// Solves B′·z = b or B′ᵀ·z = c, and checks it.
  ///
  /// Cost: (bits of the answer / 61) solves modulo p and products with B′, then a reconstruction.
  private func lift(
    _ right: [Rational], isTransposed: Bool
  ) throws(SolveError) -> CommonDenominatorVector {
    let right = CommonDenominatorVector(right)
    let integers = right.numerators
    guard integers.contains(where: { !$0.isZero }) else { return right }
    var residual = LiftedResidual(integers, words: words)
    var solution = PadicVector(count: residues.size, base: Residue.modulus)
    var nextAttempt = 2
    while true {
      if monitor.shouldStop() { throw .stopped(ObjectiveBounds()) }
      let vector = residual.residues
      let digits =
        isTransposed ? residues.solveTransposed(vector) : residues.solve(vector)
      solution.append(digits.map(\.value))
      monitor.report(
        .solving(kernelSize: residues.size, bits: solution.precision * Residue.bitCount))
      residual.lift(digits, columns: columns, isTransposed: isTransposed)
      guard solution.precision >= nextAttempt else { continue }
      if let found = solution.reconstruct(),
        solves(found, integers, isTransposed: isTransposed)
      {
        return CommonDenominatorVector(
          numerators: found.numerators, denominator: found.denominator * right.denominator)
      }
      nextAttempt = max(nextAttempt + 1, nextAttempt * 4 / 3)
    }
  }

  /// Whether B′·found = right, or the same transposed, in integers.
  private func solves(
    _ found: CommonDenominatorVector, _ right: [Rational], isTransposed: Bool
  ) -> Bool {
    let numerators = found.numerators
    var sums = right.map { -($0 * found.denominator) }
    for (position, column) in columns.enumerated() {
      for entry in column {
        if isTransposed {
          sums[position].addProduct(entry.value, numerators[entry.index])
        } else {
          sums[entry.index].addProduct(entry.value, numerators[position])
        }
      }
    }
    return sums.allSatisfy(\.isZero)
  }
}
