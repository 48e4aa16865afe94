// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

/// What must not depend on how numbers are written.
@Suite("Theory: numbers")
struct TheoryNumberTests {
  @Test("36: the certified optimum's primal value is its cut's, as integers")
  func primalIsDual() throws {
    try forAll("36", cases: 300, { $0.pairAndDrafts() }) { pair, drafts in
      for sampling in [Sampling.iid, .withoutReplacement, .greedy] {
        let optimum = try pair.position(drafts).optimum(of: sampling)
        let accepted = try #require(optimum.accepted)
        try demand(
          accepted.sum() == optimum.certificate.acceptance.exact, "the masses miss the cut")
      }
    }
  }

  @Test("44: integers over D and over m·D are the same instance")
  func scaling() throws {
    try forAll(
      "44", cases: 300,
      { choices in
        (
          (0..<4).map { _ in choices.integer(in: 1...9) },
          (0..<4).map { _ in choices.integer(in: 1...9) }, choices.integer(in: 1...50)
        )
      }
    ) { target, draft, factor in
      func pair(_ factor: Int) throws -> Pair {
        func normalized(_ weights: [Int]) throws -> [Rational] {
          try Distribution(normalizing: weights.map { Rational($0 * factor) }).probabilities
        }
        return try Pair(normalized(target), normalized(draft))
      }
      for scheme in SchemeCatalog.all where scheme.id != "otm-joint" {
        let (plain, scaled) = (try pair(1), try pair(factor))
        try demand(
          try scheme.acceptance(at: plain.position(2))
            == (try scheme.acceptance(at: scaled.position(2))), scheme.id)
      }
    }
  }

  @Test("45: the same formulas in floating point come within 1e-9")
  func shadow() throws {
    try forAll("45", { $0.pairAndDrafts() }) { pair, drafts in
      let p = pair.target.probabilities.map(\.nearestDouble)
      let q = pair.draft.probabilities.map(\.nearestDouble)
      func excess(_ factor: Double) -> Double {
        zip(p, q).reduce(0) { $0 + max(0, $1.0 - factor * $1.1) }
      }
      var threshold = 0.0
      for _ in 0..<drafts { threshold += excess(threshold) }
      func isClose(_ exact: Rational, _ shadow: Double) -> Bool {
        abs(exact.nearestDouble - shadow) < 1e-9
      }
      try demand(isClose(try pair.alpha("single"), 1 - excess(1)), "single")
      try demand(isClose(try pair.alpha("rrs", drafts), 1 - excess(threshold)), "rrs")
      guard drafts == 2 else { return }
      let hub = pair.draft.mode
      let rest = 1 - q[hub]
      var accepted = p[hub]
      if rest > 0 {
        for token in pair.tokens where token != hub { accepted += min(p[token], q[token] / rest) }
      }
      // Where the rest is nearly nothing the quotient has few digits.
      if rest == 0 || rest > 1e-6 {
        try demand(isClose(try pair.alpha("spechub"), accepted), "hub")
      }
    }
  }
}
