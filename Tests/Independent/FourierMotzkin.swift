// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
public import Rationals

/// Decides a small linear program by eliminating its variables one after the other.
///
/// The objective joins as a variable t = constant + cost·x. Each x is eliminated by adding every
/// inequality that bounds it from above to every one that bounds it from below; what is left says of
/// t alone between which numbers it lies. No basis, no multipliers: nothing that a certificate or its
/// check is made of, so agreement with it means something.
///
/// Source: Fourier 1827, Motzkin 1936. Cost: doubly exponential in the variables in the worst case.
public enum FourierMotzkin {
  /// What a program is.
  public enum Answer: Equatable, Sendable {
    case infeasible
    case unbounded
    case optimal(Rational)
  }

  /// The answer, or `nil` when more than `limit` inequalities would be needed on the way.
  public static func answer(to program: LinearProgram, limit: Int = 600) -> Answer? {
    let count = program.variables.count
    var system = System()
    func add(_ form: [Rational], _ lower: Bound, _ upper: Bound) {
      if case .finite(let bound) = upper { system.add(form, bound) }
      if case .finite(let bound) = lower { system.add(form.map { -$0 }, -bound) }
    }
    for (index, variable) in program.variables.enumerated() {
      var form = [Rational](repeating: 0, count: count + 1)
      form[index] = 1
      add(form, variable.lower, variable.upper)
    }
    for (index, row) in program.rows.enumerated() {
      var form = [Rational](repeating: 0, count: count + 1)
      for (variable, column) in program.columns.enumerated() {
        for entry in column where entry.row == index { form[variable] += entry.value }
      }
      add(form, row.lower, row.upper)
    }
    var objective = program.variables.map { -$0.cost } + [1]
    add(objective, .finite(program.objectiveConstant), .finite(program.objectiveConstant))
    if program.sense == .maximize { objective = objective.map { -$0 } }
    for variable in 0..<count {
      guard system.eliminate(variable, limit: limit) else { return nil }
    }
    return system.answer(last: count, sense: program.sense)
  }

  /// Inequalities form·x ≤ bound, each form once with its least bound.
  private struct System {
    private var bounds: [[Rational]: Rational] = [:]
    private var isContradictory = false

    mutating func add(_ form: [Rational], _ bound: Rational) {
      guard let first = form.first(where: { !$0.isZero }) else {
        if bound.signum < 0 { isContradictory = true }
        return
      }
      let scale = first.magnitude
      let scaled = scale == 1 ? form : form.map { $0 / scale }
      let value = bound / scale
      if let known = bounds[scaled], known <= value { return }
      bounds[scaled] = value
    }

    mutating func eliminate(_ variable: Int, limit: Int) -> Bool {
      let above = bounds.filter { $0.key[variable].signum > 0 }
      let below = bounds.filter { $0.key[variable].signum < 0 }
      guard above.count * below.count <= limit else { return false }
      bounds = bounds.filter { $0.key[variable].isZero }
      for (upper, upperBound) in above {
        for (lower, lowerBound) in below {
          let (a, b) = (upper[variable], -lower[variable])
          let form = upper.indices.map { upper[$0] * b + lower[$0] * a }
          add(form, upperBound * b + lowerBound * a)
        }
      }
      return bounds.count <= limit
    }

    /// What the inequalities on the last variable alone say of it.
    func answer(last: Int, sense: LinearProgram.Sense) -> Answer {
      if isContradictory { return .infeasible }
      var least: Rational?
      var greatest: Rational?
      for (form, bound) in bounds {
        let value = bound / form[last]
        if form[last].signum > 0 {
          greatest = greatest.map { Swift.min($0, value) } ?? value
        } else {
          least = least.map { Swift.max($0, value) } ?? value
        }
      }
      if let least, let greatest, least > greatest { return .infeasible }
      return (sense == .minimize ? least : greatest).map(Answer.optimal) ?? .unbounded
    }
  }
}
