// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LinearPrograms
import Rationals

/// The bounded simplex method in exact arithmetic, started from any basis.
///
/// Idea: an oracle's basis is usually optimal or a few pivots away from it, so the state is built
/// directly from it: exact factors of the basis matrix, exact values x_B of the basic quantities. Then
/// whichever method fits finishes the work: nothing to do when the basis is primal and dual feasible;
/// the dual simplex when only primal feasibility is missing (the usual effect of rounding); the
/// primal simplex otherwise, with a first phase that minimises the sum of infeasibilities.
///
/// Always true: Ax − r = 0 holds exactly for `value`; nonbasic quantities rest at a bound, or at 0
/// when they have none; `basic` and `statuses` describe the same basis as `factorization`.
///
/// Termination: largest-coefficient rules while they make progress, Bland's rule during runs of
/// degenerate pivots, which cannot cycle (Bland 1977).
struct ExactSimplex {
  let form: ComputationalForm
  /// Position → basic quantity.
  var basic: [Int] = []
  /// Quantity → status.
  var statuses: [Basis.Status]
  /// Quantity → value.
  var value: [Rational]
  var factorization: ExactFactorization
  var counters = SolveCounters()
  /// Set when an optimum is reached.
  var uniqueness = Uniqueness.notEvident
  /// y of the current basis, once it was asked for.
  private var knownMultipliers: ScaledMultipliers?
  let monitor: SolveMonitor

  /// Eta vectors make every solve dearer; past this many a fresh factorization is cheaper.
  static let updateLimit = 40
  /// Pivots without progress before Bland's rule takes over.
  static let patience = 12

  init(
    _ form: ComputationalForm, basis: Basis, monitor: SolveMonitor
  ) throws(SolveError) {
    self.form = form
    self.monitor = monitor
    statuses = []
    value = Array(repeating: 0, count: form.quantityCount)
    factorization = .direct(BasisFactorization(size: 0, pivots: []))
    try adopt(basis)
  }

  /// The basis reached so far.
  var basis: Basis {
    Basis(
      variables: Array(statuses[..<form.variableCount]),
      rows: Array(statuses[form.variableCount...]))
  }

  /// Turns the proposed statuses into a basis of exactly m quantities and solves it.
  mutating func adopt(_ basis: Basis) throws(SolveError) {
    statuses = basis.variables + basis.rows
    for quantity in statuses.indices where statuses[quantity] != .basic {
      statuses[quantity] = restingStatus(of: quantity, preferring: statuses[quantity])
    }
    basic = statuses.indices.filter { statuses[$0] == .basic }
    // A proposal with too many or too few basic quantities is trimmed, or filled with logicals.
    while basic.count > form.rowCount {
      let quantity = basic.removeLast()
      statuses[quantity] = restingStatus(of: quantity, preferring: .atLower)
    }
    for quantity in form.variableCount..<form.quantityCount where basic.count < form.rowCount {
      if statuses[quantity] != .basic {
        statuses[quantity] = .basic
        basic.append(quantity)
      }
    }
    try refactor()
  }

  private func restingStatus(of quantity: Int, preferring wish: Basis.Status) -> Basis.Status {
    switch (form.lower[quantity].isFinite, form.upper[quantity].isFinite) {
    case (false, false): .free
    case (true, false): .atLower
    case (false, true): .atUpper
    case (true, true): wish == .atUpper ? .atUpper : .atLower
    }
  }

  /// Factors the current basis afresh and recomputes every value.
  mutating func refactor() throws(SolveError) {
    counters.factorizations += 1
    knownMultipliers = nil
    switch ExactFactorization.factor(form, basic: basic, monitor: monitor) {
    case .factored(let factorization, let kernelSize):
      self.factorization = factorization
      counters.kernelSize = max(counters.kernelSize, kernelSize)
    case .singular(let dependent):
      for (position, row) in dependent {
        let dropped = basic[position]
        statuses[dropped] = restingStatus(of: dropped, preferring: .atLower)
        basic[position] = form.variableCount + row
        statuses[form.variableCount + row] = .basic
      }
      counters.repairs += dependent.count
      return try refactor()
    }
    try computeValues()
  }

