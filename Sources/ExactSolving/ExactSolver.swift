// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import LinearPrograms
import Rationals

/// Solves linear programs exactly: an oracle proposes a basis, rational arithmetic concludes.
///
/// ```swift
/// var program = LinearProgram(sense: .maximize)
/// let budget = program.addRow("budget", upper: 4)
/// program.addVariable("x", cost: 3, entries: [.init(row: budget, value: 2)])
///
/// let solution = try ExactSolver(oracle: NoOracle()).solve(program)
/// solution.outcome.status                     // → optimal
/// solution.outcome.verify(against: program)   // → valid
/// ```
///
/// Every outcome carries a certificate, and is checked with it before it is returned. The answer does
/// not depend on the oracle; the time does.
public struct ExactSolver: Sendable {
  /// An outcome with the basis it was read from and what it cost.
  public struct Solution: Sendable {
    /// Optimal, infeasible or unbounded, with the certificate that was checked.
    public var outcome: Outcome
    /// The basis that the outcome was read from.
    public var basis: Basis
    /// Of an optimum: whether the basis shows that there is no other.
    public var uniqueness: Uniqueness
    /// What it cost, in units that do not depend on the machine.
    public var counters: SolveCounters
    /// Where the time went.
    public var seconds: SolveSeconds
    /// The oracle's chatter.
    public var log: String
  }

  private let oracle: any BasisOracle
  private let monitor: SolveMonitor

  /// - Parameters:
  ///   - oracle: what proposes the basis.
  ///   - monitor: told of progress, and asked before every exact step whether to go on.
  public init(oracle: any BasisOracle, monitor: SolveMonitor = .silent) {
    self.oracle = oracle
    self.monitor = monitor
  }

  /// Solves the program, or throws ``SolveError``.
  ///
  /// Cost: one exact factorization, two solves and one pass over the matrix when the proposed basis is
  /// optimal; each refinement costs the same again; a pivot costs three solves and a pricing pass.
  public func solve(_ program: LinearProgram) throws(SolveError) -> Solution {
    if let crossed = Self.crossedBounds(of: program) {
      return Solution(
        outcome: .infeasible(crossed), basis: Self.logicalBasis(of: program),
        uniqueness: .notEvident, counters: SolveCounters(), seconds: SolveSeconds(), log: "")
    }
    var seconds = SolveSeconds()
    let proposal =
      seconds.askOracle {
        oracle.proposeBasis(for: program, startingFrom: nil, monitor: monitor)
      } ?? BasisProposal(basis: Self.logicalBasis(of: program))
    let form = ComputationalForm(program)
    var simplex: ExactSimplex
    let outcome: Outcome
    do {
      simplex = try ExactSimplex(form, basis: proposal.basis, monitor: monitor)
      simplex.counters.oracleIterations = proposal.iterations
      outcome = try conclude(&simplex, &seconds)
    } catch .stopped {
      throw .stopped(bounds(form, basis: proposal.basis))
    }
    if case .invalid(let violations) = outcome.verify(against: program) {
      throw .certificateRejected(violations.map(\.description).joined(separator: "; "))
    }
    seconds.conclude()
    return Solution(
      outcome: outcome, basis: simplex.basis, uniqueness: simplex.uniqueness,
      counters: simplex.counters, seconds: seconds,
      log: proposal.log)
  }

  /// From the basis in hand to an outcome: at once when it is optimal or proves that there is no
  /// optimum; else through refined proposals; at last by exact pivots, which always arrive.
  private func conclude(
    _ simplex: inout ExactSimplex, _ seconds: inout SolveSeconds
  ) throws(SolveError) -> Outcome {
    var refinement = Refinement()
    while true {
      let patience = simplex.hasDirectFactors ? Self.cheapPivots : 0
      if let outcome = try simplex.conclude(limit: patience) { return outcome }
      guard let zoomed = try refinement.zoom(into: &simplex),
        let next = seconds.askOracle({
          oracle.proposeBasis(
            for: zoomed.program, startingFrom: zoomed.basis, monitor: monitor)
        })
      else { break }
      simplex.counters.oracleIterations += next.iterations
      let basis = zoomed.original(of: next.basis)
      if basis == simplex.basis { break }
      simplex.counters.refinements += 1
      try simplex.adopt(basis)
    }
    while true {
      if let outcome = try simplex.conclude(limit: .max) { return outcome }
    }
  }

