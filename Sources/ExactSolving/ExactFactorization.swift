// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// Factors of a basis matrix that solve over ℚ, made the way that suits the matrix.
///
/// What peels to almost nothing is eliminated over ℚ: transport bases, most bases of small programs.
/// Where a kernel is left, elimination over ℚ would drown in long numbers, and lifting from factors
/// modulo a prime takes its place.
enum ExactFactorization {
  case direct(BasisFactorization<Rational>)
  case lifted(LiftedFactorization)

  /// What factorising found out.
  enum Result {
    /// The factors, and the order of the kernel: what was left after peeling.
    case factored(ExactFactorization, kernelSize: Int)
    /// The columns at these positions depend on the others. With the column −eᵢ of the row named
    /// beside each in its place, the matrix is regular.
    case singular([(position: Int, row: Int)])
  }

  /// The largest kernel that is eliminated over ℚ.
  static let directKernelLimit = 8

  /// Factors the columns of these quantities of the form.
  static func factor(
    _ form: ComputationalForm, basic: [Int], monitor: SolveMonitor
  ) -> Result {
    var direct = Elimination<Rational>(columns: basic.map(form.column(of:)))
    direct.peel()
    let kernelSize = direct.remaining
    if kernelSize <= directKernelLimit {
      direct.eliminateKernel()
      switch direct.result {
      case .factored(let factors): return .factored(.direct(factors), kernelSize: kernelSize)
      case .singular(let dependent): return .singular(dependent)
      }
    }
    let columns = basic.map(form.integerColumn(of:))
    var modular = Elimination<Residue>(
      columns: columns.map { column in
        column.map { ($0.index, LiftedFactorization.residue($0.value)) }.filter { !$0.1.isZero }
      })
    modular.peel()
    modular.eliminateKernel()
    switch modular.result {
    case .factored(let factors):
      let lifted = LiftedFactorization(
        residues: factors, columns: columns, rowScales: form.matrix.rowScales,
        monitor: monitor)
      return .factored(.lifted(lifted), kernelSize: kernelSize)
    case .singular(let dependent):
      // Dependent modulo p is dependent over ℚ, but for a chance of about 1 in 2⁶¹ − 1; and then the
      // basis after the repair is regular all the same.
      return .singular(dependent)
    }
  }

  /// The number of changes since the factors were made.
  var updateCount: Int {
    switch self {
    case .direct(let factors): factors.etas.count
    case .lifted(let factors): factors.updateCount
    }
  }

  /// Solves B·x = b; b by row, x by position.
  func solve(_ right: [Rational]) throws(SolveError) -> [Rational] {
    switch self {
    case .direct(let factors): factors.solve(right)
    case .lifted(let factors): try factors.solve(right)
    }
  }

  /// Solves Bᵀ·y = c; c by position, y by row.
  func solveTransposed(
    _ right: [Rational], of form: ComputationalForm
  ) throws(SolveError) -> ScaledMultipliers {
    switch self {
    case .direct(let factors): ScaledMultipliers(factors.solveTransposed(right), of: form)
    case .lifted(let factors): ScaledMultipliers(scaled: try factors.solveTransposed(right))
    }
  }

  /// Puts the column of `quantity`, whose solution B⁻¹a is `solvedColumn`, at `position`.
  mutating func replace(
    position: Int, with quantity: Int, of form: ComputationalForm, solvedColumn: [Rational]
  ) {
    switch self {
    case .direct(var factors):
      self = .direct(BasisFactorization(size: 0, pivots: []))  // Ours alone: changed in place.
      factors.replace(position: position, solvedColumn: solvedColumn)
      self = .direct(factors)
    case .lifted(var factors):
      factors.replace(position: position, column: form.integerColumn(of: quantity))
      self = .lifted(factors)
    }
  }
}
