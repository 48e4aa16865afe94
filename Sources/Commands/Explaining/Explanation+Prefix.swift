// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Independent drafts, and pairs without replacement: the best rule is read off the order by p/q.
extension Explanation {
  /// f(S), the probability that some draft lies in S, from q(S) and for pairs from what lies outside.
  func reach(of tokens: [Int]) -> Expression {
    let mass = Expression.number(tokens.map { q[$0] }.sum())
    switch problem.law {
    case .independent(1):
      let inside = Set(tokens)
      return view.sum(q.indices.map { inside.contains($0) ? q[$0] : 0 })
    case .independent(let drafts): return 1 - .power(1 - mass, drafts)
    case .pairWithoutReplacement:
      let inside = Set(tokens)
      let odds = q.indices.filter { !inside.contains($0) }.map { q[$0] / (1 - q[$0]) }.sum()
      return mass * (1 + .number(odds))
    case .fixed(let fixed):
      let rest = 1 - fixed.map { q[$0] }.sum()
      if tokens.contains(where: Set(fixed).contains) { return 1 }
      let drawn = p.indices.map { rest.isZero ? 0 : q[$0] / rest }
      let inside = Set(tokens)
      return view.sum(drawn.indices.map { inside.contains($0) ? drawn[$0] : 0 })
    case .listed(let entries):
      let inside = Set(tokens)
      let meeting = entries.filter { $0.tokens.contains(where: inside.contains) }
        .map(\.probability)
      return meeting.count <= 8
        ? .total(meeting.map(Expression.number)) : .number(meeting.sum())
    }
  }

  var reach: Document.Section {
    var section = Document.Section("What the drafts can reach")
    section.say(
      "The debts of a set S of tokens can be paid only from purses with a token of S in them. These hold "
        + "together f(S), the probability that some draft lies in S.")
    let power = Expression.superscript(instance.drafts)
    switch problem.law {
    case .pairWithoutReplacement:
      section.say(
        "The first draft lies in S with probability q(S). If it is a token y outside S, the second lies "
          + "in S with probability q(S)/(1 − q(y)). So f(S) is q(S) times 1 plus the sum of "
          + "q(y)/(1 − q(y)) over the tokens y outside S.")
    default:
      section.say(
        "A draft misses S with probability 1 − q(S), and \(instance.drafts) independent drafts all miss "
          + "it with (1 − q(S))\(power). So f(S) = 1 − (1 − q(S))\(power).")
    }
    guard alpha != nil else { return section }
    section.say("For single tokens:")
    section.show(
      view.shown.filter { !q[$0].isZero }.prefix(4).map { token in
        let expression = reach(of: [token])
        return Statement("f({\(view.name(token))})", expression, is: expression.value ?? 0)
      })
    return section
  }

  /// f(H) + p(outside H) along the prefixes of the order.
  var tightestBound: Document.Section {
    var section = Document.Section("The tightest bound")
    section.say(
      "Take any set H. The tokens of H are paid at most f(H) by drafts, the others at most what they are "
        + "owed. So no rule accepts more than f(H) + p(outside H). For drafts like these the smallest of "
        + "all such bounds is found among few sets: sort the tokens by p/q, the most wanted for their "
        + "draft probability first, and let H be the first few.")
    guard case .prefixCut(let proof) = optimum.certificate.proof else { return section }
    var table = NumberTable(
      ["H", "q(H)", "f(H)", "p(outside H)", "bound"], rules: [.sum(of: [2, 3], is: 4)])
    let all = Array(0...proof.order.count)
    let lengths = view.others == 0 ? all : Array(Set([0, proof.cut, proof.order.count])).sorted()
    for length in lengths {
      let tokens = Array(proof.order.prefix(length))
      let name =
        length == 0
        ? "no token"
        : view.others == 0
          ? (length == 1 ? "" : "… and ") + view.name(proof.order[length - 1])
          : "the first \(length)"
      let reached = reach(of: tokens).value ?? 0
      let outside = proof.order.dropFirst(length).map { p[$0] }.sum()
      table.add(
        name + (length == proof.cut ? " ←" : ""),
        [tokens.map { q[$0] }.sum(), reached, outside, reached + outside])
    }
    section.show(table)
    section.say("The smallest bound, marked ←, is \((alpha ?? 0).shown).")
    return section
  }

  /// A = min(p, c·q).
  func stretched(_ accepted: [Rational]) -> Document.Section {
    var section = Document.Section("What is accepted")
    guard case .prefixCut(let proof) = optimum.certificate.proof, let c = proof.threshold.exact
    else { return section }
    guard !c.isZero else {
      section.say(
        "No token is both wanted and drafted. So nothing can be accepted, and the bound is reached."
      )
      return section
    }
    section.say(
      "The bound is reached by stretching q: token x is paid A(x) = min(p(x), c·q(x)), with one number c "
        + "for all tokens, so that the sum is the bound.")
    let isCapped = p.indices.map { !(p[$0].isZero && q[$0].isZero) && p[$0] >= c * q[$0] }
    let capped = p.indices.filter { isCapped[$0] && !q[$0].isZero }
    let offered = capped.map { q[$0] }.sum()
    let full = p.indices.filter { !isCapped[$0] }.map { p[$0] }.sum()
    let remaining =
      full.isZero ? Expression.number(alpha ?? 0) : .number(alpha ?? 0) - .number(full)
    section.say(
      full.isZero
        ? "Here every token has p(x) ≥ c·q(x) and gets c·q(x):"
        : "The tokens with p(x) ≥ c·q(x) get c·q(x), and the others all that they are owed, "
          + "\(full.shown). What remains of the bound is c times the q of the former:")
    section.show(
      Statement("c", offered == 1 ? remaining : remaining / .number(offered), is: c))
    let stretched = q.map { c * $0 }
    var table = NumberTable(
      ["token", "owed p", "c·q", "A = min(p, c·q)"], rules: [.least(1, 2, is: 3)])
    view.fill(&table, [p, stretched, accepted])
    section.show(table)
    section.show(Statement("acceptance", view.sum(accepted), is: alpha ?? 0))
    section.say(
      "Purses can be found that pay these amounts, because no set S is to get more than its purses hold: "
        + "A(S) ≤ f(S). For drafts like these it suffices that the first few tokens of the order never "
        + "get more, and the table of bounds says so: each bound there is at least the smallest.")
    return section
  }

  /// The bound when its fraction has too many digits to be worked out.
  var enclosedBound: Document.Section {
    var section = Document.Section("The tightest bound")
    let acceptance = optimum.certificate.acceptance
    section.say(
      "For any set H, no rule accepts more than f(H) + p(outside H). The smallest such bound belongs to "
        + "the first \(cut.count) tokens in the order of falling p/q. Its fraction "
        + "has too many digits to write down. It begins \(acceptance.decimal(places: 20)), and a rule "
        + "reaches it: token x is paid min(p(x), c·q(x)) with one number c for all tokens. The checked "
        + "certificate of both is written by spechub optimum --certificate.")
    return section
  }
}
