// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import Testing

@testable import SpeculativeDecoding

/// Twenty instances whose values, and whose optimal plans for two independent drafts, were computed by
/// an independent program.
@Suite("Worked examples, every column")
struct WorkedExampleTests {
  /// The columns after name, p and q: scheme and number of drafts. Then follow H, c* (`None` where
  /// nothing is capped), B by token, and the pairs: giver, taker, ε.
  static let columns: [(id: String, drafts: Int)] = [
    ("single", 1), ("rrs", 2), ("kseq", 2), ("rrsw", 2), ("spechub", 2), ("otm-iid", 2),
    ("otm-without-replacement", 2), ("path", 2), ("rrs", 3), ("rrsw", 3), ("greedy", 3),
    ("otm-iid", 3), ("otm-without-replacement", 3),
  ]

  static let examples = #"""
    E1 identical | 1/2 1/4 1/4 | 1/2 1/4 1/4 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 0 1 2 | None | 1/2 1/4 1/4 | 2 0 3/20; 1 0 1/12
    E2 coin, all p on 2nd | 0 1 | 1/2 1/2 | 1/2 | 3/4 | 3/4 | 1 | 1 | 3/4 | 1 | 1 | 7/8 | 1 | 1 | 7/8 | 1 | 1 | 3/2 | 1/4 3/4 | -
    E3 gap extremal k=2 | 5/9 4/9 | 1/3 2/3 | 7/9 | 23/27 | 0.888888888889 | 1 | 1 | 1 | 1 | 1 | 73/81 | 1 | 1 | 1 | 1 | 0 1 | None | 5/9 4/9 | -
    E4 uniform draft, point target | 0 1 0 | 1/3 1/3 1/3 | 1/3 | 5/9 | 0.555555555556 | 2/3 | 1/2 | 5/9 | 2/3 | 2/3 | 19/27 | 1 | 1 | 19/27 | 1 | 1 | 5/3 | 2/9 5/9 2/9 | 2 0 1/6
    E5 Fig.6-like | 1/10 3/5 3/10 | 1/2 3/10 1/5 | 3/5 | 4/5 | 0.815036762718 | 47/50 | 1 | 17/20 | 1 | 1 | 22/25 | 1 | 1 | 39/40 | 1 | 1 2 | 3/2 | 1/4 9/20 3/10 | 1 2 3/25
    E6 hub>OTMwor | 1 0 0 | 2/5 1/5 2/5 | 2/5 | 16/25 | 0.640000000000 | 23/30 | 1 | 16/25 | 23/30 | 4/5 | 98/125 | 1 | 1 | 98/125 | 1 | 0 | 8/5 | 16/25 3/25 6/25 | 2 1 2/15
    E7 hub<RRSw, q(a)=1/2 | 0 0 1 | 1/6 1/2 1/3 | 1/3 | 5/9 | 0.555555555556 | 11/15 | 2/3 | 5/9 | 11/15 | 2/3 | 19/27 | 1 | 1 | 19/27 | 1 | 2 | 5/3 | 1/9 1/3 5/9 | 1 0 1/8
    E8 RRSw<OTMiid | 0 1/4 3/4 | 1/3 1/3 1/3 | 7/12 | 13/18 | 3/4 | 19/24 | 3/4 | 29/36 | 11/12 | 11/12 | 22/27 | 1 | 1 | 103/108 | 1 | 2 | 5/3 | 7/36 1/4 5/9 | 1 0 1/8
    E9 KSEQ>RRSw | 1/2 1/2 0 | 1/2 3/10 1/5 | 4/5 | 43/50 | 0.896509716981 | 7/8 | 1 | 24/25 | 1 | 1 | 451/500 | 1 | 1 | 124/125 | 1 | 0 1 | 23/15 | 1/2 23/50 1/25 | 1 0 1/16
    E10 disjoint supports | 0 0 1/2 1/2 | 1/2 1/2 0 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 2 3 | None | 1/2 1/2 0 0 | 1 0 1/4
    E11 q one-hot | 1/3 2/3 | 1 0 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1 | None | 1 0 | -
    E12 V=1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 0 | None | 1 | -
    E13 tie in argmax | 1 0 0 | 2/5 2/5 1/5 | 2/5 | 16/25 | 0.640000000000 | 23/30 | 1 | 16/25 | 23/30 | 4/5 | 98/125 | 1 | 1 | 98/125 | 1 | 0 | 8/5 | 16/25 6/25 3/25 | 2 1 2/15
    E14 prefix fails for hub | 4/7 3/7 0 0 | 2/7 2/7 2/7 1/7 | 4/7 | 40/49 | 0.816326530612 | 92/105 | 34/35 | 40/49 | 94/105 | 1 | 305/343 | 593/630 | 1 | 316/343 | 1 | 0 1 | 10/7 | 20/49 20/49 6/49 3/49 | 0 1 1/7; 3 2 2/21
    E15 argmax not best hub | 0 3/4 1/4 | 1/4 1/4 1/2 | 1/2 | 5/8 | 0.648267582704 | 17/24 | 3/4 | 11/16 | 5/6 | 3/4 | 23/32 | 1 | 1 | 53/64 | 1 | 1 | 7/4 | 3/16 7/16 3/8 | 2 0 1/6
    E16 Khisti fig2 left q2=5/9 | 1/3 5/9 1/9 | 1/3 1/3 1/3 | 7/9 | 23/27 | 0.888888888889 | 8/9 | 17/18 | 1 | 1 | 1 | 73/81 | 1 | 1 | 1 | 1 | 0 1 2 | None | 1/3 5/9 1/9 | -
    E17 Traversal paper 3-token | 3/10 2/5 3/10 | 3/5 3/10 1/10 | 7/10 | 41/50 | 0.840000000000 | 7/8 | 19/20 | 89/100 | 139/140 | 9/10 | 106/125 | 1 | 1 | 971/1000 | 1 | 2 | 19/10 | 41/100 2/5 19/100 | 1 0 1/18
    E18 EAGLE-bug instance | 0 2/3 1/3 | 1/2 1/4 1/4 | 1/2 | 17/24 | 0.716455560813 | 5/6 | 5/6 | 3/4 | 11/12 | 5/6 | 25/32 | 1 | 1 | 7/8 | 1 | 1 2 | 5/3 | 1/4 5/12 1/3 | 1 2 1/24
    E19 zeros and mixed | 1/5 0 2/5 2/5 0 | 2/5 1/5 0 1/5 1/5 | 2/5 | 13/25 | 0.536204993518 | 17/30 | 8/15 | 14/25 | 3/5 | 3/5 | 3/5 | 3/5 | 3/5 | 3/5 | 3/5 | 2 3 | 9/5 | 8/25 4/25 0 9/25 4/25 | 0 4 1/15; 0 1 3/25
    E20 NinjaTurtles k=2 worst | 309/500 177/500 7/250 | 373/1000 29/50 47/1000 | 151/200 | 169277/200000 | 0.882731786484 | 192754417/200130000 | 1 | 988871/1000000 | 1 | 1 | 180736679/200000000 | 1 | 1 | 1 | 1 | 0 | 1627/1000 | 606871/1000000 18183/50000 29469/1000000 | 1 2 1363/31350
    """#.split(separator: "\n").map(String.init)

  /// A line of the table.
  private struct Example {
    let pair: Pair
    let acceptances: [String]
    let cut: [Int]
    let ceiling: Rational?
    let winner: [Rational]
    let exchanges: [(giver: Int, taker: Int, mass: Rational)]

    init(_ line: String) throws {
      let cells = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
      try #require(cells.count == 3 + columns.count + 4)
      func numbers(_ words: [String]) throws -> [Rational] {
        try words.map { try #require(Rational($0)) }
      }
      pair = try Pair(numbers(cells[1]), numbers(cells[2]))
      acceptances = cells[3..<(3 + columns.count)].map { $0[0] }
      let plan = Array(cells.suffix(4))
      cut = plan[0] == ["-"] ? [] : try plan[0].map { try #require(Int($0)) }
      ceiling = Rational(plan[1][0])
      winner = try numbers(plan[2])
      exchanges =
        plan[3] == ["-"]
        ? []
        : try plan[3].joined(separator: " ").split(separator: ";").map { text in
          let words = text.split(separator: " ").map(String.init)
          return (
            try #require(Int(words[0])), try #require(Int(words[1])),
            try #require(Rational(words[2]))
          )
        }
    }

    /// The plan of the table in the form of ours, with nothing of ours but its types.
    ///
    /// Its program sorts by rising ratio and token, and cuts at the longest H.
    func plan() throws -> ExchangePlan {
      let (p, q) = (pair.target, pair.draft)
      var plan = try #require(try pair.exchangePlan(2))
      plan.order = Array(
        pair.tokens.sorted { x, y in
          let (left, right) = (p[x] * q[y], p[y] * q[x])
          return left != right ? left < right : x < y
        }.reversed())
      for (cell, token) in plan.order.enumerated() { plan.cellOfToken[token] = Int32(cell) }
      plan.cut = cut.count
      plan.acceptance = try #require(Rational(acceptances[5]))
      let finite = cut.filter { !q[$0].isZero }
      plan.ceiling = ceiling ?? finite.map { p[$0] / q[$0] }.max() ?? 0
      let raised = plan.order[plan.cut...].filter { winner[$0] > p[$0] }
      plan.floor = raised.map { winner[$0] / q[$0] }.max() ?? 0
      var vertex: [Rational] = []
      var left: Rational = 1
      for token in plan.order {
        vertex.append(left * left - (left - q[token]) * (left - q[token]))
        left -= q[token]
      }
      let moves = exchanges.map { giver, taker, mass in
        let (i, j) = (Int(plan.cellOfToken[giver]), Int(plan.cellOfToken[taker]))
        return (i, j, mass * (vertex[i] / q[giver] - vertex[j] / q[taker]))
      }
      let won = plan.order.map { winner[$0] }
      let units = [
        (1 / plan.problem.draft.total).raised(to: 2), 1 / plan.problem.target.total,
        plan.ceiling / plan.problem.draft.total, plan.floor / plan.problem.draft.total,
      ]
      plan.scale = commonDenominator(of: vertex + won + moves.map(\.2) + units)
      plan.vertex = IntegerVector(vertex, times: plan.scale)
      plan.winner = IntegerVector(won, times: plan.scale)
      plan.givers = moves.map { Int32($0.0) }
      plan.takers = moves.map { Int32($0.1) }
      plan.amounts = IntegerVector(moves.map(\.2), times: plan.scale)
      return plan
    }
  }

  @Test("every acceptance", arguments: examples)
  func acceptances(_ line: String) throws {
    let example = try Example(line)
    for (column, cell) in zip(Self.columns, example.acceptances) {
      let acceptance = try example.pair.enclosed(column.id, column.drafts)
      if cell.contains(".") {
        #expect(acceptance.decimal(places: 12) == cell, "\(column)")
        #expect(acceptance.upper - acceptance.lower < Rational("1e-15")!, "\(column)")
      } else {
        #expect(acceptance.exact == Rational(cell), "\(column): \(acceptance)")
      }
    }
    // The optimal threshold c* for two independent drafts, where something is rejected.
    if let expected = example.ceiling {
      let position = try example.pair.position(2)
      let optimum = try position.optimalAcceptance(of: .iid)
      #expect(position.order.factor(leaving: 1 - optimum) == expected)
    }
  }

  @Test("the plan of the table is optimal, by our check and by brute force", arguments: examples)
  func plans(_ line: String) throws {
    let example = try Example(line)
    let pair = example.pair
    let plan = try example.plan()
    #expect(Set(plan.order[..<plan.cut]) == Set(example.cut), "H is a prefix")
    #expect(plan.violation() == nil)
    let law = DraftLaw.iid(pair.draft, drafts: 2)
    let set = example.cut.reduce(0) { $0 | 1 << $1 }
    let outside = 1 - example.cut.map { pair.target[$0] }.sum()
    #expect(pair.reach(law)[set] + outside == pair.cut(law), "H is a least cut")
    let race = BruteForceRace(plan)
    #expect(race.isStochastic)
    #expect(race.winnerLaw == example.winner)
    var winner = [Rational](repeating: 0, count: pair.count)
    for entry in law.entries {
      for (token, share) in race.winner(among: entry.drafts) {
        winner[token] += entry.probability * share
      }
    }
    #expect(winner == example.winner, "B wins")
    #expect(pair.tokens.map { min(pair.target[$0], winner[$0]) }.sum() == pair.cut(law))
  }

  /// Neither H nor the order of tokens of equal p/q need be unique. But given H, c, d and B are; and
  /// given the order too, so are the pairs.
  @Test("where it is the only one, our plan is that of the table", arguments: examples)
  func samePlans(_ line: String) throws {
    let example = try Example(line)
    let pair = example.pair
    let theirs = try example.plan()
    let ours = try #require(try pair.exchangePlan(2))
    #expect(ours.violation() == nil)
    func winner(_ plan: ExchangePlan) -> [Rational] {
      pair.tokens.map { plan.winner[Int(plan.cellOfToken[$0])] / plan.scale }
    }
    let law = DraftLaw.iid(pair.draft, drafts: 2)
    let f = pair.reach(law)
    let least = (0...pair.count).filter { count in
      let prefix = theirs.order[..<count]
      return f[prefix.reduce(0) { $0 | 1 << $1 }] + 1 - prefix.map { pair.target[$0] }.sum()
        == pair.cut(law)
    }
    let isSameCut = Set(ours.order[..<ours.cut]) == Set(example.cut)
    #expect(isSameCut || least.count > 1, "H is \(ours.order[..<ours.cut])")
    guard isSameCut else { return }
    #expect(winner(ours) == example.winner)
    guard ours.order == theirs.order else { return }
    func pairs(_ plan: ExchangePlan) -> [String] {
      ExchangedMass.all(of: plan).map { "\($0.giver) \($0.taker) \($0.mass)" }.sorted()
    }
    #expect(pairs(ours) == pairs(theirs))
  }

  @Test("in nine of twenty examples our plan must be that of the table: the others have several")
  func otherPlans() throws {
    let other = try Self.examples.filter { line in
      let example = try Example(line)
      let (theirs, ours) = (try example.plan(), try #require(try example.pair.exchangePlan(2)))
      return ours.order != theirs.order || ours.cut != theirs.cut
    }
    let names = other.map { $0.prefix { $0 != " " } }
    #expect(
      names == ["E1", "E3", "E4", "E6", "E7", "E10", "E12", "E13", "E14", "E16", "E19"])
  }
}
