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
  private struct Weights {
    var target: [Rational]
    var draft: [Rational]
    var factor: Rational

    init(_ choices: inout Choices) {
      let size = choices.integer(in: 1...4)
      func weights(_ choices: inout Choices) -> [Rational] {
        var weights = (0..<size).map { _ in Rational(choices.integer(in: 0...9)) }
        if weights.allSatisfy(\.isZero) { weights[0] = 1 }
        return weights
      }
      target = weights(&choices)
      draft = weights(&choices)
      factor =
        Rational(choices.integer(in: 2...50))
        * Rational(10).raised(to: choices.pick(from: [0, 1, 20, 40]))
    }

    func scaled(_ weights: [Rational]) -> [Rational] { weights.map { $0 * factor } }

    func integers(_ weights: [Rational]) -> IntegerDistribution? {
      IntegerDistribution(IntegerVector(weights, times: 1))
    }
  }

  @Test(
    "Property 44: integers over D and over m·D are the same instance, for every scheme and proof")
  func property44() throws {
    try forAll("44", { Weights(&$0) }) { weights in
      // The way of a large vocabulary: integers.
      let plain = try AcceptanceProblem(
        target: #require(weights.integers(weights.target)),
        draft: #require(weights.integers(weights.draft)), law: .independent(drafts: 2))
      let scaled = try AcceptanceProblem(
        target: #require(weights.integers(weights.scaled(weights.target))),
        draft: #require(weights.integers(weights.scaled(weights.draft))),
        law: .independent(drafts: 2))
      try demand(plain.target.total == scaled.target.total, "the total of the target")
      try demand(plain.draft.weights.sum == scaled.draft.weights.sum, "the total of the draft")
      let (one, other) = (OptimalAcceptance(plain), OptimalAcceptance(scaled))
      try demand(one.certificate == other.certificate, "the certificates differ")
      try demand(one.certificate.verify(against: scaled).isValid, "each proves the other")
      // The way of toys: fractions.
      func pair(_ target: [Rational], _ draft: [Rational]) throws -> Pair {
        Pair((try Distribution(normalizing: target), try Distribution(normalizing: draft)))
      }
      let first = try pair(weights.target, weights.draft).position(2)
      let second = try pair(weights.scaled(weights.target), weights.scaled(weights.draft))
        .position(2)
      for scheme in SchemeCatalog.all where scheme.id != "otm-joint" {
        try demand(
          try scheme.acceptance(at: first) == (try scheme.acceptance(at: second)), scheme.id)
      }
    }
  }

  @Test("Property 45: the same formulas in floating point come within 1e-9")
  func property45() throws {
    try forAll("45", { $0.pairAndDrafts() }) { pair, drafts in
      let p = pair.target.probabilities.map(\.nearestDouble)
      let q = pair.draft.probabilities.map(\.nearestDouble)
      func excess(_ factor: Double) -> Double {
        zip(p, q).reduce(0) { $0 + max(0, $1.0 - factor * $1.1) }
      }
      func power(_ number: Double) -> Double {
        (0..<drafts).reduce(1) { power, _ in power * number }
      }
      var threshold = 0.0
      for _ in 0..<drafts { threshold += excess(threshold) }
      func check(_ id: String, _ shadow: Double) throws {
        let exact = try pair.alpha(id, drafts).nearestDouble
        try demand(abs(exact - shadow) < 1e-9, "\(id): \(exact), in floating point \(shadow)")
      }
      try check("single", 1 - excess(1))
      try check("rrs", 1 - excess(threshold))
      try check("nss", zip(p, q).reduce(0) { $0 + $1.0 * (1 - power(1 - $1.1)) })
      // min over prefixes by falling p/q of 1 − (1 − q(H))ᵏ + p(outside H).
      let order = p.indices.filter { p[$0] > 0 || q[$0] > 0 }
        .sorted { p[$0] * q[$1] > p[$1] * q[$0] }
      var (least, wanted, offered) = (1.0, 0.0, 0.0)
      for token in order {
        wanted += p[token]
        offered += q[token]
        least = min(least, 1 - power(1 - offered) + 1 - wanted)
      }
      try check("otm-iid", least)
      guard drafts == 2 else { return }
      let hub = pair.draft.mode
      let rest = 1 - q[hub]
      var accepted = p[hub]
      if rest > 0 {
        for token in pair.tokens where token != hub { accepted += min(p[token], q[token] / rest) }
      }
      // Where the rest is nearly nothing the quotient has few digits.
      if rest == 0 || rest > 1e-6 { try check("spechub", accepted) }
    }
  }
}
