// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Some tokens are always drafted, and at most one more is drawn: greedy drafting.
extension Explanation {
  func fixedSections(_ fixed: [Int]) -> [Document.Section] {
    let names = view.set(fixed)
    let fixedMass = fixed.map { q[$0] }.sum()
    guard fixedMass != 1 else { return [allDrafted(fixed)] }
    let rest = 1 - fixedMass
    let isFixed = Set(fixed)
    let wanted = p.indices.map { isFixed.contains($0) ? 0 : p[$0] }
    let purse = p.indices.map { isFixed.contains($0) ? 0 : q[$0] / rest }
    let paid = zip(wanted, purse).map { min($0, $1) }
    let left = zip(purse, paid).map { $0 - $1 }

    var drafts = Document.Section("The drafts and their masses")
    drafts.say(
      "The tokens \(names) are drafted always; call this set G. One more token x is drawn from the rest "
        + "of q, whose probabilities are divided by 1 − q(G). So the purse of x, which contains x and all "
        + "of G, holds w(x) = q(x)/(1 − q(G)).")
    drafts.show([
      Statement("q(G)", .total(fixed.map { .number(q[$0]) }), is: fixedMass),
      Statement("1 / (1 − q(G))", 1 / (1 - .number(fixedMass)), is: rest.reciprocal ?? 0),
    ])

    var tokens = Document.Section("The drawn token is paid first")
    tokens.say(
      "A token outside G is in one purse only, and every purse can pay the tokens of G. So x goes first "
        + "and gets min(p(x), w(x)).")
    var table = NumberTable(
      ["x", "owed p", "purse w", "paid min(p, w)", "left in the purse"],
      rules: [.least(1, 2, is: 3), .difference(2, 3, is: 4)])
    for token in view.shown where !isFixed.contains(token) {
      table.add(view.name(token), [wanted, purse, paid, left].map { $0[token] })
    }
    if view.others > 0 {
      table.add(view.othersName, [wanted, purse, paid, left].map(view.rest), isSum: true)
    }
    table.add("all", [wanted, purse, paid, left].map { $0.sum() }, isSum: true)
    tokens.show(table)

    var hubs = Document.Section("The fixed tokens are paid from what is left over")
    let owed = fixed.map { p[$0] }.sum()
    let leftOver = left.sum()
    if owed.isZero {
      hubs.say("The tokens of G are owed nothing; what is left in the purses goes to the residual.")
    } else {
      hubs.say(
        "All purses hold 1, the drawn tokens were paid no more than they are owed, and all debts "
          + "together are 1. So what is left is enough for G:")
      hubs.show(
        Statement("left over", 1 - .number(paid.sum()), is: leftOver)
          .and(.atLeast, .total(fixed.map { .number(p[$0]) })).and(
            .equal, .number(owed), named: "p(G)"))
      hubs.say(
        "Each purse pays the tokens of G in proportion to what it has left and to what they are owed."
      )
    }
    hubs.say("So the purses pay in all")
    hubs.show(Statement("acceptance", .number(owed) + view.sum(paid), is: alpha ?? 0))
    return [drafts, tokens, hubs]
  }

  /// All that q supports is drafted.
  private func allDrafted(_ fixed: [Int]) -> Document.Section {
    var section = Document.Section("The drafts and who is paid")
    section.say(
      "The drafts are always the same: \(view.set(fixed)), all that the small model ever draws. There is "
        + "one purse, which holds 1, and it pays each of them what it is owed.")
    section.show(
      Statement("acceptance", .total(fixed.map { .number(p[$0]) }), is: alpha ?? 0))
    return section
  }
}
