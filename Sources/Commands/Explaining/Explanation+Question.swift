// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// What is asked, and the answer for a single draft.
extension Explanation {
  var question: Document.Section {
    var section = Document.Section("The question")
    section.say(
      "A large model wants the next token to have the law p. A small model guesses it, faster, from a "
        + "law q of its own. \(drawing) A rule looks at \(instance.drafts == 1 ? "it" : "them") and "
        + "emits one token.")
    section.say(
      "The rule must be lossless: the token that it emits has the law p exactly. And it should emit a "
        + "drafted token as often as it can, for each accepted draft is a token gained. How often that "
        + "is we call its acceptance.")
    section.say(
      "Read p as debts: token x is owed p(x). Read the drafts as purses: drafts that come with "
        + "probability Q are a purse that holds Q, and a purse can pay only tokens that are in it. What "
        + "purses pay is accepted. What is still owed then is paid from a residual law that asks no "
        + "draft.")
    var table = NumberTable(["token", "owed p", "drafted q"])
    view.fill(&table, [p, q])
    section.show(table)
    if let remark { section.say(remark) }
    if view.others > 0 {
      section.say(
        "Of \(p.count) tokens the \(view.shown.count) that one of the models thinks most probable are "
          + "spelled out. The row \"\(view.othersName)\" adds up the rest, each treated in the same "
          + "way; in a sum it is the last term.")
    }
    if isLong {
      section.say(
        "A fraction too long to print is shown as a decimal that ends in \"…\". Every equation holds "
          + "between the fractions themselves.")
    }
    return section
  }

  private var isLong: Bool {
    zip(p, q).contains { $0.isAbridged || $1.isAbridged }
  }

  private var drawing: String {
    let count = instance.drafts
    if count == 1 && !isJoint { return "One guess, the draft, is drawn from q." }
    return switch instance.sampling {
    case .iid: "It guesses \(Self.times(count)), independently: these are the drafts."
    case .withoutReplacement:
      "It guesses \(Self.times(count)), each time from q without the tokens guessed before: these are the "
        + "drafts."
    case .hub:
      "It guesses a pair of tokens, the drafts. One of the two is always the same token, the hub."
    case .greedy:
      "It offers \(count) drafts: its \(count == 2 ? "most probable token" : "\(count - 1) most probable tokens"), and one more drawn from the rest of q."
    case .joint:
      "The drafts, \(count) at a time, are drawn together by a law that the instance lists."
    }
  }

  private static func times(_ count: Int) -> String {
    switch count {
    case 1: "once"
    case 2: "twice"
    case 3: "three times"
    case 4: "four times"
    default: "\(count) times"
    }
  }

  private var remark: String? {
    if p.count == 1 {
      return
        "With one token there is nothing to guess wrong. The steps below say so in their own way."
    }
    if p == q { return "Here the two models agree: p = q." }
    if zip(p, q).allSatisfy({ $0.isZero || $1.isZero }) {
      return "Here no token is both wanted and drafted."
    }
    return nil
  }

  var oneDraft: Document.Section {
    var section = Document.Section("One draft")
    section.say(
      (instance.drafts == 1 ? "" : "Begin with a single draft drawn from q. ")
        + "The purse of draft x holds q(x). It can pay token x alone, which is owed p(x). So it pays the "
        + "smaller of the two, and no rule can make it pay more.")
    let paid = zip(p, q).map { min($0, $1) }
    let left = zip(q, paid).map { $0 - $1 }
    var table = NumberTable(
      ["token", "owed p", "purse q", "paid min(p, q)", "left in the purse"],
      rules: [.least(1, 2, is: 3), .difference(2, 3, is: 4)])
    view.fill(&table, [p, q, paid, left])
    section.show(table)
    let distance = order.excess(over: 1)
    section.show(Statement("acceptance of one draft", view.sum(paid), is: 1 - distance))
    section.say(
      distance.isZero
        ? "All purses are emptied and all debts paid: the one draft is always accepted."
        : distance == 1
          ? "No purse pays anything, because no drafted token is owed anything."
          : "The other \(distance.shown) lies in purses of tokens that are owed no more, while other "
            + "tokens are still owed just as much. This number is the total variation distance of p and "
            + "q.")
    if instance.drafts > 1, !distance.isZero {
      section.say(
        "More drafts help because a purse with several tokens in it can pay any of them.")
    }
    return section
  }
}
