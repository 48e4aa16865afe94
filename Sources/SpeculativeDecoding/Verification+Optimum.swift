// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
public import ExactSolving
import LinearPrograms
public import OptimalTransport
public import Rationals

extension Verification {
  /// The optimum of one draft law, found by two programs that share nothing but the law.
  public struct Optimum: Sendable {
    /// How the drafts are drawn.
    public let sampling: Sampling
    /// The law of the drafts.
    public let law: DraftLaw
    /// 1 − the optimum of the full coupling program.
    public let coupling: Rational
    /// The output law of the coupling found: its column sums.
    public let couplingLaw: [Rational]
    /// The optimum of the simplified acceptance program.
    public let acceptance: Rational
    /// The plan that the acceptance program's solution describes.
    public let plan: AcceptancePlan
    /// The minimum over token sets; `nil` where the target's support is too large to try them all.
    public let cut: MinimumCut?
    /// What the full program cost.
    public let couplingCost: ProgramCost
    /// What the simplified program cost.
    public let acceptanceCost: ProgramCost
  }

  /// The size of a linear program and what its exact solution took.
  public struct ProgramCost: Sendable {
    /// The rows of the program.
    public let rows: Int
    /// The variables of the program.
    public let variables: Int
    /// What solving it took.
    public let counters: SolveCounters
  }
}

/// Why an instance was not verified.
public enum VerificationError: Error, Sendable {
  /// The full coupling program of this law would be larger than allowed.
  case programTooLarge(sampling: String, variables: Int, limit: Int)
  /// A linear program was not solved.
  case solve(SolveError)
  /// A solver's plan is infeasible: a defect of this program.
  case plan(AcceptancePlanError)
  /// A program over distributions came out infeasible or unbounded: a defect of this program.
  case impossibleOutcome(String)
}

extension VerificationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .programTooLarge(let sampling, let variables, let limit):
      "the full coupling program for \(sampling) drafts would have "
        + (variables == .max ? "more variables than can be counted" : "\(variables) variables")
        + ", more than the limit of \(limit)"
    case .solve(let error): error.description
    case .plan(let error): "internal error: the solver's plan is infeasible: \(error)"
    case .impossibleOutcome(let status):
      "internal error: a transport program between distributions came out \(status)"
    }
  }
}

extension Verification.Optimum {
  /// Solves both programs of one draft law.
  ///
  /// Cost: two exact solves; the coupling program has (tuples × tokens) variables.
  init(
    _ sampling: Sampling, of instance: Instance, solver: ExactSolver
  ) throws(VerificationError) {
    let law: DraftLaw
    do {
      law = try DraftLaw(sampling, draft: instance.draft, drafts: instance.drafts)
    } catch {
      preconditionFailure("an Instance has a draft law: \(error)")
    }
    let transport = law.transport(to: instance.target)

    let coupling = CouplingProgram(transport)
    let (rejected, couplingSolution) = try Self.optimum(of: coupling.program, solver)
    let acceptance = AcceptanceProgram(transport)
    let (accepted, acceptanceSolution) = try Self.optimum(of: acceptance.program, solver)

    self.sampling = sampling
    self.law = law
    self.coupling = 1 - rejected.objective
    couplingLaw = coupling.plan(primal: rejected.primal)
      .inflow(sinkCount: instance.target.count)
    self.acceptance = accepted.objective
    do {
      plan = try AcceptancePlan(
        law: law, target: instance.target, accepted: acceptance.plan(primal: accepted.primal))
    } catch {
      throw .plan(error)
    }
    cut = MinimumCut.bySubsets(of: transport)
    couplingCost = .init(coupling.program, couplingSolution)
    acceptanceCost = .init(acceptance.program, acceptanceSolution)
  }

  private static func optimum(
    of program: LinearProgram, _ solver: ExactSolver
  ) throws(VerificationError) -> (
    (objective: Rational, primal: [Rational]), ExactSolver.Solution
  ) {
    let solution: ExactSolver.Solution
    do {
      solution = try solver.solve(program)
    } catch {
      throw .solve(error)
    }
    guard case .optimal(let certificate) = solution.outcome else {
      throw .impossibleOutcome(solution.outcome.status)
    }
    return ((program.objective(at: certificate.primal), certificate.primal), solution)
  }
}

extension Verification.ProgramCost {
  init(_ program: LinearProgram, _ solution: ExactSolver.Solution) {
    rows = program.rows.count
    variables = program.variables.count
    counters = solution.counters
  }
}
