// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
public import OptimalTransport
import Rationals

/// A rule that attains the largest acceptance, in the most compact form that there is for its drafts.
public enum OptimalRule: Sendable {
  /// Independent drafts, any vocabulary.
  case exchanges(ExchangePlan)
  /// Two drafts without replacement, a vocabulary of toy size.
  case twoSlots(TwoSlotPlan)
  /// Any law that can be listed: a maximum flow, tuple by tuple.
  case flow(AcceptancePlan)

  /// The largest number of tuples for which a rule is listed.
  public static let tupleLimit = 200_000

  /// The rule for an optimum, checked; a description of what is wrong is a defect of this program.
  ///
  /// `instance` is asked for only when the law has to be listed.
  public init(
    _ optimum: OptimalAcceptance, instance: () throws -> Instance
  ) throws {
    if let plan = ExchangePlan(optimum) {
      if let violation = plan.violation() { throw OptimalRuleError.defect(violation) }
      self = .exchanges(plan)
    } else if optimum.problem.count <= TwoSlotPlan.vocabularyLimit,
      let plan = TwoSlotPlan(optimum)
    {
      guard plan.isOptimal else { throw OptimalRuleError.defect("the winner's law is not B") }
      self = .twoSlots(plan)
    } else {
      let instance = try instance()
      let tuples = DraftLaw.tupleCount(
        of: instance.draft, drafts: instance.drafts, sampling: instance.sampling)
      guard tuples <= Self.tupleLimit else {
        throw OptimalRuleError.tooLarge(tuples: tuples, limit: Self.tupleLimit)
      }
      let law = try DraftLaw(
        instance.sampling, draft: instance.draft, drafts: instance.drafts)
      let accepted = law.transport(to: instance.target).largestAcceptance().plan
      let plan = try AcceptancePlan(law: law, target: instance.target, accepted: accepted)
      guard plan.acceptanceRate == optimum.exactAcceptance else {
        throw OptimalRuleError.defect("the flow accepts \(plan.acceptanceRate)")
      }
      self = .flow(plan)
    }
  }

  /// What is accepted from these drafts; `nil` when they are never drawn.
  public func answer(to drafts: [Int]) -> DraftAnswer? {
    switch self {
    case .exchanges(let plan): return drafts.count == plan.drafts ? plan.answer(to: drafts) : nil
    case .twoSlots(let plan): return plan.answer(to: drafts)
    case .flow(let plan):
      guard let index = plan.law.entries.firstIndex(where: { $0.drafts == drafts }) else {
        return nil
      }
      let entry = plan.law.entries[index]
      var accepted: [Int: Rational] = [:]
      for token in entry.drafts { accepted[token] = 0 }
      for move in plan.accepted.moves[index] {
        accepted[move.sink] = move.mass / entry.probability
      }
      return DraftAnswer(
        accepted: accepted.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
  }
}

/// Why there is no rule.
public enum OptimalRuleError: Error, Sendable, Hashable {
  /// The law has too many tuples to list, and no compact rule is known for it.
  case tooLarge(tuples: Int, limit: Int)
  /// A rule that was found is wrong.
  case defect(String)
}

extension OptimalRuleError: CustomStringConvertible {
  /// The message for a person.
  public var description: String {
    switch self {
    case .tooLarge(let tuples, let limit):
      "the rule would have to be listed for "
        + (tuples == .max ? "more tuples than can be counted" : "\(tuples) tuples")
        + ", more than \(limit); independent drafts have a compact one at any size"
    case .defect(let reason): "internal error: the rule is wrong: \(reason)"
    }
  }
}
