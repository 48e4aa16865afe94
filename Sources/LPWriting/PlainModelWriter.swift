// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
import Rationals

extension LinearProgram {
  /// The program as plain lines, one fact a line, for a reader that should be as small as possible: the
  /// native program of the proved checker. `Proofs/native/FORMAT.md` specifies the format.
  ///
  /// Throws when a name has control characters, which do not fit a line; all else can be written.
  /// Cost: one line a row, a variable and a nonzero.
  public func plainText() throws(FormatError) -> String {
    for name in rows.map(\.name) + variables.map(\.name)
    where name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      let shown = String(name.unicodeScalars.map { $0.value < 0x20 ? "\u{FFFD}" : Character($0) })
      throw FormatError(format: "a plain model", reason: "\"\(shown)\" has control characters")
    }
    var output = "spechub-model 1\nsense \(sense.rawValue)\nconstant \(objectiveConstant)\n"
    output += "rows \(rows.count)\n"
    for row in rows { output += "\(text(row.lower)) \(text(row.upper)) \(row.name)\n" }
    output += "variables \(variables.count)\n"
    for (variable, column) in zip(variables, columns) {
      output += "\(text(variable.lower)) \(text(variable.upper)) \(variable.cost) "
      output += "\(column.count) \(variable.name)\n"
      for entry in column { output += "\(entry.row + 1) \(entry.value)\n" }
    }
    return output + "end\n"
  }

  private func text(_ bound: Bound) -> String { bound.value?.description ?? "none" }
}
