// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Drafts tuple by tuple, for toys.
extension Explanation {
  /// The most tuples that a page lists.
  private static let tupleLimit = 16

  /// Drafts of a law that is only known tuple by tuple.
  var listed: Document.Section {
    var section = Document.Section("A largest flow")
    section.say(
      "Each purse pays tokens that it contains; each token takes no more than it is owed. How much can "
        + "be paid in all is a maximum flow problem, solved exactly. A(x) is what token x gets.")
    guard let accepted = optimum.accepted else { return section }
    var table = NumberTable(["token", "owed p", "A"])
    view.fill(&table, [p, accepted])
    section.show(table)
    section.show(Statement("acceptance", view.sum(accepted), is: alpha ?? 0))
    return section
  }

  /// Who pays what, purse by purse; `nil` when there are too many.
  func payers(_ accepted: [Rational]) -> Document.Section? {
    let tuples = DraftLaw.tupleCount(
      of: instance.draft, drafts: instance.drafts, sampling: instance.sampling)
    guard alpha != 0, tuples <= Self.tupleLimit, instance.drafts <= 4, view.others == 0,
      let law = try? DraftLaw(
        instance.sampling, draft: instance.draft, drafts: instance.drafts)
    else { return nil }
    // The amounts are possible; a maximum flow finds purses for them.
    let plan = MembershipTransport(
      supply: law.entries.map(\.probability), demand: accepted,
      neighbours: law.entries.map(\.drafts)
    ).largestAcceptance().plan
    var section = Document.Section("Who pays")
    section.say(
      "One way to pay these amounts, found by an exact maximum flow. A purse with the same token twice "
        + "pays it once.")
    let places = ["1st", "2nd", "3rd", "4th"].prefix(instance.drafts)
    let last = places.count + 2
    var table = NumberTable(
      ["drafts", "purse Q"] + places.map { "pays \($0)" } + ["left"],
      rules: [.sum(of: Array(2...last), is: 1)])
    var paid = [[Expression]](repeating: [], count: p.count)
    for (entry, moves) in zip(law.entries, plan.moves) {
      var masses = Dictionary(uniqueKeysWithValues: moves.map { ($0.sink, $0.mass) })
      let left = entry.probability - moves.map(\.mass).sum()
      for move in moves { paid[move.sink].append(.number(move.mass)) }
      table.add(
        "(" + entry.drafts.map(view.name).joined(separator: ", ") + ")",
        [entry.probability] + entry.drafts.map { masses.removeValue(forKey: $0) ?? 0 } + [left])
    }
    section.show(table)
    section.show(
      p.indices.filter { !accepted[$0].isZero }.map { token in
        Statement("A(\(view.name(token)))", .total(paid[token]), is: accepted[token])
      })
    section.say(
      "As a rule: when the drafts come up, a purse that holds Q and pays a token π accepts it with "
        + "probability π/Q; with what is left, the token is drawn from the residual law.")
    return section
  }
}
