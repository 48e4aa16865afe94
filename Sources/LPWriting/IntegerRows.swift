// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// The rows of a program as integers, each over a scale of its own:
/// lower/scale ≤ Σⱼ (entryⱼ/scale)·xⱼ ≤ upper/scale.
///
/// The proved checker (`Proofs/theories/Checker.v`) works on such rows, because sums of integers need
/// no gcd. Cost: one gcd and one product a nonzero.
struct IntegerRows {
  struct Row {
    var scale: Rational
    var lower: Rational?
    var upper: Rational?
    /// The places of the variables, from 0, with their integers.
    var entries: [(variable: Int, value: Rational)]
  }

  let rows: [Row]

  init(_ program: LinearProgram) {
    var forms = [[(variable: Int, value: Rational)]](repeating: [], count: program.rows.count)
    for (variable, column) in program.columns.enumerated() {
      for entry in column { forms[entry.row].append((variable, entry.value)) }
    }
    rows = zip(program.rows, forms).map { row, form in
      let bounds = [row.lower, row.upper].compactMap(\.value)
      let scale = commonDenominator(of: form.map(\.value) + bounds)
      return Row(
        scale: scale, lower: row.lower.value.map { $0 * scale },
        upper: row.upper.value.map { $0 * scale },
        entries: form.map { ($0.variable, $0.value * scale) })
    }
  }
}
