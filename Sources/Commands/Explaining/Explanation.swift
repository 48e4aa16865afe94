// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// The derivation of the best rule for an instance, in words and numbers.
///
/// Everything is told as a payment of debts: token x is owed p(x), a tuple of drafts of probability Q is
/// a purse that holds Q and pays only tokens that it contains, and what is paid is accepted. The numbers
/// come from the closed forms and certificates of the library; the expressions beside them are evaluated
/// anew from numbers shown before, and ``Document/defects`` compares the two.
///
/// Cost: that of the optimum and one sort; a vocabulary of 32,000 tokens takes about a second.
struct Explanation {
  let instance: Instance
  let view: TokenView
  let problem: AcceptanceProblem
  let optimum: OptimalAcceptance
  let order: LikelihoodOrder
  /// SpecHub's plan, when the drafts are its pairs.
  let plan: SpecHubPlan?
  private(set) var document: Document

  var p: [Rational] { instance.target.probabilities }
  var q: [Rational] { instance.draft.probabilities }
  /// α; `nil` for a number of too many digits.
  var alpha: Rational? { optimum.certificate.acceptance.exact }
  /// H.
  var cut: [Int] { optimum.certificate.cut }

  /// - Parameter tokenLimit: the most tokens that are spelled out, unless left to ``TokenView``.
  init(_ instance: Instance, tokenLimit: Int? = nil) throws(AcceptanceProblemError) {
    self.instance = instance
    problem = try instance.acceptanceProblem()
    optimum = OptimalAcceptance(problem)
    order = LikelihoodOrder(target: instance.target, draft: instance.draft)
    var always: [Int] = []
    if case .hub(let token) = instance.sampling {
      let plan = SpecHubPlan(target: instance.target, draft: instance.draft, hub: token)
      always = [plan.hub]
      self.plan = plan
    } else {
      plan = nil
    }
    view = TokenView(instance, limit: tokenLimit, always: always)
    document = Document(title: "")
    document.title = title
    document.sections = sections
  }

  private var title: String {
    let subject =
      switch instance.sampling {
      case .hub: "SpecHub"
      case .iid: "The best rule for independent drafts"
      case .withoutReplacement: "The best rule for drafts without replacement"
      case .greedy: "Greedy drafting with its best rule"
      case .joint: "The best rule for the given drafts"
      }
    return "\(subject), step by step" + (instance.name.map { ": \($0)" } ?? "")
  }

  private var sections: [Document.Section] {
    var sections = [question, oneDraft]
    guard alpha != nil, let accepted = optimum.accepted else {
      return sections + [reach, enclosedBound]
    }
    if instance.drafts > 1 || isJoint {
      switch problem.law {
      case .fixed(let tokens):
        sections += plan.map(hubSections) ?? fixedSections(tokens)
      case .independent, .pairWithoutReplacement:
        sections +=
          [reach, tightestBound, stretched(accepted)] + [payers(accepted)].compactMap { $0 }
      case .listed:
        sections += [listed] + [payers(accepted)].compactMap { $0 }
      }
    }
    sections += [residual(accepted), outputLaw(accepted), optimality]
    return sections + [rejection].compactMap { $0 }
  }

  var isJoint: Bool { if case .joint = instance.sampling { true } else { false } }

  /// The answer of `explain --json`.
  var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let name = instance.name { members.append(.init("name", .string(name))) }
    members += [
      .init("title", .string(document.title)), .init("sampling", .string(instance.sampling.name)),
      .init("drafts", .integer(instance.drafts)),
      .init("hub", plan.map { .integer($0.hub) } ?? .null),
      .init("alpha", optimum.certificate.acceptance.json),
      .init("cut", .array(cut.map(JSONValue.integer))),
      .init("holds", .bool(document.defects.isEmpty)), .init("sections", document.json),
    ]
    return .object(members)
  }
}
