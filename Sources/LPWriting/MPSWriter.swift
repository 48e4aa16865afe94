// SPDX-License-Identifier: GPL-3.0-or-later

public import LPFormats
public import LinearPrograms
import Rationals

extension LinearProgram {
  /// The program in the MPS format, exactly: reading it gives the same program back.
  ///
  /// Without a `form`, the free one is written, and the fixed one when a name has blanks. Fields stand
  /// at the columns of the fixed form where they fit, so that most texts are both. A row with two
  /// bounds is an `L` row with a range, a row without bounds an `N` row behind the objective.
  ///
  /// Throws when names are empty, stand for two things, are too long for the fixed form or have white
  /// space that the form cannot hold; when a row's bounds cross, which no range expresses; and when a
  /// number is no finite decimal although `numbers` asks for those.
  /// Cost: one pass over the nonzeros; the fixed form is also read once.
  public func mpsText(
    form: MPSForm? = nil, numbers: NumberStyle = .fractions
  ) throws(FormatError) -> String {
    let names = [objectiveName] + rows.map(\.name) + variables.map(\.name)
    let form = form ?? (names.contains { $0.utf8.contains(0x20) } ? .fixed : .free)
    let format = form == .free ? "free MPS" : "fixed MPS"
    try checkTitle(format: format)
    try checkNumbers(numbers, format: format)
    try checkNames(form, format)
    var writer = MPSWriter(program: self, numbers: numbers, format: format)
    let text = try writer.text()
    if form == .fixed, (try? LinearProgram(mps: Array(text.utf8), source: "")) != self {
      let reason = "with these names it would be read in the free form, as another program"
      throw FormatError(format: format, reason: reason)
    }
    return text
  }

  private func checkNames(_ form: MPSForm, _ format: String) throws(FormatError) {
    func refuse(_ reason: String) -> FormatError { FormatError(format: format, reason: reason) }
    if name.utf8.first == 0x20 || name.utf8.last == 0x20 {
      throw refuse("the name of the program begins or ends with a blank")
    }
    let kinds = [
      ("row", [objectiveName] + rows.map(\.name)), ("variable", variables.map(\.name)),
    ]
    for (kind, names) in kinds {
      var seen: Set<String> = []
      for name in names {
        guard MPSSyntax.isName(name, form) else {
          throw refuse("\"\(name)\" cannot name a \(kind)")
        }
        guard seen.insert(name).inserted else { throw refuse("two \(kind)s are named \(name)") }
      }
    }
  }
}

/// Writes the sections one after another.
private struct MPSWriter {
  let program: LinearProgram
  let numbers: NumberStyle
  let format: String
  private var output = ""

  init(program: LinearProgram, numbers: NumberStyle, format: String) {
    self.program = program
    self.numbers = numbers
    self.format = format
  }

  mutating func text() throws(FormatError) -> String {
    output += program.name.isEmpty ? "NAME\n" : "NAME          \(program.name)\n"
    if program.sense == .maximize { output += "OBJSENSE\n    MAX\n" }
    output += "ROWS\n N  \(program.objectiveName)\n"
    for row in program.rows { output += " \(type(of: row))  \(row.name)\n" }
    columns()
    try sides()
    bounds()
    return output + "ENDATA\n"
  }

  private func type(of row: LinearProgram.Row) -> String {
    switch (row.lower, row.upper) {
    case (.none, .none): "N"
    case (.finite, .none): "G"
    case (let lower, let upper): lower == upper ? "E" : "L"
    }
  }

  private mutating func columns() {
    output += "COLUMNS\n"
    for (variable, column) in zip(program.variables, program.columns) {
      if !variable.cost.isZero || column.isEmpty {
        line("", variable.name, program.objectiveName, variable.cost)
      }
      for entry in column {
        line("", variable.name, program.rows[entry.row].name, entry.value)
      }
    }
  }

  /// Right-hand sides and ranges.
  private mutating func sides() throws(FormatError) {
    output += "RHS\n"
    if !program.objectiveConstant.isZero {
      line("", "RHS", program.objectiveName, -program.objectiveConstant)
    }
    var ranges: [(name: String, range: Rational)] = []
    for row in program.rows {
      guard let side = row.upper.value ?? row.lower.value else { continue }
      if !side.isZero { line("", "RHS", row.name, side) }
      if let lower = row.lower.value, lower != side {
        guard lower < side else {
          let reason = "the bounds of row \(row.name) cross: \(lower) and \(side)"
          throw FormatError(format: format, reason: reason)
        }
        ranges.append((row.name, side - lower))
      }
    }
    if !ranges.isEmpty { output += "RANGES\n" }
    for (name, range) in ranges { line("", "RNG", name, range) }
  }

  private mutating func bounds() {
    output += "BOUNDS\n"
    for variable in program.variables {
      let name = variable.name
      switch (variable.lower, variable.upper) {
      case (.none, .none): line("FR", "BND", name, nil)
      case (.none, .finite(let upper)):
        line("MI", "BND", name, nil)
        line("UP", "BND", name, upper)
      case (.finite(let lower), .none):
        if !lower.isZero { line("LO", "BND", name, lower) }
      case (.finite(let lower), .finite(let upper)) where lower == upper:
        line("FX", "BND", name, lower)
      case (.finite(let lower), .finite(let upper)):
        if !lower.isZero || upper.signum < 0 { line("LO", "BND", name, lower) }
        line("UP", "BND", name, upper)
      }
    }
  }

  /// The fields 1 to 4, at their columns where they fit.
  private mutating func line(
    _ type: String, _ first: String, _ second: String, _ number: Rational?
  ) {
    output += type.isEmpty ? "    " : " \(type) "
    output += padded(first, 10)
    if let number {
      output += padded(second, 10) + numbers.text(number)
    } else {
      output += second
    }
    output += "\n"
  }

  /// The name and blanks up to a width, one at least.
  private func padded(_ name: String, _ width: Int) -> String {
    name + String(repeating: " ", count: max(1, width - name.utf8.count))
  }
}
