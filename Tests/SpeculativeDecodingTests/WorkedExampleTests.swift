// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding
import Testing

/// Twenty instances whose values were computed by an independent program.
@Suite("Worked examples, every column")
struct WorkedExampleTests {
  /// The columns after name, p and q: scheme and number of drafts.
  static let columns: [(id: String, drafts: Int)] = [
    ("single", 1), ("rrs", 2), ("kseq", 2), ("rrsw", 2), ("spechub", 2), ("otm-iid", 2),
    ("otm-without-replacement", 2), ("path", 2), ("rrs", 3), ("rrsw", 3), ("greedy", 3),
    ("otm-iid", 3), ("otm-without-replacement", 3),
  ]

  static let examples = #"""
    E1 identical | 1/2 1/4 1/4 | 1/2 1/4 1/4 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | None
    E2 coin, all p on 2nd | 0 1 | 1/2 1/2 | 1/2 | 3/4 | 3/4 | 1 | 1 | 3/4 | 1 | 1 | 7/8 | 1 | 1 | 7/8 | 1 | 3/2
    E3 gap extremal k=2 | 5/9 4/9 | 1/3 2/3 | 7/9 | 23/27 | 0.888888888889 | 1 | 1 | 1 | 1 | 1 | 73/81 | 1 | 1 | 1 | 1 | None
    E4 uniform draft, point target | 0 1 0 | 1/3 1/3 1/3 | 1/3 | 5/9 | 0.555555555556 | 2/3 | 1/2 | 5/9 | 2/3 | 2/3 | 19/27 | 1 | 1 | 19/27 | 1 | 5/3
    E5 Fig.6-like | 1/10 3/5 3/10 | 1/2 3/10 1/5 | 3/5 | 4/5 | 0.815036762718 | 47/50 | 1 | 17/20 | 1 | 1 | 22/25 | 1 | 1 | 39/40 | 1 | 3/2
    E6 hub>OTMwor | 1 0 0 | 2/5 1/5 2/5 | 2/5 | 16/25 | 0.640000000000 | 23/30 | 1 | 16/25 | 23/30 | 4/5 | 98/125 | 1 | 1 | 98/125 | 1 | 8/5
    E7 hub<RRSw, q(a)=1/2 | 0 0 1 | 1/6 1/2 1/3 | 1/3 | 5/9 | 0.555555555556 | 11/15 | 2/3 | 5/9 | 11/15 | 2/3 | 19/27 | 1 | 1 | 19/27 | 1 | 5/3
    E8 RRSw<OTMiid | 0 1/4 3/4 | 1/3 1/3 1/3 | 7/12 | 13/18 | 3/4 | 19/24 | 3/4 | 29/36 | 11/12 | 11/12 | 22/27 | 1 | 1 | 103/108 | 1 | 5/3
    E9 KSEQ>RRSw | 1/2 1/2 0 | 1/2 3/10 1/5 | 4/5 | 43/50 | 0.896509716981 | 7/8 | 1 | 24/25 | 1 | 1 | 451/500 | 1 | 1 | 124/125 | 1 | 23/15
    E10 disjoint supports | 0 0 1/2 1/2 | 1/2 1/2 0 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | None
    E11 q one-hot | 1/3 2/3 | 1 0 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | 1/3 | None
    E12 V=1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | None
    E13 tie in argmax | 1 0 0 | 2/5 2/5 1/5 | 2/5 | 16/25 | 0.640000000000 | 23/30 | 1 | 16/25 | 23/30 | 4/5 | 98/125 | 1 | 1 | 98/125 | 1 | 8/5
    E14 prefix fails for hub | 4/7 3/7 0 0 | 2/7 2/7 2/7 1/7 | 4/7 | 40/49 | 0.816326530612 | 92/105 | 34/35 | 40/49 | 94/105 | 1 | 305/343 | 593/630 | 1 | 316/343 | 1 | 10/7
    E15 argmax not best hub | 0 3/4 1/4 | 1/4 1/4 1/2 | 1/2 | 5/8 | 0.648267582704 | 17/24 | 3/4 | 11/16 | 5/6 | 3/4 | 23/32 | 1 | 1 | 53/64 | 1 | 7/4
    E16 Khisti fig2 left q2=5/9 | 1/3 5/9 1/9 | 1/3 1/3 1/3 | 7/9 | 23/27 | 0.888888888889 | 8/9 | 17/18 | 1 | 1 | 1 | 73/81 | 1 | 1 | 1 | 1 | None
    E17 Traversal paper 3-token | 3/10 2/5 3/10 | 3/5 3/10 1/10 | 7/10 | 41/50 | 0.840000000000 | 7/8 | 19/20 | 89/100 | 139/140 | 9/10 | 106/125 | 1 | 1 | 971/1000 | 1 | 19/10
    E18 EAGLE-bug instance | 0 2/3 1/3 | 1/2 1/4 1/4 | 1/2 | 17/24 | 0.716455560813 | 5/6 | 5/6 | 3/4 | 11/12 | 5/6 | 25/32 | 1 | 1 | 7/8 | 1 | 5/3
    E19 zeros and mixed | 1/5 0 2/5 2/5 0 | 2/5 1/5 0 1/5 1/5 | 2/5 | 13/25 | 0.536204993518 | 17/30 | 8/15 | 14/25 | 3/5 | 3/5 | 3/5 | 3/5 | 3/5 | 3/5 | 3/5 | 9/5
    E20 NinjaTurtles k=2 worst | 309/500 177/500 7/250 | 373/1000 29/50 47/1000 | 151/200 | 169277/200000 | 0.882731786484 | 192754417/200130000 | 1 | 988871/1000000 | 1 | 1 | 180736679/200000000 | 1 | 1 | 1 | 1 | 1627/1000
    """#.split(separator: "\n").map(String.init)

  @Test("example", arguments: examples)
  func example(_ line: String) throws {
    let cells = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
    let target = try Distribution(cells[1].map { try #require(Rational($0)) })
    let draft = try Distribution(cells[2].map { try #require(Rational($0)) })
    #expect(cells.count == 3 + Self.columns.count + 1)
    for (column, cell) in zip(Self.columns, cells[3...]) {
      let position = Position(
        try Instance(target: target, draft: draft, drafts: column.drafts, sampling: .iid))
      let scheme = try #require(SchemeCatalog.scheme(column.id))
      let acceptance = try scheme.acceptance(at: position)
      if cell[0].contains(".") {
        #expect(acceptance.decimal(places: 12) == cell[0], "\(column)")
        #expect(acceptance.upper - acceptance.lower < Rational("1e-15")!, "\(column)")
      } else {
        #expect(acceptance.exact == Rational(cell[0]), "\(column): \(acceptance)")
      }
    }
    // The optimal threshold c* for two independent drafts, where something is rejected.
    if let expected = Rational(cells[cells.count - 1][0]) {
      let order = LikelihoodOrder(target: target, draft: draft)
      let position = Position(
        try Instance(target: target, draft: draft, drafts: 2, sampling: .iid))
      let optimum = try position.optimalAcceptance(of: .iid)
      #expect(order.factor(leaving: 1 - optimum) == expected)
    }
  }
}
