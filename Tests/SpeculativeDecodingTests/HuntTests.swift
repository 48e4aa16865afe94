// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import Testing

@testable import SpeculativeDecoding

@Suite("Hunting for counterexamples")
struct HuntTests {
  private static func ids(_ status: Conjecture.Status) -> [String] {
    ConjectureCatalog.all.filter { $0.status == status }.map(\.id)
  }

  @Test("every refuted claim is refuted", arguments: ids(.refuted))
  func refuted(_ id: String) throws {
    let conjecture = try #require(ConjectureCatalog.conjecture(id))
    let result = CounterexampleSearch.run(conjecture)
    let (candidate, finding) = try #require(result.counterexample)
    #expect(finding.gap.signum > 0)
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
    range.samples = 100
    range.climbs = 2
    let result = CounterexampleSearch.run(conjecture, in: range)
    #expect(result.counterexample == nil, "\(String(describing: result.counterexample))")
    #expect(result.tried > 100)
    #expect(result.complete.values.contains { $0 >= 3 })
  }

  @Test(
    "refuted at the denominator that is known, or a smaller one",
    arguments: [
      ("spechub-beats-rrs", 3), ("spechub-beats-rrsw-if-odds", 4),
      ("spechub-beats-rrsw-if-half", 6), ("argmax-is-best-hub", 4), ("rrsw-beats-otm-iid", 4),
      ("kseq-beats-rrsw", 2), ("rrsw-beats-kseq", 10), ("sorted-prefix-hub", 7),
      ("dedupe-is-lossless", 3), ("brief-cut", 14), ("otm-iid-minus-rrs-below", 9),
      ("block-equals-token-2", 4), ("spechub-beats-otm-without-replacement", 3),
    ])
  func denominator(_ id: String, _ known: Int) throws {
    let conjecture = try #require(ConjectureCatalog.conjecture(id))
    let (candidate, _) = try #require(CounterexampleSearch.run(conjecture).counterexample)
    let largest = (candidate.targets + candidate.drafts).map(\.denominator).max()!
    #expect(largest <= known, "found \(candidate)")
  }

  @Test("4/27 and 8/9 are attained at p = (5/9, 4/9), q = (1/3, 2/3)")
  func tight() throws {
    let candidate = Candidate(
      domain: .position(drafts: 2), targets: [.init(numerators: [5, 4])],
      drafts: [.init(numerators: [1, 2])])
    for id in ["otm-iid-minus-rrs", "kseq-eight-ninths"] {
      let finding = try #require(
        candidate.evaluate(try #require(ConjectureCatalog.conjecture(id))))
      #expect(finding.gap.isZero)
      #expect(finding.left.exact == finding.right.exact)
    }
  }

  @Test("ids are distinct")
  func distinct() {
    #expect(Set(ConjectureCatalog.all.map(\.id)).count == ConjectureCatalog.all.count)
  }
}
