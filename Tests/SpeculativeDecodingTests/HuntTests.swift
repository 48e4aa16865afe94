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

  /// Where a claim is known to fail: the search is confined to it, to be quick.
  private static let known: [String: (tokens: Int, denominator: Int)] = [
    "spechub-beats-rrs": (3, 3), "spechub-beats-rrsw": (3, 3),
    "spechub-beats-rrsw-if-odds": (3, 4), "spechub-beats-rrsw-if-half": (3, 6),
    "argmax-is-best-hub": (3, 4), "rrsw-beats-otm-iid": (3, 4), "kseq-beats-rrsw": (2, 2),
    "rrsw-beats-kseq": (3, 10), "sorted-prefix-hub": (4, 7), "dedupe-is-lossless": (3, 3),
    "brief-cut": (2, 14), "otm-iid-minus-rrs-below": (2, 9), "block-equals-token-2": (2, 4),
    "spechub-beats-otm-without-replacement": (3, 3), "spechub-beats-otm-iid": (3, 3),
    // Found at random, beyond what is searched completely.
    "sorted-prefix-greedy-3": (2, 1),
  ]

  @Test(
    "every refuted claim is refuted, at the denominator that is known or a smaller one",
    arguments: ids(.refuted))
  func refuted(_ id: String) throws {
    let conjecture = try #require(ConjectureCatalog.conjecture(id))
    var range = CounterexampleSearch.Range()
    let known = Self.known[id]
    range.tokens = known?.tokens ?? range.tokens
    range.denominator = known?.denominator ?? range.denominator
    let result = CounterexampleSearch.run(conjecture, in: range)
    let (candidate, finding) = try #require(result.counterexample)
    #expect(finding.gap.signum > 0)
    #expect(result.phase == (id == "sorted-prefix-greedy-3" ? "random" : "exhaustive"))
    // The finding is reproduced from the instance alone.
    let again = try #require(candidate.evaluate(conjecture))
    #expect(again.gap == finding.gap)
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
