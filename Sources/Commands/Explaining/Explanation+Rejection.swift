// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Recursive rejection sampling on the same instance, round by round, and what it loses.
extension Explanation {
  var rejection: Document.Section? {
    guard instance.drafts > 1, instance.drafts <= DraftedSetLaw.draftLimit, !isJoint else {
      return nil
    }
    if case .withoutReplacement = instance.sampling { return rejectionWithoutReplacement }
    return independentRejection
  }

  private var independentRejection: Document.Section? {
    guard let alpha else { return nil }
    let rule = RecursiveRejection(
      target: instance.target, draft: instance.draft, drafts: instance.drafts, replacement: true)
    let left = rule.thresholds.map { order.excess(over: $0) }
    var section = Document.Section("Rejection sampling beside it, round by round")
    section.say(
      "Recursive rejection sampling (RRS) draws \(instance.drafts) drafts independently and tries them "
        + "in turn. In each round the purses of q are filled anew with what no draft has paid yet, and "
        + "the purse of x can pay x alone. (That is the usual rule in other words: accept x with "
        + "probability min(1, p′(x)/q(x)), where p′ is what is still owed, divided by its sum.)")
    guard left[instance.drafts] != 1 else {
      section.say("Here no purse ever pays anything, in no round. RRS accepts nothing either.")
      return section
    }
    var owed = p
    let shown = min(instance.drafts, 3)
    for round in 1...shown where !left[round - 1].isZero {
      let offered = q.map { left[round - 1] * $0 }
      let paid = zip(owed, offered).map { min($0, $1) }
      let wasted = zip(offered, paid).map { $0 - $1 }
      section.say(
        round == 1
          ? "Round 1, all of 1 to be paid:"
          : "Round \(round), reached with probability \(left[round - 1].shown), which is what round "
            + "\(round - 1) left:")
      var table = NumberTable(
        ["token", "owed", "offered", "paid", "left"],
        rules: [.least(1, 2, is: 3), .difference(2, 3, is: 4)])
      view.fill(&table, [owed, offered, paid, wasted])
      section.show(table)
      section.show(
        Statement(
          "left after round \(round)", .number(left[round - 1]) - .number(paid.sum()),
          is: left[round]))
      let useless = owed.indices.map { owed[$0].isZero ? offered[$0] : 0 }
      if round > 1, !useless.sum().isZero {
        section.say("Of this offer some fell on tokens that were owed nothing any more:")
        section.show(
          Statement("offered in vain", view.sum(useless), is: useless.sum()))
      }
      owed = zip(owed, paid).map { $0 - $1 }
    }
    if left[shown].isZero {
      section.say("Nothing is owed any more.")
    } else if instance.drafts > shown {
      section.say(
        "So it goes on for the other \(instance.drafts - shown) "
          + "\(instance.drafts - shown == 1 ? "round" : "rounds").")
    }
    let acceptance = 1 - left[instance.drafts]
    let rounds = zip(left, left.dropFirst()).map { Expression.number($0 - $1) }
    section.show(
      Statement(
        "acceptance of RRS",
        rounds.count <= 6 ? .total(rounds) : 1 - .number(left[instance.drafts]),
        is: rule.acceptanceRate))
    compare(acceptance, with: alpha, in: &section)
    return section
  }

  private var ruleName: String {
    switch instance.sampling {
    case .hub: "SpecHub"
    case .greedy: "greedy drafting"
    default: "the rule above"
    }
  }

