// SPDX-License-Identifier: GPL-3.0-or-later

public import LPFormats
public import LinearPrograms
import Rationals

extension LinearProgram {
  /// The program in this project's JSON format, exactly: reading it gives the same program back.
  ///
  /// Every program can be written. Terms stand by the names of variables where these are all
  /// different, by their places otherwise. Cost: one pass over the nonzeros.
  public var json: JSONValue {
    let isNamed = Set(variables.map(\.name)).count == variables.count
    var forms = [[Term]](repeating: [], count: rows.count)
    for (variable, column) in columns.enumerated() {
      for entry in column { forms[entry.row].append((variable, entry.value)) }
    }
    let costs = variables.indices.filter { !variables[$0].cost.isZero }
    let objectiveTerms = costs.map { (variable: $0, value: variables[$0].cost) }
    return [
      "format": .string(JSONModel.format),
      "name": .string(name),
      "sense": .string(sense.rawValue),
      "variables": .array(variables.map(Self.json)),
      "objective": [
        "name": .string(objectiveName), "constant": Self.json(objectiveConstant),
        "terms": json(objectiveTerms, isNamed: isNamed),
      ],
      "rows": .array(
        zip(rows, forms).map { Self.json($0, terms: json($1, isNamed: isNamed)) }),
    ]
  }

  private typealias Term = (variable: Int, value: Rational)

  private func json(_ terms: [Term], isNamed: Bool) -> JSONValue {
    isNamed
      ? .object(terms.map { .init(variables[$0.variable].name, Self.json($0.value)) })
      : .array(terms.map { [.integer($0.variable), Self.json($0.value)] })
  }

  private static func json(_ variable: Variable) -> JSONValue {
    if variable.lower == 0, variable.upper == .none { return .string(variable.name) }
    var members: [JSONValue.Member] = [.init("name", .string(variable.name))]
    if variable.lower != 0 { members.append(.init("lower", json(variable.lower))) }
    if variable.upper != .none { members.append(.init("upper", json(variable.upper))) }
    return .object(members)
  }

  private static func json(_ row: Row, terms: JSONValue) -> JSONValue {
    var members: [JSONValue.Member] = [.init("name", .string(row.name))]
    if row.lower == row.upper, let value = row.lower.value {
      members.append(.init("equals", json(value)))
    } else {
      if row.lower != .none { members.append(.init("lower", json(row.lower))) }
      if row.upper != .none { members.append(.init("upper", json(row.upper))) }
    }
    return .object(members + [.init("terms", terms)])
  }

  private static func json(_ bound: Bound) -> JSONValue { bound.value.map(json) ?? nil }

  /// Integers as JSON numbers, all others as the text of the fraction.
  private static func json(_ number: Rational) -> JSONValue {
    number.isInteger ? .number(number) : .exact(number)
  }
}
