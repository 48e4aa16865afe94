// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// From what the file says to the program that it means.
extension MPSReader {
  mutating func assembled() throws(ParseError) -> LinearProgram {
    let objective = try objectiveIndex()
    var program = LinearProgram(name: name, sense: sense)
    program.reserveCapacity(rows: rows.count, variables: columns.count)
    if let objective {
      program.objectiveName = rows[objective].name
      program.objectiveConstant = -(rows[objective].rightHandSide ?? 0)
    } else {
      note("there is no row of type N: the objective is 0")
    }
    for (index, row) in rows.enumerated() where index != objective {
      let (lower, upper) = row.bounds
      program.addRow(row.name, lower: lower, upper: upper)
    }
    for column in columns {
      var cost: Rational = 0
      var entries: [LinearProgram.Entry] = []
      entries.reserveCapacity(column.entries.count)
      for entry in column.entries {
        if entry.row == objective {
          cost = entry.value
        } else {
          let isBehind = objective.map { entry.row > $0 } ?? false
          entries.append(.init(row: isBehind ? entry.row - 1 : entry.row, value: entry.value))
        }
      }
      let (lower, upper) = column.bounds
      program.addVariable(
        column.name, lower: lower, upper: upper, cost: cost, entries: entries)
    }
    noteBounds()
    if let huge = program.hugeBoundNote { note(huge) }
    return program
  }

  /// The row that `OBJNAME` names, or the first of type N.
  private func objectiveIndex() throws(ParseError) -> Int? {
    guard let objectiveName else { return rows.firstIndex { $0.type == .objective } }
    let index = try row(objectiveName)
    guard rows[index].type == .objective else {
      throw text.error(
        at: objectiveName.lowerBound, expected: "a row of type N", found: text.quoted(objectiveName)
      )
    }
    return index
  }

  /// Tells what a person may not expect of the bounds.
  private mutating func noteBounds() {
    let opened = columns.filter(\.losesLowerBound)
    if let first = opened.first {
      let others = opened.count > 1 ? " (and \(opened.count - 1) more)" : ""
      note(
        "\(first.name)\(others): a negative upper bound and no lower one; the lower bound 0 is dropped"
      )
    }
  }
}

extension MPSRow {
  /// lower(i) and upper(i): the type, the right-hand side b and the range R together.
  var bounds: (lower: Bound, upper: Bound) {
    let side = rightHandSide ?? 0
    guard let range else {
      switch type {
      case .objective: return (.none, .none)
      case .less: return (.none, .finite(side))
      case .greater: return (.finite(side), .none)
      case .equal: return (.finite(side), .finite(side))
      }
    }
    let isBelow = type == .less || type == .equal && range.signum < 0
    return isBelow
      ? (.finite(side - range.magnitude), .finite(side))
      : (.finite(side), .finite(side + range.magnitude))
  }
}

extension MPSColumn {
  /// Whether a negative upper bound takes the place of the lower bound 0.
  var losesLowerBound: Bool { lower == nil && (upper?.value?.signum ?? 0) < 0 }

  /// lower(j) and upper(j), with what holds where nothing is said.
  var bounds: (lower: Bound, upper: Bound) {
    let isBinary = isInteger && lower == nil && upper == nil
    return (lower ?? (losesLowerBound ? .none : 0), upper ?? (isBinary ? 1 : .none))
  }
}
