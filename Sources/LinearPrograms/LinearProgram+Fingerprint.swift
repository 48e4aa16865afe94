// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

extension LinearProgram {
  /// A 64-bit fingerprint of everything that matters to a certificate, as 16 hexadecimal digits.
  ///
  /// It is FNV-1a over the sense, the constant, and every row, variable and entry in order, names
  /// included. It catches the honest mistake of pairing a certificate with another model. It is not
  /// cryptographic and need not be: a certificate is checked against the model in hand, so a
  /// collision cannot make a false certificate pass.
  ///
  /// Cost: one pass over the text of the model.
  public var fingerprint: String {
    var hash = FNV1a()
    hash.add(sense.rawValue)
    hash.add(objectiveConstant)
    hash.add(String(rows.count))
    for row in rows {
      hash.add(row.name)
      hash.add(row.lower)
      hash.add(row.upper)
    }
    hash.add(String(variables.count))
    for (variable, column) in zip(variables, columns) {
      hash.add(variable.name)
      hash.add(variable.lower)
      hash.add(variable.upper)
      hash.add(variable.cost)
      hash.add(String(column.count))
      for entry in column {
        hash.add(String(entry.row))
        hash.add(entry.value)
      }
    }
    return hash.text
  }
}

extension FNV1a {
  fileprivate mutating func add(_ number: Rational) { add(number.description) }

  fileprivate mutating func add(_ bound: Bound) { add(bound.value?.description ?? "none") }
}
