// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// SpecHub's plan: the hub, the pairs, and the plan as a rule.
extension Explanation {
  func hubSections(_ plan: SpecHubPlan) -> [Document.Section] {
    let ledger = HubLedger(plan)
    if q[plan.hub] == 1 {
      return [hubChoice(plan), certainPair(plan), hubRule(plan, ledger)].compactMap { $0 }
    }
    return [
      hubChoice(plan), pairs(plan, ledger), tokensPaid(plan, ledger), hubPaid(plan, ledger),
      hubRule(plan, ledger),
    ].compactMap { $0 }
  }

  private func hubChoice(_ plan: SpecHubPlan) -> Document.Section {
    let hub = view.name(plan.hub)
    var section = Document.Section("The hub")
    let mode = instance.draft.mode
    if q[plan.hub] == q[mode] {
      let tied = q.indices.filter { q[$0] == q[mode] }
      section.say(
        tied.count == 1
          ? "The hub is \(hub), the token that the small model thinks most probable."
          : "The hub is \(hub). \(tied.count) tokens are equally probable for the small model, "
            + "\(view.set(tied)); \(plan.hub == tied[0] ? "the first is taken" : "the instance names this one")."
      )
    } else {
      section.say(
        "The instance names \(hub) as the hub. The most probable token would be \(view.name(mode))."
      )
    }
    section.show(Statement("q(\(hub))", is: q[plan.hub]))
    guard q[plan.hub] != 1 else { return section }
    section.say(
      "Every pair contains the hub, so every purse can pay it. Another token x is in the pair with "
        + "probability q(x)/(1 − q(\(hub))): against a single draft its chance is multiplied by")
    section.show(
      Statement(
        "1 / (1 − q(\(hub)))", 1 / (1 - .number(q[plan.hub])), is: (1 - q[plan.hub]).reciprocal ?? 0
      ))
    section.say("The more probable the hub, the larger this factor for all the others.")
    let candidates = instance.draft.support
    if view.others == 0, candidates.count > 1 {
      section.say(
        "Any token could be the hub; the plan below is the best for the pairs of any hub. The drafts are "
          + "drawn before p is known, so q alone has to choose. With p known too, the acceptance would be"
      )
      var table = NumberTable(["hub", "drafted q", "factor", "acceptance"])
      for token in candidates {
        let rate = SpecHubPlan.acceptanceRate(
          target: instance.target, draft: instance.draft, hub: token)
        table.add(view.name(token), [q[token], (1 - q[token]).reciprocal ?? 0, rate])
      }
      section.show(table)
    }
    return section
  }

  /// q(a) = 1: there is no other token to make a pair with.
  private func certainPair(_ plan: SpecHubPlan) -> Document.Section {
    let hub = view.name(plan.hub)
    var section = Document.Section("The only pair")
    section.say(
      "The small model is certain: it draws no other token. Both drafts are \(hub), and there is one "
        + "purse, which holds everything and can pay \(hub) alone. It pays what \(hub) is owed.")
    section.show([
      Statement("Q(\(hub), \(hub))", is: 1),
      Statement("paid to \(hub)", .least(1, .number(p[plan.hub])), is: plan.acceptanceRate),
    ])
    return section
  }

  private func pairs(_ plan: SpecHubPlan, _ ledger: HubLedger) -> Document.Section {
    let hub = view.name(plan.hub)
    var section = Document.Section("The pairs and their masses")
    section.say(
      "The first draft is drawn from q. If it is not \(hub), then \(hub) is put beside it: the pair "
        + "(x, \(hub)). If it is \(hub), the second draft is drawn from q without \(hub), whose "
        + "probabilities are divided by 1 − q(\(hub)): the pair (\(hub), x). So")
    var lines: [Statement] = []
    for token in examples(of: plan) {
      let name = view.name(token)
      lines.append(Statement("Q(\(name), \(hub)) = q(\(name))", is: ledger.tokenFirst[token]))
      lines.append(
        Statement(
          "Q(\(hub), \(name)) = q(\(hub)) · q(\(name)) / (1 − q(\(hub)))",
          .number(q[plan.hub]) * .number(q[token]) / (1 - .number(q[plan.hub])),
          is: ledger.hubFirst[token]))
    }
    section.show(lines)
    let both = zip(ledger.tokenFirst, ledger.hubFirst).map { $0 + $1 }
    var table = NumberTable(
      ["x", "Q(x, \(hub))", "Q(\(hub), x)", "x is drafted"], rules: [.sum(of: [1, 2], is: 3)])
    view.fill(&table, [ledger.tokenFirst, ledger.hubFirst, both], without: plan.hub)
    section.show(table)
    section.say("The purses hold 1 in all, and the hub comes first as often as q says:")
    section.show([
      Statement(
        "all pairs", .number(ledger.tokenFirst.sum()) + .number(ledger.hubFirst.sum()), is: 1),
      Statement("\(hub) comes first", view.sum(ledger.hubFirst), is: q[plan.hub]),
    ])
    return section
  }

  /// The first few tokens that make pairs: enough to see the formula at work.
  func examples(of plan: SpecHubPlan) -> [Int] {
    Array(view.shown.filter { $0 != plan.hub && !q[$0].isZero }.prefix(3))
  }

  /// The plan as a program would run it; `nil` when there is nothing to decide.
  private func hubRule(_ plan: SpecHubPlan, _ ledger: HubLedger) -> Document.Section? {
    let hub = view.name(plan.hub)
    var section = Document.Section("The plan as a rule")
    section.say(
      "A purse that holds Q and pays a token π accepts this token with probability π/Q when its drafts "
        + "come up. If it accepts neither draft, the token is drawn from the residual law of the next "
        + "section.")
    var table = NumberTable(
      ["drafts", "accept x", "accept \(hub)", "residual"], rules: [.one(sumOf: [1, 2, 3])])
    for token in view.shown where token != plan.hub && !q[token].isZero {
      let name = view.name(token)
      for (pair, whole, own, hubs) in [
        (
          "(\(name), \(hub))", ledger.tokenFirst, ledger.tokenFromTokenFirst,
          ledger.hubFromTokenFirst
        ),
        ("(\(hub), \(name))", ledger.hubFirst, ledger.tokenFromHubFirst, ledger.hubFromHubFirst),
      ] where !whole[token].isZero {
        let (accept, acceptHub) = (own[token] / whole[token], hubs[token] / whole[token])
        table.add(pair, [accept, acceptHub, 1 - accept - acceptHub])
      }
    }
    guard !table.rows.isEmpty else { return nil }
    section.show(table)
    return section
  }
}
