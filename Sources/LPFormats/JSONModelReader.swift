// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
import Rationals

/// What a model in JSON says of itself, shared by its reader and its writer.
package enum JSONModel {
  package static let format = "spechub-lp 1"
}

extension LinearProgram {
  /// Reads a linear program in this project's JSON format, which holds every program there is.
  ///
  ///     { "format": "spechub-lp 1",
  ///       "sense": "minimize",
  ///       "variables": ["x", {"name": "y", "lower": null, "upper": "7/2"}],
  ///       "objective": {"name": "cost", "constant": 5, "terms": {"x": "1/3", "y": -1}},
  ///       "rows": [{"name": "need", "lower": 1, "terms": {"x": 1, "y": 0.1}},
  ///                {"name": "both", "equals": 2, "terms": [[0, 1], [1, 1]]}] }
  ///
  /// Variables are ≥ 0 unless `lower` or `upper` says otherwise; `null` is no bound. Rows have the
  /// bounds that they state, or `equals`. Terms are an object by name, or pairs of a variable, by name
  /// or by its place from 0, and a number. Names of rows and everything of the objective may be left out.
  ///
  /// An unknown key is refused, lest a misspelt bound be lost; `note` may hold anything. A variable
  /// with `"integer": true` is refused unless `relaxing`. Errors name the path: `rows[3].terms.x`.
  ///
  /// Cost: the whole text as values, one dictionary look-up a term.
  public init(json: JSONCursor, relaxing: Bool = false) throws(JSONPathError) {
    var reader = JSONModelReader(relaxing: relaxing)
    self = try reader.program(json)
  }
}

private struct JSONModelReader {
  let relaxing: Bool
  /// The index of each name; `nil` for a name of two variables.
  private var indices: [String: Int?] = [:]
  private var budget = NumberBudget()

  init(relaxing: Bool) { self.relaxing = relaxing }

  private typealias Term = (variable: Int, value: Rational)

  mutating func program(_ cursor: JSONCursor) throws(JSONPathError) -> LinearProgram {
    let format = try cursor.required("format")
    guard try format.string() == JSONModel.format else {
      throw format.error(expected: "\"\(JSONModel.format)\"")
    }
    try expectKeys(cursor, ["format", "name", "sense", "variables", "objective", "rows"])
    var program = LinearProgram(
      name: try cursor.optional("name")?.string() ?? "", sense: try sense(cursor))
    var variables: [LinearProgram.Variable] = []
    for element in try cursor.required("variables").elements() {
      let variable = try self.variable(element)
      let isSecond = indices[variable.name] != nil
      indices.updateValue(isSecond ? nil : variables.count, forKey: variable.name)
      variables.append(variable)
    }
    if let objective = try cursor.optional("objective") {
      try expectKeys(objective, ["name", "constant", "terms"])
      if let name = try objective.optional("name") { program.objectiveName = try name.string() }
      if let constant = try objective.optional("constant") {
        program.objectiveConstant = try rational(constant)
      }
      for term in try terms(objective, variables.count) {
        variables[term.variable].cost = term.value
      }
    }
    var columns = [[LinearProgram.Entry]](repeating: [], count: variables.count)
    for element in try cursor.optional("rows")?.elements() ?? [] {
      let row = try self.row(element, number: program.rows.count + 1)
      let index = program.addRow(row.name, lower: row.lower, upper: row.upper)
      for term in try terms(element, variables.count) {
        columns[term.variable].append(.init(row: index, value: term.value))
      }
    }
    for (variable, entries) in zip(variables, columns) {
      program.addVariable(
        variable.name, lower: variable.lower, upper: variable.upper, cost: variable.cost,
        entries: entries)
    }
    return program
  }

  private func expectKeys(_ cursor: JSONCursor, _ known: [String]) throws(JSONPathError) {
    for key in cursor.keys where key != "note" && !known.contains(key) {
      throw cursor.error("unknown key \"\(key)\"; known are \(known.joined(separator: ", "))")
    }
  }

