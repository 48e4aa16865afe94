// SPDX-License-Identifier: GPL-3.0-or-later

package import Rationals

/// The matrix of a program with every row multiplied by the least positive integer that makes its
/// coefficients integers.
///
/// Sums over one common denominator then need no gcd: with integers Xⱼ = D·xⱼ, the activity of row i is
/// Σⱼ A′ᵢⱼ·Xⱼ / (sᵢ·D), one division at the end.
package struct IntegerMatrix: Sendable {
  /// sᵢ > 0, one a row.
  package let rowScales: [Rational]
  /// A′ᵢⱼ = sᵢ·Aᵢⱼ by columns, all integers.
  package let columns: [[LinearProgram.Entry]]

  /// Cost: one least common multiple and one multiplication a nonzero.
  package init(_ program: LinearProgram) {
    var values = [[Rational]](repeating: [], count: program.rows.count)
    var isWhole = true
    for column in program.columns {
      for entry in column where !entry.value.isInteger {
        isWhole = false
        values[entry.row].append(entry.value)
      }
    }
    let scales = values.map { commonDenominator(of: $0) }
    rowScales = scales
    columns =
      isWhole
      ? program.columns
      : program.columns.map { column in
        column.map { entry in
          scales[entry.row] == 1
            ? entry : LinearProgram.Entry(row: entry.row, value: entry.value * scales[entry.row])
        }
      }
  }
}