  /// x_N from the bounds, then B·x_B = −N·x_N.
  private mutating func computeValues() throws(SolveError) {
    var right = [Rational](repeating: 0, count: form.rowCount)
    for quantity in statuses.indices {
      switch statuses[quantity] {
      case .basic: continue
      case .atLower: value[quantity] = form.lower[quantity].value ?? 0
      case .atUpper: value[quantity] = form.upper[quantity].value ?? 0
      case .free: value[quantity] = 0
      }
      let resting = value[quantity]
      if !resting.isZero {
        form.forEachEntry(of: quantity) { right[$0].subtractProduct($1, resting) }
      }
    }
    for (position, solved) in try factorization.solve(right).enumerated() {
      value[basic[position]] = solved
    }
  }

  /// y with Bᵀy = c_B.
  mutating func multipliers() throws(SolveError) -> ScaledMultipliers {
    if let knownMultipliers { return knownMultipliers }
    let multipliers = try factorization.solveTransposed(basic.map(form.cost(of:)), of: form)
    knownMultipliers = multipliers
    return multipliers
  }

  /// B⁻¹·(column of the quantity), by position.
  func solvedColumn(of quantity: Int) throws(SolveError) -> [Rational] {
    var column = [Rational](repeating: 0, count: form.rowCount)
    form.forEachEntry(of: quantity) { column[$0] = $1 }
    return try factorization.solve(column)
  }

  /// By how much the basic quantity at a position lies outside its bounds (signed).
  func excess(at position: Int) -> Rational {
    form.excess(of: basic[position], at: value[basic[position]])
  }

  /// Whether a nonbasic quantity with this reduced cost could improve the objective by moving.
  func isAttractive(_ quantity: Int, reducedCost: Rational) -> Bool {
    switch statuses[quantity] {
    case .basic: false
    case .free: !reducedCost.isZero
    case .atLower: reducedCost.signum < 0 && !isFixed(quantity)
    case .atUpper: reducedCost.signum > 0 && !isFixed(quantity)
    }
  }

  func isFixed(_ quantity: Int) -> Bool {
    form.lower[quantity].isFinite && form.lower[quantity] == form.upper[quantity]
  }

  /// Moves the entering quantity by `step` (signed), and makes it basic at `position`, where the
  /// basic quantity leaves to `leavingStatus`.
  mutating func pivot(
    entering: Int, solvedColumn column: [Rational], step: Rational, position: Int,
    leavingStatus: Basis.Status
  ) throws(SolveError) {
    move(entering, by: step, solvedColumn: column)
    let leaving = basic[position]
    statuses[leaving] = leavingStatus
    value[leaving] =
      (leavingStatus == .atUpper ? form.upper[leaving].value : form.lower[leaving].value) ?? 0
    statuses[entering] = .basic
    basic[position] = entering
    counters.pivots += 1
    knownMultipliers = nil
    factorization.replace(position: position, with: entering, of: form, solvedColumn: column)
    if factorization.updateCount >= Self.updateLimit { try refactor() }
  }

  /// Moves a nonbasic quantity by `step` and the basic ones with it.
  mutating func move(_ quantity: Int, by step: Rational, solvedColumn column: [Rational]) {
    guard !step.isZero else { return }
    value[quantity] += step
    for position in column.indices where !column[position].isZero {
      value[basic[position]].subtractProduct(column[position], step)
    }
  }

  /// Asked before every pivot.
  func checkStop() throws(SolveError) {
    monitor.report(.pivoting(pivots: counters.pivots))
    if monitor.shouldStop() { throw .stopped(ObjectiveBounds()) }
  }
}
