// SPDX-License-Identifier: GPL-3.0-or-later

public import ExactSolving
import OptimalTransport
import Rationals

extension Verification {
  /// Verifies an instance.
  ///
  /// - Parameters:
  ///   - instance: what to verify.
  ///   - solver: solves the linear programs; its answers come with certificates, checked before use.
  ///   - variableLimit: the largest coupling program allowed; nothing is solved beyond it.
  ///   - closedForm: SpecHub's plan for the instance and hub; a test injects a broken one to see the
  ///     claims fail.
  ///   - progress: told what is being solved.
  public init(
    _ instance: Instance, solver: ExactSolver, variableLimit: Int = .max,
    closedForm: (Instance, _ hub: Int?) -> (plan: SpecHubPlan, kernel: Kernel) = Self.specHub,
    progress: (String) -> Void = { _ in }
  ) throws(VerificationError) {
    let samplings = Self.samplings(of: instance)
    for sampling in samplings {
      try Self.checkSize(of: instance, sampling, limit: variableLimit)
    }
    var optima: [Optimum] = []
    for sampling in samplings {
      progress("solving both programs for \(sampling.name) drafts")
      optima.append(try Optimum(sampling, of: instance, solver: solver))
    }
    progress("checking the claims")
    var hub: Int?
    if case .hub(let token) = instance.sampling { hub = token }
    let closedForm = instance.drafts == 2 ? closedForm(instance, hub) : nil

    self.instance = instance
    self.optima = optima
    specHub = closedForm?.plan
    baselines = Baselines(instance)
    claims = ClaimList(instance, optima, closedForm, baselines).claims
  }

  /// SpecHub's closed form and the rule that carries it out.
  public static func specHub(_ instance: Instance, hub: Int?) -> (plan: SpecHubPlan, kernel: Kernel)
  {
    let plan = SpecHubPlan(target: instance.target, draft: instance.draft, hub: hub)
    do {
      return (plan, try plan.acceptancePlan().kernel)
    } catch {
      preconditionFailure("SpecHub's closed form is feasible: \(error)")
    }
  }

  private static func samplings(of instance: Instance) -> [Sampling] {
    var samplings: [Sampling] = [.iid, .withoutReplacement]
    if instance.drafts == 2 {
      if case .hub = instance.sampling {
        samplings.append(instance.sampling)
      } else {
        samplings.append(.hub(token: nil))
      }
    }
    if !samplings.contains(where: { $0.name == instance.sampling.name }) {
      samplings.append(instance.sampling)
    }
    return samplings
  }

  private static func checkSize(
    of instance: Instance, _ sampling: Sampling, limit: Int
  ) throws(VerificationError) {
    let tuples = DraftLaw.tupleCount(
      of: instance.draft, drafts: instance.drafts, sampling: sampling)
    let (variables, overflow) =
      tuples.multipliedReportingOverflow(by: instance.target.support.count)
    guard !overflow && variables <= limit else {
      throw .programTooLarge(
        sampling: sampling.name, variables: overflow ? .max : variables, limit: limit)
    }
  }
}

/// Collects the claims about one instance.
private struct ClaimList {
  private(set) var claims: [Verification.Claim] = []
  private let instance: Instance

  init(
    _ instance: Instance, _ optima: [Verification.Optimum],
    _ closedForm: (plan: SpecHubPlan, kernel: Kernel)?, _ baselines: Verification.Baselines
  ) {
    self.instance = instance
    let optimum = Dictionary(uniqueKeysWithValues: optima.map { ($0.sampling.name, $0) })

    if let closedForm, let hub = optimum["hub"] {
      add("closed-form-is-optimal", "hub", closedForm.plan.acceptanceRate, .equal, hub.acceptance)
      add(
        "closed-form-is-optimal", "hub kernel", closedForm.kernel.acceptanceRate, .equal,
        hub.acceptance)
    }
    for optimum in optima {
      add(
        "simplified-equals-full", optimum.sampling.name, optimum.acceptance, .equal,
        optimum.coupling)
    }
    for optimum in optima {
      if let cut = optimum.cut {
        add("cut-equals-lp", optimum.sampling.name, cut.value, .equal, optimum.acceptance)
      }
    }
    if let optimum = optimum["iid"] {
      add("rrs-below-otm", "iid", baselines.rrs, .atMost, optimum.acceptance)
    }
    if let optimum = optimum["without-replacement"] {
      add("rrsw-below-otm", "without-replacement", baselines.rrsw, .atMost, optimum.acceptance)
    }
    for optimum in optima {
      let name = optimum.sampling.name
      addMarginal("\(name) coupling", optimum.couplingLaw)
      addMarginal("\(name) plan", optimum.plan.kernel.outputLaw)
    }
    if let closedForm { addMarginal("SpecHub", closedForm.kernel.outputLaw) }
    for (name, replacement) in [("RRS", true), ("RRSw", false)] {
      let rule = RecursiveRejection(
        target: instance.target, draft: instance.draft, drafts: instance.drafts,
        replacement: replacement)
      addMarginal(name, rule.kernel.outputLaw)
    }
    let single = RecursiveRejection.single(target: instance.target, draft: instance.draft)
    addMarginal("single draft", single.kernel.outputLaw)
  }

  private mutating func add(
    _ id: String, _ subject: String, _ left: Rational, _ relation: Verification.Claim.Relation,
    _ right: Rational
  ) {
    claims.append(
      .init(id: id, subject: subject, left: left, relation: relation, right: right))
  }

  /// The total variation between an output law and the target is 0.
  private mutating func addMarginal(_ subject: String, _ law: [Rational]) {
    let deviation = Deviation(of: law, from: instance.target)
    add("marginal-preserved", subject, deviation.totalVariation, .equal, 0)
  }
}
