// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LinearPrograms
import Rationals
import TestSupport

/// A program that was built around a proof, so that the proof is valid whatever the choices were.
///
/// First come the matrix, a point x and multipliers; then the bounds and the costs are chosen so that
/// each condition holds, sharply or with room.
struct CertifiedProgram {
  var program: LinearProgram
  var outcome: Outcome
}

extension Choices {
  private mutating func coefficient() -> Rational {
    Rational(integer(in: -3...3), integer(in: 1...3))
  }

  private mutating func coefficients(_ count: Int) -> [Rational] {
    (0..<count).map { _ in coefficient() }
  }

  /// Bounds around a value on whose side `lean` (−1 lower, 1 upper, 0 neither) they touch it.
  private mutating func interval(around value: Rational, leaning lean: Int) -> (Bound, Bound) {
    let lower: Bound =
      bool() ? .none : .finite(value - Rational(integer(in: 0...2), integer(in: 1...3)))
    let upper: Bound =
      bool() ? .none : .finite(value + Rational(integer(in: 0...2), integer(in: 1...3)))
    return (lean < 0 ? .finite(value) : lower, lean > 0 ? .finite(value) : upper)
  }

  /// The parts of a program before its bounds are known.
  private struct Draft {
    var matrix: [[Rational]]
    var columns: Int
    func row(_ row: Int, at point: [Rational]) -> Rational {
      zip(matrix[row], point).reduce(0) { $0 + $1.0 * $1.1 }
    }
    func column(_ column: Int, times multipliers: [Rational]) -> Rational {
      zip(matrix, multipliers).reduce(0) { $0 + $1.0[column] * $1.1 }
    }
  }

  private mutating func draft() -> Draft {
    let columns = integer(in: 1...3)
    return Draft(
      matrix: (0..<integer(in: 0...3)).map { _ in coefficients(columns) }, columns: columns)
  }

  private func program(
    _ draft: Draft, _ sense: LinearProgram.Sense, constant: Rational,
    rows: [(Bound, Bound)], variables: [(Bound, Bound)], costs: [Rational]
  ) -> LinearProgram {
    var program = LinearProgram(sense: sense, objectiveConstant: constant)
    for (index, bounds) in rows.enumerated() {
      program.addRow("r\(index)", lower: bounds.0, upper: bounds.1)
    }
    for (index, bounds) in variables.enumerated() {
      program.addVariable(
        "x\(index)", lower: bounds.0, upper: bounds.1, cost: costs[index],
        entries: draft.matrix.indices.map { .init(row: $0, value: draft.matrix[$0][index]) })
    }
    return program
  }

  /// An optimum: a positive multiplier leans on the lower bound of a minimisation, and so on.
  mutating func optimalProgram() -> CertifiedProgram {
    let draft = draft()
    let isMaximization = bool()
    let (point, multipliers) = (coefficients(draft.columns), coefficients(draft.matrix.count))
    let reduced = coefficients(draft.columns)
    let turn = isMaximization ? -1 : 1
    let rows = draft.matrix.indices.map {
      interval(around: draft.row($0, at: point), leaning: -turn * multipliers[$0].signum)
    }
    let variables = point.indices.map {
      interval(around: point[$0], leaning: -turn * reduced[$0].signum)
    }
    let costs = point.indices.map { reduced[$0] + draft.column($0, times: multipliers) }
    return CertifiedProgram(
      program: program(
        draft, isMaximization ? .maximize : .minimize, constant: coefficient(), rows: rows,
        variables: variables, costs: costs),
      outcome: .optimal(OptimalityCertificate(primal: point, multipliers: multipliers)))
  }

  /// Rows that contradict each other: the bound of one that is leaned on is moved beyond what the
  /// others and the variables leave.
  mutating func infeasibleProgram() -> CertifiedProgram {
    var draft = draft()
    if draft.matrix.isEmpty { draft.matrix = [coefficients(draft.columns)] }
    var multipliers = coefficients(draft.matrix.count)
    if multipliers[0].isZero { multipliers[0] = 1 }
    let point = coefficients(draft.columns)
    let combination = point.indices.map { draft.column($0, times: multipliers) }
    let variables = point.indices.map {
      interval(around: point[$0], leaning: combination[$0].signum)
    }
    var rows = draft.matrix.indices.map {
      interval(around: draft.row($0, at: point), leaning: -multipliers[$0].signum)
    }
    // Σ yᵢ·(bound of row i) = z·point so far; a step beyond makes it a contradiction, however small.
    let step = Rational(1, integer(in: 1...1000))
    let value = draft.row(0, at: point)
    rows[0] =
      multipliers[0].signum > 0
      ? (.finite(value + step), bool() ? .none : .finite(value + step + 1))
      : (bool() ? .none : .finite(value - step - 1), .finite(value - step))
    return CertifiedProgram(
      program: program(
        draft, bool() ? .maximize : .minimize, constant: coefficient(), rows: rows,
        variables: variables, costs: coefficients(draft.columns)),
      outcome: .infeasible(.multipliers(multipliers)))
  }

