// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import Testing

@testable import SpeculativeDecoding

@Suite("Hunting for counterexamples")
struct HuntTests {
  private static func ids(_ status: Conjecture.Status) -> [String] {
    ConjectureCatalog.all.filter { $0.status == status }.map(\.id)
  }

  /// The tokens and the denominator of the instance that refutes each claim in the literature or in
  /// this project's theory. The last four have no published one: theirs is what `hunt` finds.
  private static let known: [String: (tokens: Int, denominator: Int)] = [
    "spechub-beats-rrs": (3, 3), "spechub-beats-rrsw": (3, 3),
    "spechub-beats-rrsw-if-odds": (3, 4), "spechub-beats-rrsw-if-half": (3, 6),
    "spechub-beats-otm-iid": (3, 3), "otm-iid-beats-spechub": (2, 2),
    "spechub-beats-otm-without-replacement": (3, 3),
    "otm-without-replacement-beats-spechub": (3, 5), "argmax-is-best-hub": (3, 4),
    "argmax-is-best-hub-if-half": (4, 21), "rrsw-beats-kseq": (3, 10), "kseq-beats-rrsw": (2, 2),
    "rrsw-beats-otm-iid": (3, 4), "otm-iid-beats-rrsw": (2, 2), "kseq-nine-tenths": (2, 9),
    "otm-iid-minus-rrs-below": (2, 9), "otm-iid-beats-path": (2, 2), "sorted-prefix-hub": (4, 7),
    "brief-cut": (2, 14), "dedupe-is-lossless": (3, 4), "block-equals-token-2": (2, 4),
    "path-beats-otm-iid": (4, 4), "sorted-prefix-path": (4, 4), "sorted-prefix-star": (5, 5),
    "sorted-prefix-greedy-3": (5, 5),
  ]

  @Test(
    "every refuted claim is refuted, at the denominator that is known or a smaller one",
    arguments: ids(.refuted))
  func refuted(_ id: String) throws {
    let conjecture = try #require(ConjectureCatalog.conjecture(id))
    let known = try #require(Self.known[id], "no instance is known that refutes it")
    var range = CounterexampleSearch.Range()
    range.tokens = known.tokens
    range.denominator = known.denominator
    let result = CounterexampleSearch.run(conjecture, in: range)
    let (candidate, finding) = try #require(result.counterexample)
    #expect(finding.gap.signum > 0)
    // So no smaller denominator refutes it, with as many tokens.
    #expect(result.phase == "exhaustive")
    let laws = candidate.targets + candidate.drafts
    #expect(laws.allSatisfy { $0.denominator <= known.denominator })
    // What `hunt` searches unasked reaches as far, so that it finds this or a smaller one.
    let usual = CounterexampleSearch.Range()
    #expect(laws.allSatisfy { $0.denominator <= usual.denominator })
    #expect(candidate.targets[0].numerators.count <= usual.tokens)
    // The finding is reproduced from the instance alone.
    let again = try #require(candidate.evaluate(conjecture))
    #expect(again.gap == finding.gap)
  }

  /// Laws of denominator ≤ 4 have at most four tokens each, so eight tokens carry any two of them, and
  /// more would be tokens that neither has.
  @Test("sorted prefixes fail for greedy triples at denominator 5, and at no smaller one")
  func leastGreedyWitness() throws {
    let conjecture = try #require(ConjectureCatalog.conjecture("sorted-prefix-greedy-3"))
    var range = CounterexampleSearch.Range()
    range.tokens = 8
    range.denominator = 4
    range.samples = 0
    let below = CounterexampleSearch.run(conjecture, in: range)
    #expect(below.counterexample == nil)
    #expect(below.complete == Dictionary(uniqueKeysWithValues: (1...8).map { ($0, 4) }))
    let fifth = Rational(1, 5)
    let witness = Candidate(
      domain: .position(drafts: 3), targets: [.init(numerators: [0, 1, 0, 0, 1])],
      drafts: [.init(numerators: [1, 1, 1, 1, 1])])
    #expect(witness.instance?.draft.probabilities == Array(repeating: fifth, count: 5))
    let finding = try #require(witness.evaluate(conjecture))
    #expect(finding.left.exact == 1)
    #expect(finding.right.exact == Rational(5, 6))
  }

  @Test("no proved claim is refuted", arguments: ids(.proved))
  func proved(_ id: String) throws {
    let conjecture = try #require(ConjectureCatalog.conjecture(id))
    var range = CounterexampleSearch.Range()
    range.denominator = 4
    range.tokens = 3
    range.samples = 50
    range.climbs = 1
    let result = CounterexampleSearch.run(conjecture, in: range)
    #expect(result.counterexample == nil, "\(String(describing: result.counterexample))")
    #expect(result.tried > 100)
    #expect(result.complete.values.contains { $0 >= 3 })
  }

  @Test("4/27 and 8/9 are attained at p = (5/9, 4/9), q = (1/3, 2/3)")
  func tight() throws {
    let candidate = Candidate(
      domain: .position(drafts: 2), targets: [.init(numerators: [5, 4])],
      drafts: [.init(numerators: [1, 2])])
    for id in ["otm-iid-minus-rrs", "kseq-eight-ninths"] {
      let conjecture = try #require(ConjectureCatalog.conjecture(id))
      let finding = try #require(candidate.evaluate(conjecture))
      #expect(finding.gap.isZero)
      #expect(finding.left.exact == finding.right.exact)
    }
  }

  @Test("ids are distinct")
  func distinct() {
    #expect(Set(ConjectureCatalog.all.map(\.id)).count == ConjectureCatalog.all.count)
  }
}
