// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

/// How acceptance moves when the instance does.
@Suite("Theory: shape of the optimum")
struct TheoryShapeTests {
  @Test("Property 22: with p = q every method accepts always")
  func property22() throws {
    try forAll("22", { $0.theoryPair() }) { pair in
      let same = try Pair(pair.draft.probabilities, pair.draft.probabilities)
      for id in TheoryOrderTests.methods { try demand(try same.alpha(id) == 1, id) }
      try demand(try same.enclosed("kseq").lower == 1, "kseq")
      let position = try same.position(2)
      for hub in same.draft.support {
        try demand(position.optimalAcceptance(ofHub: hub) == 1, "hub \(hub)")
      }
    }
  }

  @Test("Property 23: renaming tokens changes nothing")
  func property23() throws {
    try forAll(
      "23",
      { choices in
        let pair = choices.theoryPair()
        return (pair, choices.permutation(of: pair.count))
      }
    ) { pair, names in
      let renamed = try pair.renamed(names)
      for id in ["single", "rrs", "rrsw", "otm-iid", "otm-without-replacement", "nss", "naive"] {
        try demand(try pair.alpha(id) == (try renamed.alpha(id)), id)
      }
      try demand(try pair.enclosed("kseq") == (try renamed.enclosed("kseq")), "kseq")
      let (before, after) = (try pair.position(2), try renamed.position(2))
      for hub in pair.tokens {
        try demand(
          before.optimalAcceptance(ofHub: hub) == after.optimalAcceptance(ofHub: names[hub]),
          "hub \(hub)")
      }
    }
  }

  @Test(
    "Property 24: one more draft never lowers the acceptance",
    arguments: ["rrs", "rrsw", "greedy", "otm-iid", "otm-without-replacement"])
  func property24(_ id: String) throws {
    try forAll("24, \(id)", { $0.theoryPair(upTo: 4) }) { pair in
      let rates = try (1...3).map { try pair.alpha(id, $0) }
      try demand(rates == rates.sorted(), "\(rates)")
    }
  }

  @Test("Property 25: the iid optimum is at most Σ min(p, 1 − (1 − q)ᵏ)")
  func property25() throws {
    try forAll("25", { $0.pairAndDrafts() }) { pair, drafts in
      let bound = pair.tokens.map {
        min(pair.target[$0], 1 - (1 - pair.draft[$0]).raised(to: drafts))
      }.sum()
      try demand(try pair.alpha("otm-iid", drafts) <= bound, "\(bound)")
    }
  }

  private static let concaveInTarget = ["otm-iid", "otm-without-replacement", "spechub", "path"]

  /// Two targets for one draft, and a share.
  private static func targets(
    _ choices: inout Choices
  ) throws -> (first: Pair, second: Pair, share: Rational) {
    let pair = choices.theoryPair(upTo: 4)
    return (
      pair, try Pair(choices.distribution(size: pair.count), pair.draft.probabilities),
      Rational(choices.integer(in: 0...4), 4)
    )
  }

  @Test("Property 26: |α(p) − α(p′)| ≤ TV(p, p′)")
  func property26() throws {
    try forAll("26", { try Self.targets(&$0) }) { first, second, _ in
      let distance = first.target.totalVariation(to: second.target)
      for id in Self.concaveInTarget {
        let difference = try first.alpha(id) - second.alpha(id)
        try demand(difference.magnitude <= distance, "\(id): \(difference) beyond \(distance)")
      }
    }
  }

  @Test("Property 27: the optimum is concave in p and in the law of the drafts")
  func property27() throws {
    try forAll("27", { try Self.targets(&$0) }) { first, second, share in
      let middle = try Pair(
        first.tokens.map { share * first.target[$0] + (1 - share) * second.target[$0] },
        first.draft.probabilities)
      for id in Self.concaveInTarget {
        let mean = try share * first.alpha(id) + (1 - share) * second.alpha(id)
        try demand(try middle.alpha(id) >= mean, "\(id), in p")
      }
      let laws = first.laws(2)
      for (one, two) in zip(laws, laws.dropFirst()) {
        let entries =
          one.entries.map { DraftLaw.Entry(drafts: $0.drafts, probability: share * $0.probability) }
          + two.entries.map {
            DraftLaw.Entry(drafts: $0.drafts, probability: (1 - share) * $0.probability)
          }
        let mixture = try DraftLaw.joint(entries, drafts: 2, vocabulary: first.count)
        let mean = share * first.cut(one) + (1 - share) * first.cut(two)
        try demand(first.cut(mixture) >= mean, "in Q")
      }
    }
  }