  /// A row or a variable with its bounds the wrong way round.
  mutating func crossedProgram() -> CertifiedProgram {
    var problem = optimalProgram()
    let low = coefficient()
    let crossed = (Bound.finite(low + Rational(1, integer(in: 1...9))), Bound.finite(low))
    if bool(), !problem.program.rows.isEmpty {
      let index = integer(in: 0...problem.program.rows.count - 1)
      problem.program.setBounds(ofRow: index, lower: crossed.0, upper: crossed.1)
      problem.outcome = .infeasible(.crossedRow(index))
    } else {
      let index = integer(in: 0...problem.program.variables.count - 1)
      problem.program.setBounds(ofVariable: index, lower: crossed.0, upper: crossed.1)
      problem.outcome = .infeasible(.crossedVariable(index))
    }
    return problem
  }

  /// A feasible point and a ray: no bound lies where the ray goes, and the costs make it worth going.
  mutating func unboundedProgram() -> CertifiedProgram {
    let draft = draft()
    let (point, ray) = (coefficients(draft.columns), coefficients(draft.columns))
    func open(_ value: Rational, _ rate: Rational) -> (Bound, Bound) {
      let bounds = interval(around: value, leaning: 0)
      return (rate.signum < 0 ? .none : bounds.0, rate.signum > 0 ? .none : bounds.1)
    }
    let rows = draft.matrix.indices.map {
      open(draft.row($0, at: point), draft.row($0, at: ray))
    }
    let variables = point.indices.map { open(point[$0], ray[$0]) }
    let isMaximization = bool()
    var costs = coefficients(draft.columns)
    // The smallest change of one cost that makes the rate ±1/7, if the ray goes anywhere.
    if let index = ray.firstIndex(where: { !$0.isZero }) {
      let rate = zip(costs, ray).reduce(Rational(0)) { $0 + $1.0 * $1.1 }
      costs[index] += (Rational(isMaximization ? 1 : -1, 7) - rate) / ray[index]
    }
    return CertifiedProgram(
      program: program(
        draft, isMaximization ? .maximize : .minimize, constant: coefficient(), rows: rows,
        variables: variables, costs: costs),
      outcome: .unbounded(UnboundednessCertificate(point: point, ray: ray)))
  }

  mutating func certifiedProgram() -> CertifiedProgram {
    switch integer(in: 0...3) {
    case 0: optimalProgram()
    case 1: infeasibleProgram()
    case 2: crossedProgram()
    default: unboundedProgram()
    }
  }

  /// The same with one number of the proof or the program changed, or an end of a list.
  mutating func damaged(_ problem: CertifiedProgram) -> CertifiedProgram {
    var problem = problem
    func damage(_ values: [Rational]) -> [Rational] {
      var values = values
      let place = integer(in: 0...values.count)
      if place < values.count {
        values[place] += pick(from: [1, -1, Rational(1, 1000), Rational(-1, 1000)])
      } else if bool() {
        values.append(coefficient())
      } else {
        _ = values.popLast()
      }
      return values
    }
    switch (problem.outcome, bool()) {
    case (.optimal(let proof), true):
      problem.outcome = .optimal(
        .init(primal: damage(proof.primal), multipliers: proof.multipliers))
    case (.optimal(let proof), false):
      problem.outcome = .optimal(
        .init(primal: proof.primal, multipliers: damage(proof.multipliers)))
    case (.infeasible(.multipliers(let multipliers)), _):
      problem.outcome = .infeasible(.multipliers(damage(multipliers)))
    case (.infeasible(.crossedRow(let index)), let isRow):
      let other = index + integer(in: -4...4)
      problem.outcome = .infeasible(isRow ? .crossedRow(other) : .crossedVariable(other))
    case (.infeasible(.crossedVariable(let index)), let isRow):
      let other = index + integer(in: -4...4)
      problem.outcome = .infeasible(isRow ? .crossedRow(other) : .crossedVariable(other))
    case (.unbounded(let proof), true):
      problem.outcome = .unbounded(.init(point: damage(proof.point), ray: proof.ray))
    case (.unbounded(let proof), false):
      problem.outcome = .unbounded(.init(point: proof.point, ray: damage(proof.ray)))
    }
    return problem
  }
}
