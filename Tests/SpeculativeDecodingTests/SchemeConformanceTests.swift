// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

/// What every scheme of the catalog must satisfy: its formulas are its kernel's, and it is lossless
/// where it says so.
@Suite("Every scheme keeps its word")
struct SchemeConformanceTests {
  static let schemes: [any Scheme] =
    SchemeCatalog.all + [
      KSEQ(factor: Rational(3, 2)), KSEQ(factor: 3), StarMixture(hubShare: 0),
      StarMixture(hubShare: 1),
    ]

  @Test("acceptance, masses and output law are those of the kernel", arguments: schemes.map(\.id))
  func kernel(_ id: String) throws {
    let scheme = try #require(SchemeCatalog.scheme(id))
    try forAll("\(id) = its kernel", { try $0.position(of: scheme) }) { position in
      let kernel = try scheme.kernel(at: position)
      try demand(kernel.isStochastic, "the kernel is not stochastic")
      try demand(
        try scheme.isLossless(at: position) == (kernel.outputLaw == position.target.probabilities),
        "says of itself the opposite; it emits \(kernel.outputLaw)"
      )
      let acceptance = try scheme.acceptance(at: position)
      // K-SEQ's kernel is that of a rational a little above ρ*, and accepts a little less.
      let slack = id == "kseq" ? Rational("1e-12")! : 0
      try demand(
        acceptance.contains(kernel.acceptanceRate, slack),
        "\(acceptance) is not the kernel's \(kernel.acceptanceRate)")
      let mass = try scheme.acceptedMass(at: position)
      try demand(
        Enclosure(mass.map(\.lower).sum(), mass.map(\.upper).sum())
          .contains(kernel.acceptanceRate, slack),
        "the masses do not add up to \(kernel.acceptanceRate)")
      // An optimal rule's masses are not unique.
      if !(scheme is OptimalVerification) {
        try demand(
          zip(mass, kernel.acceptedMass).allSatisfy { $0.contains($1, slack) },
          "\(mass) are not the kernel's \(kernel.acceptedMass)")
      }
      if let byDraft = try scheme.acceptedMassByDraft(at: position) {
        for token in mass.indices {
          let (lower, upper) = (
            byDraft.map { $0[token].lower }.sum(), byDraft.map { $0[token].upper }.sum()
          )
          try demand(
            lower <= mass[token].upper && mass[token].lower <= upper,
            "the drafts accept \(lower) … \(upper) of token \(token), not \(mass[token])")
          if id != "kseq" {
            try demand(lower == mass[token].lower && upper == mass[token].upper, "inexact")
          }
        }
        let rates = try #require(try scheme.acceptanceByDraft(at: position))
        let total = byDraft.map { $0.map(\.lower).sum() }
        try demand(
          zip(total, rates).allSatisfy { $0 <= $1.upper } && total.count == rates.count,
          "rates by draft \(rates)")
      }
      if let rates = try scheme.acceptanceByDraft(at: position) {
        try demand(
          rates.map(\.lower).sum() <= acceptance.upper
            && rates.map(\.upper).sum() >= acceptance.lower, "rates by draft \(rates)")
      }
    }
  }

  @Test(
    "no lossless scheme passes its bound, which is the maximum flow of its drafts",
    arguments: schemes.map(\.id))
  func bound(_ id: String) throws {
    let scheme = try #require(SchemeCatalog.scheme(id))
    try forAll("\(id) ≤ its bound = flow", { try $0.position(of: scheme) }) { position in
      let bound = try scheme.bound(at: position)
      let flow = try scheme.law(at: position).transport(to: position.target).largestAcceptance()
      try demand(bound == flow.value, "bound \(bound), flow \(flow.value)")
      try demand(flow.plan.total == bound, "the flow has \(flow.plan.total)")
      if try scheme.isLossless(at: position) {
        let acceptance = try scheme.acceptance(at: position)
        try demand(acceptance.lower <= bound, "\(acceptance) passes \(bound)")
      }
    }
  }

  /// The schemes that no rule for the same drafts can beat.
  private static let optimal = [
    "top-k", "spechub", "spechub-best", "greedy", "star", "star-0", "star-1", "path", "otm-iid",
    "otm-without-replacement", "otm-greedy", "otm-hub", "otm-joint",
  ]

  @Test(
    "the optimal ones accept the optimum of the acceptance program of their drafts",
    arguments: optimal)
  func program(_ id: String) throws {
    let scheme = try #require(SchemeCatalog.scheme(id))
    try forAll("\(id) = its program", { try $0.position(of: scheme) }) { position in
      let transport = try scheme.law(at: position).transport(to: position.target)
      let optimum = try TheoryProgram.optimum(AcceptanceProgram(transport).program)
      let acceptance = try scheme.acceptance(at: position)
      try demand(acceptance.exact == optimum, "\(acceptance), but the program has \(optimum)")
    }
  }

  @Test("R(c) by search is R(c) by its definition, and its inverse inverts it")
  func excess() throws {
    try forAll("R two ways", { ($0.pair(upTo: 8), $0.smallRational().magnitude) }) {
      pair, factor in
      let (target, draft) = pair
      let order = LikelihoodOrder(target: target, draft: draft)
      let expected = zip(target.probabilities, draft.probabilities).map { max(0, $0 - factor * $1) }
      let excess = order.excess(over: factor)
      try demand(excess == expected.sum(), "R(\(factor)) = \(excess)")
      let back = order.factor(leaving: excess)
      try demand(order.excess(over: back) == excess, "R(\(back)) ≠ \(excess)")
      try demand(back <= factor, "\(back) is not the least")
    }
  }
}

extension Enclosure {
  func contains(_ number: Rational, _ slack: Rational = 0) -> Bool {
    lower - slack <= number && number <= upper + slack
  }
}

extension Choices {
  /// A position of 1 … 3 drafts at toy size, with any sampling.
  mutating func position() -> Position { Position(instance()) }

  /// The same where the scheme exists.
  mutating func position(of scheme: any Scheme) throws -> Position {
    let position = scheme.id == "otm-joint" ? Position(try jointInstance()) : position()
    do {
      _ = try scheme.sampling(at: position)
    } catch SchemeError.undefined {
      throw Discard()
    }
    return position
  }

  /// An instance with an explicit law of its drafts.
  private mutating func jointInstance() throws -> Instance {
    let (target, draft) = pair(upTo: 5)
    let drafts = integer(in: 1...3)
    let entries = distribution(size: integer(in: 1...8)).map { probability in
      DraftLaw.Entry(
        drafts: (0..<drafts).map { _ in integer(in: 0...(target.count - 1)) },
        probability: probability)
    }
    return try Instance(target: target, draft: draft, drafts: drafts, sampling: .joint(entries))
  }
}
