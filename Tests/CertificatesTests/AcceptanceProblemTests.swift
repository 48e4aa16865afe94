// SPDX-License-Identifier: GPL-3.0-or-later

import IndependentChecks
import LPFormats
import Rationals
import TestSupport
import Testing

@testable import Certificates

/// The parts that certificates of the largest acceptance are checked with.
@Suite("Acceptance problems")
struct AcceptanceProblemTests {
  private func distribution(_ weights: [Rational]) throws -> IntegerDistribution {
    try #require(AcceptanceCase.integers(weights))
  }

  @Test("the law of sets is that of the tuples")
  func laws() throws {
    try forAll("laws", cases: 2000, { $0.acceptanceCase() }) { item in
      guard let item else { return }
      var sets: [[Int]: Rational] = [:]
      for entry in item.definition.law where !entry.probability.isZero {
        sets[entry.tokens.sorted(), default: 0] += entry.probability
      }
      switch item.problem.law {
      case .listed(let entries):
        try demand(
          Dictionary(uniqueKeysWithValues: entries.map { ($0.tokens, $0.probability) }) == sets,
          "\(entries)")
        let tokens = entries.map(\.tokens)
        try demand(
          tokens == tokens.sorted { $0.lexicographicallyPrecedes($1) }, "order \(tokens)")
      case .fixed(let fixed):
        try demand(sets.keys.allSatisfy { Set(fixed).isSubset(of: $0) }, "fixed \(fixed)")
        try demand(sets.keys.allSatisfy { $0.count <= fixed.count + 1 }, "fixed \(fixed)")
        try demand(fixed == fixed.sorted(), "ascending \(fixed)")
      case .independent, .pairWithoutReplacement: break
      }
    }
  }

  @Test("cuts of prefixes, and of fixed tokens, are those of the definition")
  func cuts() throws {
    try forAll("cuts", cases: 3000, { $0.acceptanceCase() }) { item in
      guard let item else { return }
      let order = item.order
      let cuts = (0...order.count).map { item.definition.cut(Set(order[..<$0])) }
      let least = cuts.min()
      switch item.problem.law {
      case .independent, .pairWithoutReplacement:
        for bits in [1, 256] {
          guard let found = item.problem.leastPrefixCut(order, bits: bits) else {
            return try demand(false, "no cut")
          }
          try demand(found.position == cuts.firstIndex { $0 == least }, "place \(found)")
          try demand(
            found.value.lower <= cuts[found.position] && cuts[found.position] <= found.value.upper,
            "\(found)")
          if item.problem.law == .pairWithoutReplacement {
            for (position, cut) in cuts.enumerated() {
              try demand(item.problem.exactPairCut(order, position) == cut, "exact \(position)")
            }
            try demand(found.value.upper - found.value.lower <= 1, "wide \(found)")
          } else {
            try demand(found.value.exact == least, "exact")
          }
        }
      case .fixed(let fixed):
        try demand(item.problem.leastPrefixCut(order) == nil, "a prefix proves nothing")
        let optimum = item.problem.fixedTokensOptimum(fixed)
        try demand(optimum.value == item.definition.value, "\(optimum)")
        try demand(item.definition.cut(Set(optimum.cut)) == optimum.value, "\(optimum)")
      case .listed(let entries):
        try demand(item.problem.leastPrefixCut(order) == nil, "a prefix proves nothing")
        for bits in 0..<1 << item.tokens.count {
          let set = item.tokens.filter { bits >> $0 & 1 == 1 }
          try demand(
            item.problem.cutValue(set, entries) == item.definition.cut(Set(set)), "\(set)")
        }
      }
    }
  }