  /// Exact pivots that are tried before the oracle is asked again, where a pivot costs little.
  private static let cheapPivots = 20

  /// What can be proved of the optimum from a basis, within a moment.
  private func bounds(_ form: ComputationalForm, basis: Basis) -> ObjectiveBounds {
    let start = ContinuousClock.now
    let moment = SolveMonitor(shouldStop: { ContinuousClock.now - start > .seconds(2) })
    guard var simplex = try? ExactSimplex(form, basis: basis, monitor: moment),
      let proof = try? simplex.optimalityCertificate()
    else { return ObjectiveBounds() }
    return proof.provenBounds(for: form.program)
  }

  /// The basis of all row activities: always regular, rarely good.
  static func logicalBasis(of program: LinearProgram) -> Basis {
    Basis(
      variables: Array(repeating: .atLower, count: program.variables.count),
      rows: Array(repeating: .basic, count: program.rows.count))
  }

  private static func crossedBounds(of program: LinearProgram) -> FarkasCertificate? {
    func areCrossed(_ lower: Bound, _ upper: Bound) -> Bool {
      guard case .finite(let low) = lower, case .finite(let high) = upper else { return false }
      return low > high
    }
    if let row = program.rows.firstIndex(where: { areCrossed($0.lower, $0.upper) }) {
      return .crossedRow(row)
    }
    if let variable = program.variables.firstIndex(where: { areCrossed($0.lower, $0.upper) }) {
      return .crossedVariable(variable)
    }
    return nil
  }
}

extension ExactSimplex {
  /// Whether pivots are cheap.
  var hasDirectFactors: Bool {
    if case .direct = factorization { true } else { false }
  }

  /// Finishes the work from the basis in hand and writes the certificate; `nil` when that takes more
  /// than `limit` pivots.
  mutating func conclude(limit: Int) throws(SolveError) -> Outcome? {
    let isPrimalFeasible = basic.indices.allSatisfy { excess(at: $0).isZero }
    let reducedCosts = reducedCosts(try multipliers())
    let isDualFeasible = reducedCosts.indices.allSatisfy {
      !isAttractive($0, reducedCost: reducedCosts[$0])
    }
    let end: SimplexEnd? =
      switch (isPrimalFeasible, isDualFeasible) {
      case (true, true): .optimal
      case (false, true): try runDual(reducedCosts: reducedCosts, limit: limit)
      case (_, false): try runPrimal(limit: limit)
      }
    switch end {
    case nil: return nil
    case .optimal:
      let atEnd =
        isPrimalFeasible && isDualFeasible ? reducedCosts : self.reducedCosts(try multipliers())
      uniqueness = Uniqueness(at: self, reducedCosts: atEnd)
      return .optimal(try optimalityCertificate())
    case .infeasible(let multipliers): return .infeasible(.multipliers(multipliers))
    case .unbounded(let ray):
      return .unbounded(
        UnboundednessCertificate(
          point: Array(value[..<form.variableCount]), ray: Array(ray[..<form.variableCount])))
    }
  }

  /// The point and the multipliers of the current basis: a proof when the basis is optimal.
  mutating func optimalityCertificate() throws(SolveError) -> OptimalityCertificate {
    let multipliers = try multipliers().rationals(of: form)
    return OptimalityCertificate(
      primal: Array(value[..<form.variableCount]),
      multipliers: form.program.sense == .maximize ? multipliers.map { -$0 } : multipliers)
  }
}
