// SPDX-License-Identifier: GPL-3.0-or-later

public import LPFormats
public import LinearPrograms

extension ModelFormat {
  /// The program with names that this format can hold, and how many changed.
  ///
  /// Brackets become parentheses, as in `x[1,2]`; everything else that cannot stand becomes `_`. Where
  /// two things would have one name, the second gets its place behind. Names that can stay do stay.
  ///
  /// Cost: one pass over the names.
  public func renaming(_ program: LinearProgram) -> (program: LinearProgram, changes: Int) {
    let objective = isName(program.objectiveName) ? program.objectiveName : "obj"
    // In MPS the objective is a row.
    var used: Set<String> = self == .mps ? [objective] : []
    var changes = 0
    let rows = unique(program.rows.map(\.name), "r", &used, &changes)
    used = []
    let variables = unique(program.variables.map(\.name), "x", &used, &changes)
    var renamed = LinearProgram(
      name: program.name, sense: program.sense,
      objectiveName: objective,
      objectiveConstant: program.objectiveConstant)
    for (row, name) in zip(program.rows, rows) {
      renamed.addRow(name, lower: row.lower, upper: row.upper)
    }
    for index in program.variables.indices {
      let variable = program.variables[index]
      renamed.addVariable(
        variables[index], lower: variable.lower, upper: variable.upper, cost: variable.cost,
        entries: program.columns[index])
    }
    return (renamed, changes)
  }

  private func isName(_ name: String) -> Bool {
    switch self {
    case .lp: LPSyntax.isName(name)
    case .mps: MPSSyntax.isName(name, .free)
    case .json: true
    }
  }

  private func unique(
    _ names: [String], _ letter: String, _ used: inout Set<String>, _ changes: inout Int
  ) -> [String] {
    // JSON takes any name, and more than once.
    if self == .json { return names }
    // What can stay has the first claim.
    let kept = names.map { isName($0) && used.insert($0).inserted ? $0 : nil }
    return kept.enumerated().map { index, name in
      if let name { return name }
      changes += 1
      var candidate = legal(names[index], letter)
      while !isName(candidate) || !used.insert(candidate).inserted {
        candidate = legal("\(letter)\(candidate).\(index + 1)", letter)
      }
      return candidate
    }
  }

  /// The name with every character that cannot stand replaced.
  private func legal(_ name: String, _ letter: String) -> String {
    var legal = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      switch scalar {
      case "[": legal.append("(")
      case "]": legal.append(")")
      case _ where isName(letter + String(scalar)): legal.append(scalar)
      default: legal.append("_")
      }
    }
    let text = String(legal)
    return isName(text) ? text : letter + text
  }
}
