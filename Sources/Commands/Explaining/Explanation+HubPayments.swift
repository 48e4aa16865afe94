// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Who is paid by SpecHub's pairs: the tokens first, the hub from what is left.
extension Explanation {
  func tokensPaid(_ plan: SpecHubPlan, _ ledger: HubLedger) -> Document.Section {
    let hub = view.name(plan.hub)
    var section = Document.Section("Every other token is paid first")
    section.say(
      "A token x other than \(hub) is in two purses only, (x, \(hub)) and (\(hub), x). No one but x and "
        + "\(hub) can be paid from them, and \(hub) can be paid from anywhere. So x goes first: (x, \(hub)) "
        + "pays as much of p(x) as it can, then (\(hub), x) pays of what is still owed. A(x) is what x "
        + "gets.")
    var lines: [Statement] = []
    for token in examples(of: plan) {
      let name = view.name(token)
      lines += [
        Statement(
          "(\(name), \(hub)) pays \(name)",
          .least(.number(p[token]), .number(ledger.tokenFirst[token])),
          is: ledger.tokenFromTokenFirst[token]),
        Statement(
          "(\(hub), \(name)) pays \(name)",
          .least(
            .number(p[token]) - .number(ledger.tokenFromTokenFirst[token]),
            .number(ledger.hubFirst[token])),
          is: ledger.tokenFromHubFirst[token]),
        Statement(
          "A(\(name))",
          .number(ledger.tokenFromTokenFirst[token]) + .number(ledger.tokenFromHubFirst[token]),
          is: ledger.accepted(token)),
      ]
    }
    section.show(lines)
    var wanted = p
    wanted[plan.hub] = 0
    let still = zip(wanted, ledger.tokenFromTokenFirst).map { $0 - $1 }
    var accepted = p.indices.map(ledger.accepted)
    accepted[plan.hub] = 0
    var table = NumberTable(
      ["x", "owed p", "Q(x, \(hub))", "pays x", "still owed", "Q(\(hub), x)", "pays x", "A(x)"],
      rules: [
        .least(1, 2, is: 3), .difference(1, 3, is: 4), .least(4, 5, is: 6),
        .sum(of: [3, 6], is: 7),
      ])
    view.fill(
      &table,
      [
        wanted, ledger.tokenFirst, ledger.tokenFromTokenFirst, still, ledger.hubFirst,
        ledger.tokenFromHubFirst, accepted,
      ], without: plan.hub)
    section.show(table)
    section.say(
      "In short A(x) = min(p(x), q(x)/(1 − q(\(hub)))): what x is owed, or all that its purses hold."
    )
    return section
  }

  func hubPaid(_ plan: SpecHubPlan, _ ledger: HubLedger) -> Document.Section {
    let hub = view.name(plan.hub)
    let owed = p[plan.hub]
    let (leftFirst, leftSecond) = (ledger.leftTokenFirst, ledger.leftHubFirst)
    let (first, second) = (leftFirst.sum(), leftSecond.sum())
    var section = Document.Section("The hub is paid from what is left over")
    section.say(
      "Let L₁ be what is left in the purses (x, \(hub)), and L₂ what is left in the purses (\(hub), x)."
    )
    func leftOver(_ whole: [Rational], _ paid: [Rational], _ left: [Rational]) -> Expression {
      guard view.shown.count <= 4 else { return view.sum(left) }
      let terms = zip(whole, paid).map { whole, paid -> Expression in
        paid.isZero ? .number(whole) : .number(whole) - .number(paid)
      }
      return view.sum(terms, rest: view.rest(left))
    }
    section.show([
      Statement(
        "L₁", leftOver(ledger.tokenFirst, ledger.tokenFromTokenFirst, leftFirst), is: first),
      Statement("L₂", leftOver(ledger.hubFirst, ledger.tokenFromHubFirst, leftSecond), is: second),
    ])
    let others = plan.acceptanceRate - owed
    if owed.isZero {
      section.say(
        (first + second).isZero
          ? "The hub is owed nothing, and nothing is left."
          : "The hub is owed nothing. So what is left finds no one to pay; it goes to the residual."
      )
    } else {
      section.say(
        "The hub is owed \(owed.shown). The purses that begin with it pay first, and G₂ is what they "
          + "give; the other purses pay the rest, G₁.")
      section.show([
        Statement("G₂", .least(.number(owed), .number(second)), is: ledger.hubFromHubFirst.sum()),
        Statement(
          "G₁", .number(owed) - .number(ledger.hubFromHubFirst.sum()),
          is: ledger.hubFromTokenFirst.sum()
        ).and(.atMost, .number(first), named: "L₁"),
      ])
      section.say(
        "There is always enough for the hub, whatever p and q are: all purses hold 1, the other tokens "
          + "were paid no more than they are owed, and all debts together are 1.")
      section.show(
        Statement("L₁ + L₂", 1 - .number(others), is: first + second)
          .and(.atLeast, 1 - .number(1 - owed))
          .and(.equal, .number(owed), named: "p(\(hub))"))
      let shares = hubShares(plan, ledger)
      if !shares.isEmpty {
        section.say("Each purse gives in proportion to what it has left:")
        section.show(shares)
      }
    }
    section.say("So the purses pay in all")
    section.show(
      Statement(
        "acceptance", .number(owed) + view.sum(ledger.othersAccepted),
        is: plan.acceptanceRate))
    return section
  }

  /// What the first few purses that pay the hub give it.
  private func hubShares(_ plan: SpecHubPlan, _ ledger: HubLedger) -> [Statement] {
    let hub = view.name(plan.hub)
    var lines: [Statement] = []
    for token in view.shown where lines.count < 4 {
      let name = view.name(token)
      for (pair, left, given) in [
        ("(\(hub), \(name))", ledger.leftHubFirst, ledger.hubFromHubFirst),
        ("(\(name), \(hub))", ledger.leftTokenFirst, ledger.hubFromTokenFirst),
      ] where !given[token].isZero {
        lines.append(
          Statement(
            "\(pair) pays \(hub)",
            .number(left[token]) * (.number(given.sum()) / .number(left.sum())), is: given[token]))
      }
    }
    return lines
  }
}