  @Test("Property 28: merging two tokens never lowers the iid optimum")
  func property28() throws {
    try forAll(
      "28",
      { choices in
        let (pair, drafts) = choices.pairAndDrafts()
        guard pair.count > 1 else { throw Discard() }
        return (pair, drafts)
      }
    ) { pair, drafts in
      let merged = try Pair(
        [pair.target[0] + pair.target[1]] + pair.tokens.dropFirst(2).map { pair.target[$0] },
        [pair.draft[0] + pair.draft[1]] + pair.tokens.dropFirst(2).map { pair.draft[$0] })
      try demand(
        try merged.alpha("otm-iid", drafts) >= (try pair.alpha("otm-iid", drafts)), "lower")
    }
  }

  @Test("Property 29: splitting a token in proportion keeps the iid optimum and RRS")
  func property29() throws {
    try forAll("29", { ($0.pairAndDrafts(), Rational($0.integer(in: 0...4), 4)) }) {
      instance, share in
      let (pair, drafts) = instance
      let split = try Pair(
        [share * pair.target[0], (1 - share) * pair.target[0]]
          + pair.tokens.dropFirst().map { pair.target[$0] },
        [share * pair.draft[0], (1 - share) * pair.draft[0]]
          + pair.tokens.dropFirst().map { pair.draft[$0] })
      for id in ["otm-iid", "rrs"] {
        try demand(try split.alpha(id, drafts) == (try pair.alpha(id, drafts)), id)
      }
    }
  }

  @Test("Property 30: the iid optimum is 1 exactly when p(S) ≥ q(S)ᵏ for all S")
  func property30() throws {
    func isCovered(_ pair: Pair, _ drafts: Int) -> Bool {
      zip(pair.target.probabilities.subsetSums, pair.draft.probabilities.subsetSums)
        .allSatisfy { $0 >= $1.raised(to: drafts) }
    }
    try forAll("30", { $0.pairAndDrafts() }) { pair, drafts in
      let holds = isCovered(pair, drafts)
      try demand(holds == (try pair.alpha("otm-iid", drafts) == 1), "\(holds)")
    }
    try forAll(
      "30, where it is 1",
      { choices in
        let drafts = choices.integer(in: 1...4)
        return (try choices.certainPair(drafts: drafts), drafts)
      }
    ) { pair, drafts in
      try demand(isCovered(pair, drafts), "p(S) < q(S)ᵏ")
      try demand(try pair.alpha("otm-iid", drafts) == 1, "not 1")
    }
  }

  @Test("Property 37: iid and without replacement are q-convex, k ≤ 4; hub and greedy are not")
  func property37() throws {
    try forAll("37", { ($0.theoryPair(upTo: 4), $0.integer(in: 1...4)) }) { pair, drafts in
      for law in [
        DraftLaw.iid(pair.draft, drafts: drafts), .withoutReplacement(pair.draft, drafts: drafts),
      ] {
        try demand(pair.isRatioSubmodular(law), "\(law)")
      }
    }
    let pair = try Pair([4 / 7, 3 / 7, 0, 0], [2 / 7, 2 / 7, 2 / 7, 1 / 7])
    #expect(!pair.isRatioSubmodular(.hub(pair.draft, token: 0)))
    let flat = [Rational](repeating: Rational(1, 5), count: 5)
    let uniform = try Pair(flat, flat)
    #expect(!uniform.isRatioSubmodular(.greedy(uniform.draft, drafts: 3)))
  }
}