  private func sense(_ cursor: JSONCursor) throws(JSONPathError) -> LinearProgram.Sense {
    guard let word = try cursor.optional("sense") else { return .minimize }
    guard let sense = LinearProgram.Sense(rawValue: try word.string()) else {
      throw word.error(expected: "\"minimize\" or \"maximize\"")
    }
    return sense
  }

  /// A variable: its name alone, or an object.
  private mutating func variable(_ cursor: JSONCursor) throws(JSONPathError)
    -> LinearProgram.Variable
  {
    if case .string(let name) = cursor.value { return LinearProgram.Variable(name) }
    try expectKeys(cursor, ["name", "lower", "upper", "integer"])
    if let integer = try cursor.optional("integer"), try integer.bool(), !relaxing {
      throw integer.error("expected \(ParseError.linear), found an integer variable")
    }
    return LinearProgram.Variable(
      try cursor.required("name").string(), lower: try bound(cursor, "lower") ?? 0,
      upper: try bound(cursor, "upper") ?? .none)
  }

  private mutating func row(
    _ cursor: JSONCursor, number: Int
  ) throws(JSONPathError) -> LinearProgram.Row {
    try expectKeys(cursor, ["name", "lower", "upper", "equals", "terms"])
    let name = try cursor.optional("name")?.string() ?? "r.\(number)"
    let lower = try bound(cursor, "lower")
    let upper = try bound(cursor, "upper")
    guard let equals = try cursor.optional("equals") else {
      return LinearProgram.Row(name, lower: lower ?? .none, upper: upper ?? .none)
    }
    if lower != nil || upper != nil {
      throw equals.error("\"equals\" stands beside \"lower\" or \"upper\"")
    }
    let value = Bound.finite(try rational(equals))
    return LinearProgram.Row(name, lower: value, upper: value)
  }

  /// A bound that is stated; `null` states that there is none.
  private mutating func bound(_ cursor: JSONCursor, _ key: String) throws(JSONPathError) -> Bound? {
    guard let bound = try cursor.optional(key) else { return nil }
    return bound.value == nil ? Bound.none : .finite(try rational(bound))
  }

  private mutating func terms(_ cursor: JSONCursor, _ count: Int) throws(JSONPathError) -> [Term] {
    guard let list = try cursor.optional("terms") else { return [] }
    var terms: [Term] = []
    if case .object = list.value {
      for member in try list.members() {
        guard let index = indices[member.key] ?? nil else {
          throw member.cursor.error(
            expected: "the name of one variable", found: "\"\(member.key)\"")
        }
        terms.append((index, try rational(member.cursor)))
      }
      return terms
    }
    var seen: Set<Int> = []
    for pair in try list.elements() {
      let parts = try pair.elements()
      guard parts.count == 2 else {
        throw pair.error(expected: "a variable and a number", found: "\(parts.count) elements")
      }
      let index = try place(parts[0], count)
      guard seen.insert(index).inserted else { throw parts[0].error("this variable comes twice") }
      terms.append((index, try rational(parts[1])))
    }
    return terms
  }

  private mutating func rational(_ cursor: JSONCursor) throws(JSONPathError) -> Rational {
    let number = try cursor.rational()
    guard budget.take(number) else { throw cursor.error(NumberBudget.reason) }
    return number
  }

  /// A variable by its name or by its place, from 0.
  private func place(_ cursor: JSONCursor, _ count: Int) throws(JSONPathError) -> Int {
    if case .string(let name) = cursor.value {
      guard let index = indices[name] ?? nil else {
        throw cursor.error(expected: "the name of one variable")
      }
      return index
    }
    let index = try cursor.integer()
    guard (0..<count).contains(index) else {
      throw cursor.error(expected: "a place from 0 to \(count - 1)")
    }
    return index
  }
}
