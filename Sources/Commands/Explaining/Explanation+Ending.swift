// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// What every derivation ends with: the residual, the output law, and why no rule does better.
extension Explanation {
  func residual(_ accepted: [Rational]) -> Document.Section {
    var section = Document.Section("The residual")
    let alpha = alpha ?? 0
    let still = zip(p, accepted).map { $0 - $1 }
    guard alpha != 1 else {
      section.say(
        "Every token has been paid what it is owed. A draft is always accepted, and no residual law is "
          + "ever asked.")
      return section
    }
    let rest = 1 - alpha
    if alpha.isZero {
      section.say(
        "No draft is ever accepted. The token is always drawn from the residual law, which is p itself."
      )
    } else {
      section.say(
        "When no draft is accepted, the token is drawn from what is still owed. That happens with "
          + "probability r, and divided by r the debts left are a law.")
      section.show(Statement("r = 1 − acceptance", 1 - .number(alpha), is: rest))
    }
    let law = still.map { $0 / rest }
    var table = NumberTable(
      ["token", "owed p", "accepted A", "still owed", "residual law"],
      rules: [.difference(1, 2, is: 3)])
    view.fill(&table, [p, accepted, still, law])
    section.show(table)
    if !alpha.isZero {
      section.show(
        view.shown.filter { !still[$0].isZero }.prefix(2).map { token in
          Statement(
            "residual(\(view.name(token)))", .number(still[token]) / .number(rest), is: law[token])
        })
    }
    return section
  }

  func outputLaw(_ accepted: [Rational]) -> Document.Section {
    var section = Document.Section("The output law, token by token")
    let slots = plan.map { plan -> [[Rational]] in
      let (first, second) = plan.acceptedMassBySlot
      return [first, second]
    }
    var titles = ["token"] + (slots == nil ? ["accepted"] : ["as 1st draft", "as 2nd draft"])
    var columns = slots ?? [accepted]
    if alpha != 1 {
      titles.append("as residual")
      columns.append(zip(p, accepted).map { $0 - $1 })
    }
    guard columns.count > 1 else {
      section.say(
        "What is emitted is what is accepted, and each token is owed as much. The rule is lossless."
      )
      var table = NumberTable(["token", "emitted", "owed p"], rules: [.equal(1, 2)])
      view.fill(&table, columns + [p])
      section.show(table)
      return section
    }
    let parts = Array(1...columns.count)
    columns.append(p.indices.map { token in columns.map { $0[token] }.sum() })
    let emitted = columns.count
    section.say("What is emitted of each token adds up to what it is owed. The rule is lossless.")
    var table = NumberTable(
      titles + ["emitted", "owed p"],
      rules: [.sum(of: parts, is: emitted), .equal(emitted, emitted + 1)])
    view.fill(&table, columns + [p])
    section.show(table)
    return section
  }

  /// The bounds of single tokens where none of them binds.
  private func showBounds(in section: inout Document.Section) {
    guard view.others == 0, p.count > 1 else { return }
    section.say(
      "Where less is accepted, a set H of tokens is to blame: they are paid at most f(H), the probability "
        + "that some draft is in H, and the others at most what they are owed, p(outside H). Here no set "
        + "gives a bound below 1. For single tokens:")
    var table = NumberTable(
      ["H", "f(H)", "p(outside H)", "bound"], rules: [.sum(of: [1, 2], is: 3)])
    for token in view.shown {
      let reached = reach(of: [token]).value ?? 0
      table.add("{\(view.name(token))}", [reached, 1 - p[token], reached + 1 - p[token]])
    }
    section.show(table)
  }

  var optimality: Document.Section {
    var section = Document.Section("Why no rule can do better")
    guard let alpha else { return section }
    guard !cut.isEmpty else {
      section.say(
        "A draft is always accepted. No probability is larger than 1, so no rule can do better.")
      showBounds(in: &section)
      return section
    }
    guard !alpha.isZero else {
      section.say(
        "Take the set H = \(view.set(cut)): only its tokens are owed anything, and no draft is ever one "
          + "of them. So no rule can accept anything.")
      return section
    }
    let inside = Set(cut)
    let reached = reach(of: cut)
    let outside = p.indices.map { inside.contains($0) ? 0 : p[$0] }
    let outsideMass = outside.sum()
    section.say(
      "Take the set H = \(view.set(cut)). When a rule, any rule, emits a drafted token, this token is in "
        + "H or outside. If it is in H, some draft is in H; let f(H) be the probability of that. If it "
        + "is outside, the rule emits a token outside H, which a lossless rule does with probability "
        + "p(outside H).")
    section.show([
      Statement("f(H)", reached, is: alpha - outsideMass),
      outsideMass.isZero
        ? Statement("p(outside H)", is: 0)
        : Statement("p(outside H)", view.sum(outside), is: outsideMass),
      Statement(
        "f(H) + p(outside H)", .sum([.number(alpha - outsideMass), .number(outsideMass)]), is: alpha
      ),
    ])
    section.say(
      "So no rule for these drafts accepts more than \(alpha.shown). The rule above accepts exactly that: "
        + "it is one of the best.")
    return section
  }
}
