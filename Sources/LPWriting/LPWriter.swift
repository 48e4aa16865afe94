// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
public import LinearPrograms
import Rationals

extension LinearProgram {
  /// The program in the CPLEX LP format, exactly: reading it gives the same program back.
  ///
  /// Numbers that are no integers are written as fractions, `1/3 x`, an extension that other readers
  /// may not know, or as decimals. Variables whose place cannot be told from their first appearance are
  /// all named in the objective, if need be with coefficient 0.
  ///
  /// Throws when names are not legal in the format, are words of it, or stand for two things, and
  /// when a number is no finite decimal although `numbers` asks for those.
  /// Cost: one pass over the nonzeros.
  public func lpText(numbers: NumberStyle = .fractions) throws(FormatError) -> String {
    try checkNames()
    try checkNumbers(numbers, format: "LP")
    var forms = [[Term]](repeating: [], count: rows.count)
    for (index, column) in columns.enumerated() {
      for entry in column { forms[entry.row].append((index, entry.value)) }
    }
    let costs = variables.enumerated().map { (variable: $0.offset, value: $0.element.cost) }
    let nonzeroCosts = costs.filter { !$0.value.isZero }
    let keepsOrder = firstAppearances([nonzeroCosts] + forms) == Array(variables.indices)
    var output = LPOutput(numbers)
    if !name.isEmpty { output.text += LPSyntax.title + name + "\n" }
    output.text += sense == .minimize ? "Minimize\n" : "Maximize\n"
    output.begin(objectiveName)
    // GLPK wants a term even where there is nothing to optimise.
    let isEmpty = nonzeroCosts.isEmpty
    write(!keepsOrder ? costs : isEmpty ? Array(costs.prefix(1)) : nonzeroCosts, to: &output)
    if !objectiveConstant.isZero { output.add(objectiveConstant, "") }
    output.text += "\nSubject To\n"
    for (row, form) in zip(rows, forms) { write(row, form, to: &output) }
    let bounds = variables.compactMap { boundText($0, output.digits) }
    if !bounds.isEmpty { output.text += "Bounds\n" + bounds.joined() }
    return output.text + "End\n"
  }

  private typealias Term = (variable: Int, value: Rational)

  private func firstAppearances(_ forms: [[Term]]) -> [Int] {
    var seen = [Bool](repeating: false, count: variables.count)
    var order: [Int] = []
    for form in forms {
      for term in form where !seen[term.variable] {
        seen[term.variable] = true
        order.append(term.variable)
      }
    }
    return order
  }

  private func write(_ form: [Term], to output: inout LPOutput) {
    for term in form { output.add(term.value, variables[term.variable].name) }
  }

  private func write(_ row: Row, _ form: [Term], to output: inout LPOutput) {
    output.begin(row.name)
    guard let placeholder = variables.indices.first else {
      let lower = row.lower.value.map(output.digits) ?? "-inf"
      let upper = row.upper.value.map(output.digits) ?? "inf"
      return output.text += " \(lower) <= 0 <= \(upper)\n"
    }
    let right: String
    switch (row.lower, row.upper) {
    case (.finite(let lower), .finite(let upper)) where lower == upper:
      right = "= \(output.digits(lower))"
    case (.finite(let lower), .finite(let upper)):
      output.text += " \(output.digits(lower)) <="
      right = "<= \(output.digits(upper))"
    case (.finite(let lower), .none): right = ">= \(output.digits(lower))"
    case (.none, .finite(let upper)): right = "<= \(output.digits(upper))"
    case (.none, .none): right = ">= -inf"
    }
    let nothing: Term = (placeholder, 0)
    write(form.isEmpty ? [nothing] : form, to: &output)
    output.text += " \(right)\n"
  }

  private func boundText(_ variable: Variable, _ digits: (Rational) -> String) -> String? {
    let name = variable.name
    switch (variable.lower, variable.upper) {
    case (.finite(let lower), .none): return lower.isZero ? nil : " \(name) >= \(digits(lower))\n"
    case (.none, .none): return " \(name) free\n"
    case (.none, .finite(let upper)): return " -inf <= \(name) <= \(digits(upper))\n"
    case (.finite(let lower), .finite(let upper)):
      if lower == upper { return " \(name) = \(digits(lower))\n" }
      return lower.isZero && upper.signum > 0
        ? " \(name) <= \(digits(upper))\n"
        : " \(digits(lower)) <= \(name) <= \(digits(upper))\n"
    }
  }

  private func checkNames() throws(FormatError) {
    func refuse(_ reason: String) -> FormatError { FormatError(format: "LP", reason: reason) }
    try checkTitle(format: "LP")
    guard LPSyntax.isName(objectiveName) else {
      throw refuse("\"\(objectiveName)\" cannot name the objective")
    }
    for (kind, names) in [("row", rows.map(\.name)), ("variable", variables.map(\.name))] {
      var seen: Set<String> = []
      for name in names {
        guard LPSyntax.isName(name) else { throw refuse("\"\(name)\" cannot name a \(kind)") }
        guard seen.insert(name).inserted else { throw refuse("two \(kind)s are named \(name)") }
      }
    }
  }
}

/// Text that breaks its lines before a sign.
private struct LPOutput {
  var text = ""
  private let numbers: NumberStyle
  private var lineLength = 0
  private var isFirst = true

  init(_ numbers: NumberStyle) { self.numbers = numbers }

  /// A number in the style asked for.
  func digits(_ number: Rational) -> String { numbers.text(number) }

  /// Opens a statement with its label.
  mutating func begin(_ name: String) {
    text += " \(name):"
    lineLength = name.utf8.count + 2
    isFirst = true
  }

  /// Adds ` + 1/3 name`; the first plus of a statement is left out.
  mutating func add(_ value: Rational, _ name: String) {
    let magnitude = value.magnitude
    var term = value.signum < 0 ? " - " : isFirst ? " " : " + "
    if name.isEmpty || magnitude != 1 { term += digits(magnitude) }
    if !name.isEmpty { term += magnitude == 1 ? name : " " + name }
    if !isFirst, lineLength + term.utf8.count > 78 {
      text += "\n "
      lineLength = 1
    }
    isFirst = false
    lineLength += term.utf8.count
    text += term
  }
}
