// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// A linear program with a known end and a reason to be here.
struct Problem: Sendable, CustomStringConvertible {
  enum End: Sendable {
    case optimal(Rational)
    case infeasible
    case unbounded
  }

  let name: String
  let program: LinearProgram
  let end: End

  var description: String { name }
}

extension LinearProgram {
  /// A program from dense rows, to be written down quickly.
  init(
    _ sense: Sense, costs: [Rational],
    rows: [(coefficients: [Rational], lower: Bound, upper: Bound)],
    bounds: [(lower: Bound, upper: Bound)]? = nil, constant: Rational = 0
  ) {
    self.init(sense: sense, objectiveConstant: constant)
    for (index, row) in rows.enumerated() {
      addRow("r\(index)", lower: row.lower, upper: row.upper)
    }
    for (index, cost) in costs.enumerated() {
      addVariable(
        "x\(index)", lower: bounds?[index].lower ?? 0, upper: bounds?[index].upper ?? .none,
        cost: cost,
        entries: rows.indices.map { Entry(row: $0, value: rows[$0].coefficients[index]) })
    }
  }
}

let problemLibrary: [Problem] = [
  Problem(
    name: "Beale: cycles under the textbook rule",
    program: LinearProgram(
      .minimize, costs: [Rational(-3, 4), 150, Rational(-1, 50), 6],
      rows: [
        ([Rational(1, 4), -60, Rational(-1, 25), 9], .none, 0),
        ([Rational(1, 2), -90, Rational(-1, 50), 3], .none, 0),
        ([0, 0, 1, 0], .none, 1),
      ]),
    end: .optimal(Rational(-1, 20))),
  Problem(
    name: "Chvátal: cycles under the largest-coefficient rule",
    program: LinearProgram(
      .maximize, costs: [10, -57, -9, -24],
      rows: [
        ([Rational(1, 2), Rational(-11, 2), Rational(-5, 2), 9], .none, 0),
        ([Rational(1, 2), Rational(-3, 2), Rational(-1, 2), 1], .none, 0),
        ([1, 0, 0, 0], .none, 1),
      ]),
    end: .optimal(1)),
  Problem(
    name: "Klee–Minty in four dimensions: a long way round",
    program: LinearProgram(
      .maximize, costs: [8, 4, 2, 1],
      rows: [
        ([1, 0, 0, 0], .none, 5), ([4, 1, 0, 0], .none, 25), ([8, 4, 1, 0], .none, 125),
        ([16, 8, 4, 1], .none, 625),
      ]),
    end: .optimal(625)),
  Problem(
    name: "infeasible by a trillionth: floating point accepts it",
    program: LinearProgram(
      .minimize, costs: [1, 1],
      rows: [
        ([1, 1], .finite(1 + Rational(1, 1_000_000_000_000)), .none), ([1, 1], .none, 1),
      ]),
    end: .infeasible),
  Problem(
    name: "crossed bounds of a variable",
    program: LinearProgram(
      .minimize, costs: [1], rows: [([1], 0, .none)], bounds: [(2, 1)]),
    end: .infeasible),
  Problem(
    name: "crossed bounds of a row",
    program: LinearProgram(.minimize, costs: [1], rows: [([1], 2, 1)]), end: .infeasible),
  Problem(
    name: "unbounded along a ray inside a cone",
    program: LinearProgram(
      .maximize, costs: [1, 1], rows: [([1, -1], -1, 1)]),
    end: .unbounded),
  Problem(
    name: "free variables only",
    program: LinearProgram(
      .minimize, costs: [1, 2], rows: [([1, 1], 3, 3), ([1, -1], 1, 1)],
      bounds: [(.none, .none), (.none, .none)]),
    end: .optimal(4)),
  Problem(
    name: "a free variable runs away",
    program: LinearProgram(
      .minimize, costs: [1], rows: [([1], .none, 7)], bounds: [(.none, .none)]),
    end: .unbounded),
  Problem(
    name: "a range row binds on its lower side",
    program: LinearProgram(
      .minimize, costs: [2, 3], rows: [([1, 1], .finite(Rational(5, 2)), 10)]), end: .optimal(5)),
  Problem(
    name: "boxed variables flip from bound to bound",
    program: LinearProgram(
      .maximize, costs: [1, 2, 3], rows: [([1, 1, 1], .none, 100)],
      bounds: [(-1, 1), (-2, 2), (-3, 3)]),
    end: .optimal(14)),
  Problem(
    name: "fixed variables and a constant in the objective",
    program: LinearProgram(
      .minimize, costs: [1, 1], rows: [([1, 1], 3, .none)], bounds: [(1, 1), (0, .none)],
      constant: Rational(1, 3)),
    end: .optimal(Rational(10, 3))),
  Problem(
    name: "redundant equations: the basis is singular without a logical",
    program: LinearProgram(
      .minimize, costs: [1, 1],
      rows: [([1, 1], 2, 2), ([2, 2], 4, 4), ([3, 3], 6, 6)]),
    end: .optimal(2)),
  Problem(
    name: "inconsistent equations",
    program: LinearProgram(
      .minimize, costs: [1, 1], rows: [([1, 1], 2, 2), ([2, 2], 5, 5)]), end: .infeasible),
  Problem(
    name: "no rows at all",
    program: LinearProgram(.minimize, costs: [1, 0], rows: [], constant: 7), end: .optimal(7)),
  Problem(
    name: "no rows, and nothing to stop the objective",
    program: LinearProgram(.maximize, costs: [1], rows: []), end: .unbounded),
  Problem(
    name: "no variables, a row that cannot hold",
    program: LinearProgram(.minimize, costs: [], rows: [([], 1, .none)]), end: .infeasible),
  Problem(
    name: "an empty row and an empty column",
    program: LinearProgram(
      .maximize, costs: [0, 1], rows: [([0, 0], 0, 0), ([0, 1], .none, 4)]), end: .optimal(4)),
  Problem(
    name: "numbers beyond the range of a double",
    program: LinearProgram(
      .minimize, costs: [1], rows: [([Rational("1e400")!], .finite(Rational("3e400")!), .none)]),
    end: .optimal(3)),
  Problem(
    name: "a nearly singular pair of equations",
    program: LinearProgram(
      .minimize, costs: [0, 1],
      rows: [([1, 1], 1, 1), ([1, 1 + Rational(1, 1_000_000_000_000_000)], 1, 1)]),
    end: .optimal(0)),
]