  @Test("the enclosure of a cut without replacement is as narrow as the bits say")
  func bits() throws {
    let item = try #require(
      AcceptanceCase(
        target: [5, 3, 1, 1, 4], draft: [1, 3, 3, 7, 2], drafts: 2, sampling: .withoutReplacement))
    for bits in [8, 64, 256, 1024] {
      let found = try #require(item.problem.leastPrefixCut(item.order, bits: bits))
      #expect(found.value.lower <= item.definition.value)
      #expect(found.value.upper >= item.definition.value)
      #expect(found.value.upper - found.value.lower < Rational(2).raised(to: 3 - bits))
    }
  }

  @Test(
    "cuts that no enclosure tells apart are compared exactly, and of equal ones the shortest wins")
  func nearTies() throws {
    // p(2)/q(2) is c = 7/5, or above it by so little that the cuts of {} and {2} differ by 10⁻⁷⁰⁰.
    let power = Rational(10).raised(to: 700)
    for (target, position) in [
      ([power - 1, power - 1, 28 * power + 2], 1), ([1, 1, 28], 0),
    ] as [([Rational], Int)] {
      let item = try #require(
        AcceptanceCase(
          target: target, draft: [1, 1, 4], drafts: 2, sampling: .withoutReplacement))
      #expect(item.order[0] == 2)
      #expect(item.problem.leastPrefixCut(item.order)?.position == position)
    }
  }

  @Test("the order: by p/q, without dividing")
  func order() throws {
    try forAll("orders", cases: 2000, { $0.acceptanceCase() }) { item in
      guard let item else { return }
      var comparison = PrefixOrder(target: item.problem.target, draft: item.problem.draft)
      let order = item.order
      for first in order.indices {
        let isIdle = item.target[order[first]].isZero && item.draft[order[first]].isZero
        try demand(comparison.isIdle(order[first]) == isIdle, "idle")
        for second in order.indices {
          try demand(
            comparison.precedes(order[first], order[second]) == (first < second),
            "\(order[first]) before \(order[second])")
        }
      }
      try demand(comparison.violation(of: order) == nil, "\(order)")
      let ratios = item.tokens.filter { !item.draft[$0].isZero }
        .map { item.target[$0] / item.draft[$0] }
      try demand(item.problem.largestRatio(order) == ratios.max() ?? 0, "the largest ratio")
    }
  }

  @Test("Σ min(p, c·q), whatever c is")
  func accepted() throws {
    try forAll(
      "accepted masses", cases: 2000,
      { choices in (choices.acceptanceCase(), choices.awkwardRational().magnitude) }
    ) { item, threshold in
      guard let item else { return }
      try demand(
        item.problem.acceptedTotal(threshold: threshold) == item.accepted(threshold),
        "c = \(threshold)")
    }
  }

  @Test("distributions: lowest weights, support, and the most probable tokens")
  func distributions() throws {
    try forAll(
      "distributions", cases: 1500,
      { choices in
        let weights = choices.weights(choices.integer(in: 1...24))
        return (weights, choices.integer(in: 0...26), Rational(choices.integer(in: 1...6)))
      }
    ) { weights, count, factor in
      guard let distribution = AcceptanceCase.integers(weights.map { $0 * factor }) else {
        return try demand(false, "refused")
      }
      let sum = weights.reduce(0, +)
      try demand(distribution.count == weights.count, "count")
      for token in weights.indices {
        try demand(distribution[token] == weights[token] / sum, "token \(token)")
      }
      try demand(distribution.total == distribution.weights.sum, "total")
      try demand(distribution.total <= sum, "lowest terms")
      try demand(
        distribution.support == weights.indices.filter { !weights[$0].isZero }, "support")
      let sorted = weights.indices.sorted {
        weights[$0] == weights[$1] ? $0 < $1 : weights[$0] > weights[$1]
      }
      try demand(distribution.mostProbable(count) == Array(sorted.prefix(count)), "\(count) best")
    }
    #expect(AcceptanceCase.integers([0, 0]) == nil)
    #expect(AcceptanceCase.integers([]) == nil)
  }

  @Test("the fingerprint depends on everything, and stays what it is")
  func fingerprints() throws {
    let p = try distribution([1, 6, 3])
    let q = try distribution([5, 3, 2])
    var problems: [AcceptanceProblem] = []
    let laws: [DraftedSetLaw] = [
      .independent(drafts: 2), .independent(drafts: 3), .pairWithoutReplacement, .fixed([0]),
      .fixed([0, 1]), .listed([.init(tokens: [0, 1], probability: 1)]),
      .listed([.init(tokens: [0, 2], probability: 1)]),
    ]
    for law in laws {
      problems.append(try AcceptanceProblem(target: p, draft: q, law: law))
      problems.append(try AcceptanceProblem(target: q, draft: p, law: law))
      // A zero more, and weights whose limbs are the same in another order.
      problems.append(
        try AcceptanceProblem(
          target: distribution([1, 6, 3, 0]), draft: distribution([5, 3, 2, 0]), law: law))
      problems.append(
        try AcceptanceProblem(target: distribution([6, 1, 3]), draft: q, law: law))
    }
    let big = Rational(2).raised(to: 64)
    problems.append(
      try AcceptanceProblem(
        target: distribution([big, 1, 3]), draft: q, law: .independent(drafts: 2)))
    #expect(Set(problems.map(\.fingerprint)).count == problems.count)
    // Certificates that were written before must still be read.
    #expect(problems[0].fingerprint == "4e1902c70abf26e5")
    #expect(problems[problems.count - 1].fingerprint == "d96784e455b849b9")
  }

  @Test("without replacement as many drafts as tokens are all of them, and one fewer are not")
  func exhaustion() throws {
    let two = try distribution([1, 0, 3])
    #expect(try DraftedSetLaw.withoutReplacement(two, drafts: 2) == .fixed([0, 2]))
    #expect(try DraftedSetLaw.withoutReplacement(two, drafts: 1) == .independent(drafts: 1))
    let one = try distribution([0, 1])
    #expect(try DraftedSetLaw.withoutReplacement(one, drafts: 1) == .fixed([1]))
    let three = try distribution([1, 2, 3])
    #expect(try DraftedSetLaw.withoutReplacement(three, drafts: 3) == .fixed([0, 1, 2]))
    #expect(try DraftedSetLaw.withoutReplacement(three, drafts: 2) == .pairWithoutReplacement)
  }

  @Test("laws that do not exist are refused, at the limit and not before")
  func refusals() throws {
    let p = try distribution([1, 6, 3])
    let two = try distribution([1, 1])
    func error<Value>(_ body: () throws(AcceptanceProblemError) -> Value) -> String {
      do throws(AcceptanceProblemError) {
        _ = try body()
        return "none"
      } catch {
        return error.description
      }
    }
    #expect(
      error { () throws(AcceptanceProblemError) in
        try AcceptanceProblem(target: p, draft: two, law: .independent(drafts: 1))
      } == "target has 3 tokens and draft 2: they must share a vocabulary")
    let none = "the number of drafts must be at least 1"
    #expect(error { () throws(AcceptanceProblemError) in try DraftedSetLaw.iid(drafts: 0) } == none)
    #expect(
      error { () throws(AcceptanceProblemError) in try DraftedSetLaw.greedy(p, drafts: 0) } == none)
    #expect(
      error { () throws(AcceptanceProblemError) in
        try DraftedSetLaw.withoutReplacement(p, drafts: 0)
      } == none)
    #expect(
      error { () throws(AcceptanceProblemError) in
        try DraftedSetLaw.joint([], drafts: 0, vocabulary: 1)
      } == none)
    #expect(
      error { () throws(AcceptanceProblemError) in try DraftedSetLaw.iid(drafts: 65) }
        == "65 drafts; at most 64 are handled")
    #expect(try DraftedSetLaw.iid(drafts: 64) == .independent(drafts: 64))
    #expect(try DraftedSetLaw.iid(drafts: 1) == .independent(drafts: 1))
    #expect(try DraftedSetLaw.greedy(p, drafts: 1) == .fixed([]))
    #expect(try DraftedSetLaw.withoutReplacement(p, drafts: 1) == .independent(drafts: 1))
    #expect(
      error { () throws(AcceptanceProblemError) in
        try DraftedSetLaw.hub(p, token: nil, drafts: 3)
      } == "hub sampling draws pairs: it needs drafts = 2, found 3")
    for token in [-1, 3] {
      #expect(
        error { () throws(AcceptanceProblemError) in
          try DraftedSetLaw.hub(p, token: token, drafts: 2)
        } == "token \(token) is outside the vocabulary 0 … 2")
      #expect(
        error { () throws(AcceptanceProblemError) in
          try DraftedSetLaw.joint([([0], 0), ([token], 1)], drafts: 1, vocabulary: 3)
        } == "entry 1: token \(token) is outside the vocabulary 0 … 2")
    }
    #expect(try DraftedSetLaw.hub(p, token: nil, drafts: 2) == .fixed([1]))
    #expect(try DraftedSetLaw.hub(p, token: 2, drafts: 2) == .fixed([2]))
    #expect(
      error { () throws(AcceptanceProblemError) in
        try DraftedSetLaw.joint([([0, 1], 1)], drafts: 1, vocabulary: 3)
      } == "entry 0: 1 drafts expected, 2 found")
    #expect(
      error { () throws(AcceptanceProblemError) in
        try DraftedSetLaw.joint([([0], 2), ([1], -1)], drafts: 1, vocabulary: 3)
      } == "entry 1: the probability is negative: -1")
    #expect(
      error { () throws(AcceptanceProblemError) in
        try DraftedSetLaw.joint([([0], Rational(1, 3))], drafts: 1, vocabulary: 3)
      } == "the probabilities of the tuples sum to 1/3 (about 0.333333333333), not 1")
    #expect(
      try DraftedSetLaw.joint([([0, 0], 1), ([1, 1], 0)], drafts: 2, vocabulary: 2)
        == .listed([.init(tokens: [0], probability: 1)]))
    // 101·100·99 = 999900 tuples are enumerated, 102·101·100 are too many.
    let many = try distribution([Rational](repeating: 1, count: 102))
    #expect(
      error { () throws(AcceptanceProblemError) in
        try DraftedSetLaw.withoutReplacement(many, drafts: 3)
      }
        == "3 drafts without replacement of 102 tokens are more than 1000000 tuples; two drafts have "
        + "no such limit")
    #expect(
      error { () throws(AcceptanceProblemError) in
        try DraftedSetLaw.withoutReplacement(many, drafts: 60)
      }.hasPrefix("60 drafts without replacement of 102 tokens"))
  }
}