  /// The difference, and which part of it is the rule's and which the drafts'.
  private func compare(
    _ rejection: Rational, with alpha: Rational, in section: inout Document.Section
  ) {
    let name = ruleName
    if rejection == alpha {
      section.say("On this instance RRS accepts exactly as often as \(name).")
    } else if rejection < alpha {
      section.say("So \(name) accepts more often, by")
      section.show(
        Statement("difference", .number(alpha) - .number(rejection), is: alpha - rejection))
    } else {
      section.say("On this instance RRS accepts more often than \(name), by")
      section.show(
        Statement("difference", .number(rejection) - .number(alpha), is: rejection - alpha))
      section.say(
        "That contradicts nothing. \(name.prefix(1).uppercased() + name.dropFirst()) is the best rule "
          + "for its own drafts; RRS has other drafts, and these suit p better here.")
    }
    if case .independent = problem.law {
      if rejection < alpha {
        section.say(
          "The drafts are the same. RRS loses this because it decides on each draft without looking at "
            + "the next.")
      }
      return
    }
    guard rejection != 1, let best = independentOptimum, best != alpha || best != rejection else {
      return
    }
    section.say(
      "Two things differ, the rule and the drafts. With independent drafts the best of all rules accepts "
        + "\(best.shown) (spechub explain shows it with \"sampling\": \"iid\").")
    var lines: [Statement] = []
    if best > rejection {
      lines.append(
        Statement("lost by the rule", .number(best) - .number(rejection), is: best - rejection))
    }
    if best < alpha {
      lines.append(
        Statement("lost by the drafts", .number(alpha) - .number(best), is: alpha - best))
    } else if best > alpha {
      lines.append(
        Statement("gained by the drafts", .number(best) - .number(alpha), is: best - alpha))
    }
    section.say(
      best == rejection
        ? "So RRS is as good as any rule with its drafts, and the drafts alone make the difference:"
        : best == alpha
          ? "So the drafts make no difference, and its rule alone costs RRS"
          : "So of the difference RRS owes to its rule and to its drafts:")
    section.show(lines)
  }

  /// The largest acceptance of any rule for independent drafts.
  private var independentOptimum: Rational? {
    guard let law = try? DraftedSetLaw.iid(drafts: instance.drafts),
      let independent = try? AcceptanceProblem(
        target: problem.target, draft: problem.draft, law: law)
    else { return nil }
    return OptimalAcceptance(independent).certificate.acceptance.exact
  }

  private var rejectionWithoutReplacement: Document.Section? {
    guard let alpha, p.count <= 64, instance.drafts == 2 else { return nil }
    let rule = RecursiveRejection(
      target: instance.target, draft: instance.draft, drafts: 2, replacement: false)
    var section = Document.Section("Rejection sampling beside it")
    let paid = zip(p, q).map { min($0, $1) }
    let owed = zip(p, paid).map { $0 - $1 }
    let rejected = zip(q, paid).map { $0 - $1 }
    let left = rejected.sum()
    section.say(
      "Rejection sampling without replacement (RRSw) has the same drafts and tries them in turn. The first "
        + "round is the single draft of above.")
    section.show(Statement("paid in round 1", view.sum(paid), is: 1 - left))
    if left.isZero {
      section.say("Nothing is owed any more, and no second draft is needed.")
      return section
    }
    section.say(
      "If the first draft z is rejected, which has probability P(z), the second is drawn from q without z. "
        + "In this case the debts are the share P(z)/(\(left.shown)) of what is still owed, and the purse of "
        + "x holds P(z)·q(x)/(1 − q(z)). Again each pays the smaller of the two, x by x.")
    let second = q.indices.map { z -> Rational in
      guard !rejected[z].isZero, q[z] != 1 else { return 0 }
      return q.indices.filter { $0 != z }.map { x in
        min(rejected[z] * q[x] / (1 - q[z]), owed[x] * rejected[z] / left)
      }.sum()
    }
    let lost = zip(rejected, second).map { $0 - $1 }
    var table = NumberTable(
      ["z", "P(z)", "second draft accepted", "lost"], rules: [.difference(1, 2, is: 3)])
    view.fill(&table, [rejected, second, lost])
    section.show(table)
    section.show(
      Statement(
        "acceptance of RRSw", .number(1 - left) + .number(second.sum()), is: rule.acceptanceRate))
    let difference = alpha - rule.acceptanceRate
    if difference.isZero {
      section.say("Here that is as much as any rule can accept.")
    } else {
      section.say("The best rule for the same drafts accepts more, by")
      section.show(
        Statement("difference", .number(alpha) - .number(rule.acceptanceRate), is: difference))
      section.say("RRSw loses this because it decides on each draft without looking at the next.")
    }
    return section
  }
}
