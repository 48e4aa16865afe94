// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import LinearPrograms
import Rationals

/// Solves linear programs exactly: an oracle proposes a basis, rational arithmetic concludes.
///
///     let solution = try ExactSolver(oracle: NoOracle()).solve(program)
///     solution.outcome.verify(against: program)   // .valid, always
///
/// Every outcome carries a certificate, and is checked with it before it is returned. The answer does
/// not depend on the oracle; the time does.
public struct ExactSolver: Sendable {
  /// An outcome with the basis it was read from and what it cost.
  public struct Solution: Sendable {
    public var outcome: Outcome
    public var basis: Basis
    public var counters: SolveCounters
    /// The oracle's chatter.
    public var log: String
  }

  private let oracle: any BasisOracle
  private let shouldStop: @Sendable () -> Bool

  /// - Parameters:
  ///   - oracle: what proposes the basis.
  ///   - shouldStop: asked before every exact pivot; `true` ends the solve with ``SolveError/stopped``.
  public init(
    oracle: any BasisOracle, shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.oracle = oracle
    self.shouldStop = shouldStop
  }

  /// Solves the program, or throws ``SolveError``.
  ///
  /// Cost: one exact factorization, two triangular solves and one pass over the matrix when the
  /// proposed basis is optimal; a pivot costs a pair of solves and a pricing pass.
  public func solve(_ program: LinearProgram) throws(SolveError) -> Solution {
    if let crossed = Self.crossedBounds(of: program) {
      return Solution(
        outcome: .infeasible(crossed), basis: Self.logicalBasis(of: program),
        counters: SolveCounters(), log: "")
    }
    let proposal =
      oracle.proposeBasis(for: program, startingFrom: nil)
      ?? BasisProposal(basis: Self.logicalBasis(of: program))
    var simplex = try ExactSimplex(
      ComputationalForm(program), basis: proposal.basis, shouldStop: shouldStop)
    let outcome = try simplex.conclude()
    if case .invalid(let violations) = outcome.verify(against: program) {
      throw .certificateRejected(violations.map(\.description).joined(separator: "; "))
    }
    var counters = simplex.counters
    counters.oracleIterations = proposal.iterations
    return Solution(
      outcome: outcome, basis: simplex.basis, counters: counters, log: proposal.log)
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
  /// Finishes the work from the basis in hand and writes the certificate.
  mutating func conclude() throws(SolveError) -> Outcome {
    let isPrimalFeasible = basic.indices.allSatisfy { excess(at: $0).isZero }
    let multipliers = try multipliers()
    let reducedCosts = reducedCosts(ScaledMultipliers(multipliers, of: form))
    let isDualFeasible = reducedCosts.indices.allSatisfy {
      !isAttractive($0, reducedCost: reducedCosts[$0])
    }
    let pivotsBefore = counters.pivots
    let end: SimplexEnd
    switch (isPrimalFeasible, isDualFeasible) {
    case (true, true): end = .optimal
    case (false, true): end = try runDual(reducedCosts: reducedCosts)
    case (_, false): end = try runPrimal()
    }
    let primal = Array(value[..<form.variableCount])
    switch end {
    case .optimal:
      let isMaximization = form.program.sense == .maximize
      let proof = pivotsBefore == counters.pivots ? multipliers : try self.multipliers()
      return .optimal(
        OptimalityCertificate(
          primal: primal, multipliers: isMaximization ? proof.map { -$0 } : proof))
    case .infeasible(let multipliers):
      return .infeasible(.multipliers(multipliers))
    case .unbounded(let ray):
      return .unbounded(
        UnboundednessCertificate(point: primal, ray: Array(ray[..<form.variableCount])))
    }
  }
}
