// SPDX-License-Identifier: GPL-3.0-or-later

import ExactSolving
import LPFormats
import LinearPrograms
import Rationals

/// How far each cost and each right-hand side may move before the basis is no longer optimal.
extension SolutionReport {
  func tables(of sensitivity: Sensitivity) -> [String] {
    func end(_ bound: Bound, _ none: String) -> String { bound.value.map { "\($0)" } ?? none }
    var costs = TextTable([
      ("variable", .left), ("cost", .right), ("from", .right), ("to", .right), ("slope", .right),
    ])
    for (variable, interval) in zip(program.variables, sensitivity.costs) {
      costs.add([
        variable.name, "\(variable.cost)", end(interval.lower, "−∞"), end(interval.upper, "∞"),
        "\(interval.slope)",
      ])
    }
    var sides = TextTable([
      ("row", .left), ("right side", .right), ("from", .right), ("to", .right), ("slope", .right),
    ])
    for (row, ranges) in zip(program.rows, sensitivity.rightHandSides) {
      for range in ranges {
        let bound = range.side == .upper ? row.upper : row.lower
        sides.add([
          row.name, end(bound, ""), end(range.interval.lower, "−∞"),
          end(range.interval.upper, "∞"), "\(range.interval.slope)",
        ])
      }
    }
    return [
      "the basis stays optimal while one cost moves, alone, from … to …\n" + costs.text,
      "or one right-hand side; the objective changes by the slope for each unit\n" + sides.text,
    ]
  }

  func json(of sensitivity: Sensitivity) -> JSONValue {
    func json(_ interval: Sensitivity.Interval) -> [JSONValue.Member] {
      [
        .init("from", interval.lower.value.map(JSONValue.exact) ?? .null),
        .init("to", interval.upper.value.map(JSONValue.exact) ?? .null),
        .init("slope", .exact(interval.slope)),
      ]
    }
    let costs = zip(program.variables, sensitivity.costs).map {
      JSONValue.Member($0.name, .object(json($1)))
    }
    let sides = zip(program.rows, sensitivity.rightHandSides).map { row, ranges in
      JSONValue.Member(
        row.name,
        .array(
          ranges.map { range in
            let side =
              switch range.side {
              case .lower: "lower"
              case .upper: "upper"
              case .equation: "equation"
              }
            return .object([.init("side", .string(side))] + json(range.interval))
          }))
    }
    return ["costs": .object(costs), "right_hand_sides": .object(sides)]
  }
}
