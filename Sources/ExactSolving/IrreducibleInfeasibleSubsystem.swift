// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import LinearPrograms

/// A reason why a program is infeasible that cannot be made shorter: constraints that contradict each
/// other, of which none can be spared (an *IIS*).
///
/// ```swift
/// // x + y ≥ 3 contradicts x ≤ 1 and y ≤ 1, and x − y = 0 has nothing to do with it.
/// var program = LinearProgram(sense: .minimize)
/// let sum = program.addRow("sum", lower: 3)
/// let difference = program.addEquation("difference", equals: 0)
/// program.addVariable(
///   "x", upper: 1, entries: [.init(row: sum, value: 1), .init(row: difference, value: 1)])
/// program.addVariable(
///   "y", upper: 1, entries: [.init(row: sum, value: 1), .init(row: difference, value: -1)])
///
/// let solution = try ExactSolver(oracle: NoOracle()).solve(program)
/// guard case .infeasible(let certificate) = solution.outcome else { fatalError("feasible") }
/// let reason = try IrreducibleInfeasibleSubsystem(
///   of: program, certificate: certificate, oracle: NoOracle())
/// reason.constraints.count                              // → 3
/// reason.certificate.verify(against: reason.program)    // → valid
/// ```
///
/// A constraint is one bound of a row or of a variable; an equation, or a fixed variable, counts as one
/// constraint. A program has many irreducible subsystems, and this is one of them: neither the one with
/// the fewest constraints (finding that is NP-hard), nor all that is wrong with the program.
///
/// Method: the constraints that a Farkas certificate leans on are infeasible by themselves. A deletion
/// filter solves them exactly without one: feasible means that this one is needed, for good; infeasible
/// brings a new certificate, and all that it does not lean on goes at once. The filter ends early, and
/// usually before the first solve, when the rank of the constraints shows that none can be spared.
///
/// Source: Chinneck and Dravnieks 1991, *Locating minimal infeasible constraint sets in linear
/// programs*; Gleeson and Ryan 1990, *Identifying minimally infeasible subsystems of inequalities*.
public struct IrreducibleInfeasibleSubsystem: Sendable, Hashable {
  /// One constraint of a program, by index.
  public enum Constraint: Sendable, Hashable {
    /// A bound of the row with this index.
    case row(Int, BoundSide)
    /// A bound of the variable with this index.
    case variable(Int, BoundSide)
  }

  /// The rows in ascending order, then the variables in ascending order.
  public let constraints: [Constraint]
  /// The program with all other bounds and the objective taken away: the same rows and variables, most
  /// of them free.
  public let program: LinearProgram
  /// A proof that ``program`` is infeasible, and so the program it was taken from.
  public let certificate: FarkasCertificate

  /// Shortens what `certificate` says of `program`.
  ///
  /// Throws ``SolveError/certificateRejected(_:)`` when the certificate does not prove the program
  /// infeasible, and ``SolveError/stopped(_:)`` when the monitor says stop.
  ///
  /// Cost: an elimination modulo a prime for every certificate, and at worst one exact solve for each
  /// constraint of the first one. The solves see only the rows that matter.
  public init(
    of program: LinearProgram, certificate: FarkasCertificate, oracle: any BasisOracle,
    monitor: SolveMonitor = .silent
  ) throws(SolveError) {
    try Self.demandValid(certificate, against: program)
    let solver = ExactSolver(oracle: oracle, monitor: monitor)
    var found = InfeasibleSubsystem(of: program, certificate)
    var needed: Set<Constraint> = []
    // What is needed in a set is needed in, and part of, every infeasible subset.
    while !found.isEvidentlyIrreducible,
      let candidate = found.constraints.first(where: { !needed.contains($0) })
    {
      if let less = try found.removing(candidate, solver: solver) {
        found = less
      } else {
        needed.insert(candidate)
      }
    }
    constraints = found.constraints
    self.certificate = found.certificate
    self.program = found.keeping(found.constraints)
    try Self.demandValid(self.certificate, against: self.program)
  }

  private static func demandValid(
    _ certificate: FarkasCertificate, against program: LinearProgram
  ) throws(SolveError) {
    if case .invalid(let violations) = certificate.verify(against: program) {
      throw .certificateRejected(violations.map(\.description).joined(separator: "; "))
    }
  }
}
