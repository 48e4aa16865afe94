// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// Claims of the literature and of this project, true and false.
public enum ConjectureCatalog {
  /// The claim with this id.
  public static func conjecture(_ id: String) -> Conjecture? { all.first { $0.id == id } }

  /// Every claim there is.
  public static let all: [Conjecture] = specHub + rejection + optima + broken + chains

  private static let pair = Conjecture.Domain.position(drafts: 2)
  private static let half = Rational(1, 2)
  private static let oddsCondition = QuantityComparison(.hubOdds, .atLeast, .totalVariation)
  private static let massCondition = QuantityComparison(.hubMass, .atLeast, .totalVariation)
  private static let halfCondition = QuantityComparison(.hubMass, .atLeast, .number(half))

  private static func beats(_ left: String, _ right: String) -> QuantityComparison {
    QuantityComparison(.acceptance(left), .atLeast, .acceptance(right))
  }

  private static let specHub = [
    Conjecture(
      "spechub-beats-single", pair, beats("spechub", "single"), .proved,
      source: "accepts min(p, q/(1 − q(a))) ≥ min(p, q) of every token"),
    Conjecture(
      "spechub-beats-rrs", pair, beats("spechub", "rrs"), .refuted,
      source: "SpecHub, read without its condition"),
    Conjecture(
      "spechub-beats-rrs-if-odds", pair, if: [oddsCondition], beats("spechub", "rrs"), .proved,
      source: "SpecHub's theorem"),
    Conjecture(
      "spechub-beats-rrsw", pair, beats("spechub", "rrsw"), .refuted,
      source: "SpecHub's experiments, read as a law"),
    Conjecture(
      "spechub-beats-rrsw-if-odds", pair, if: [oddsCondition], beats("spechub", "rrsw"),
      .refuted, source: "the condition against RRS, used against RRSw"),
    Conjecture(
      "spechub-beats-rrsw-if-half", pair, if: [halfCondition], beats("spechub", "rrsw"),
      .refuted, source: "the condition against OTM, used against RRSw"),
    Conjecture(
      "spechub-beats-rrsw-if-mass", pair, if: [massCondition], beats("spechub", "rrsw"), .proved,
      source: "the condition that is enough"),
    Conjecture(
      "spechub-beats-otm-iid", pair, beats("spechub", "otm-iid"), .refuted,
      source: "their drafts differ, so neither bounds the other"),
    Conjecture(
      "otm-iid-beats-spechub", pair, beats("otm-iid", "spechub"), .refuted,
      source: "the optimum is one for iid drafts only"),
    Conjecture(
      "spechub-beats-otm-iid-if-half", pair, if: [halfCondition], beats("spechub", "otm-iid"),
      .proved, source: "1/(1 − q(a)) ≥ 2 is enough for every p"),
    Conjecture(
      "spechub-beats-otm-without-replacement", pair, beats("spechub", "otm-without-replacement"),
      .refuted, source: "never beyond two tokens"),
    Conjecture(
      "otm-without-replacement-beats-spechub", pair, beats("otm-without-replacement", "spechub"),
      .refuted, source: "never beyond two tokens"),
    Conjecture(
      "argmax-is-best-hub", pair, beats("spechub", "spechub-best"), .refuted,
      source: "SpecHub's choice of hub"),
    Conjecture(
      "argmax-is-best-hub-if-half", pair, if: [halfCondition], beats("spechub", "spechub-best"),
      .refuted, source: "the same with a heavy hub"),
    Conjecture(
      "closed-form-is-optimal", pair,
      QuantityComparison(.acceptance("spechub"), .equal, .optimum("spechub")), .proved,
      source: "Proofs/notes/closed-form-is-optimal.md"),
    Conjecture(
      "hub-equals-greedy", pair,
      QuantityComparison(.acceptance("spechub"), .equal, .acceptance("greedy")), .proved,
      source: "Dynamic Delayed Tree Expansion (Thomas et al.)"),
  ]

  private static let rejection = [
    Conjecture(
      "rrsw-beats-rrs", pair, beats("rrsw", "rrs"), .proved, source: "every c along a path grows"),
    Conjecture(
      "rrsw-beats-rrs-3", .position(drafts: 3), beats("rrsw", "rrs"), .proved, source: "the same"),
    Conjecture(
      "kseq-beats-rrs", pair, beats("kseq", "rrs"), .proved, source: "c_k ≤ ρ*"),
    Conjecture(
      "rrsw-beats-kseq", pair, beats("rrsw", "kseq"), .refuted, source: "incomparable"),
    Conjecture(
      "kseq-beats-rrsw", pair, beats("kseq", "rrsw"), .refuted, source: "incomparable"),
    Conjecture(
      "rrsw-beats-otm-iid", pair, beats("rrsw", "otm-iid"), .refuted, source: "incomparable"),
    Conjecture(
      "otm-iid-beats-rrsw", pair, beats("otm-iid", "rrsw"), .refuted, source: "incomparable"),
    Conjecture(
      "kseq-eight-ninths", pair,
      QuantityComparison(
        .acceptance("kseq"), .atLeast, .product(Rational(8, 9), .acceptance("otm-iid"))),
      .proved, source: "sharper than SpecTr's 1 − (1 − 1/k)ᵏ = 3/4; tight"),
    Conjecture(
      "kseq-nine-tenths", pair,
      QuantityComparison(
        .acceptance("kseq"), .atLeast, .product(Rational(9, 10), .acceptance("otm-iid"))),
      .refuted, source: "8/9 is tight"),
    Conjecture(
      "otm-iid-minus-rrs", pair,
      QuantityComparison(
        .acceptance("otm-iid"), .atMost, .sum([.acceptance("rrs"), .number(Rational(4, 27))])),
      .proved, source: "tight"),
    Conjecture(
      "otm-iid-minus-rrs-below", pair,
      QuantityComparison(
        .acceptance("otm-iid"), .atMost, .sum([.acceptance("rrs"), .number(Rational(1, 7))])),
      .refuted, source: "4/27 is tight"),
  ]

  private static let optima = [
    Conjecture(
      "without-replacement-is-better", pair, beats("otm-without-replacement", "otm-iid"),
      .proved, source: "a set is missed no more often"),
    Conjecture(
      "path-beats-otm-iid", pair, beats("path", "otm-iid"), .refuted,
      source: "path drafts cover single tokens best, not sets"),
    Conjecture(
      "otm-iid-beats-path", pair, beats("otm-iid", "path"), .refuted, source: "incomparable"),
    prefix("sorted-prefix-iid", "otm-iid", drafts: 2, .proved),
    prefix("sorted-prefix-without-replacement", "otm-without-replacement", drafts: 2, .proved),
    prefix(
      "sorted-prefix-without-replacement-3", "otm-without-replacement", drafts: 3, .proved),
    prefix("sorted-prefix-hub", "spechub", drafts: 2, .refuted),
    prefix("sorted-prefix-greedy-3", "greedy", drafts: 3, .refuted),
    prefix("sorted-prefix-star", "star", drafts: 2, .refuted),
    prefix("sorted-prefix-path", "path", drafts: 2, .refuted),
    Conjecture(
      "brief-cut", pair,
      QuantityComparison(.briefCut("otm-iid"), .equal, .optimum("otm-iid")), .refuted,
      source: "a tempting formula, right for one draft only"),
    Conjecture(
      "brief-cut-1", .position(drafts: 1),
      QuantityComparison(.briefCut("otm-iid"), .equal, .optimum("otm-iid")), .proved,
      source: "for one draft it is the minimum cut"),
  ]

  private static func prefix(
    _ id: String, _ scheme: String, drafts: Int, _ status: Conjecture.Status
  ) -> Conjecture {
    Conjecture(
      id, .position(drafts: drafts),
      QuantityComparison(.prefixCut(scheme), .equal, .optimum(scheme)), status,
      source: "Hu et al. 2025: where f is q-convex")
  }

  private static let broken = [
    Conjecture(
      "dedupe-keeps-acceptance", pair,
      QuantityComparison(.acceptance("rrs-dedupe"), .equal, .acceptance("rrs")), .proved,
      source: "a rejected token is rejected again"),
    Conjecture(
      "dedupe-is-lossless", pair,
      QuantityComparison(.deviation("rrs-dedupe"), .equal, .number(0)), .refuted,
      source: "EAGLE port of SpecHub: repeated drafts skipped"),
    Conjecture(
      "rrs-is-lossless", pair, QuantityComparison(.deviation("rrs"), .equal, .number(0)),
      .proved, source: "SpecInfer"),
    Conjecture(
      "rrsw-is-lossless", pair, QuantityComparison(.deviation("rrsw"), .equal, .number(0)),
      .proved, source: "Jeon et al., Yang et al."),
    Conjecture(
      "spechub-is-lossless", pair,
      QuantityComparison(.deviation("spechub"), .equal, .number(0)), .proved,
      source: "SpecHub's theorem"),
  ]

  private static let chains = [
    Conjecture(
      "block-equals-token-1", .chain(length: 1),
      QuantityComparison(.blockwise, .equal, .tokenwise), .proved, source: "one draft"),
    Conjecture(
      "block-equals-token-2", .chain(length: 2),
      QuantityComparison(.blockwise, .equal, .tokenwise), .refuted,
      source: "a comment in an inference engine: the rules coincide for γ ≤ 2"),
    Conjecture(
      "block-beats-token-2", .chain(length: 2),
      QuantityComparison(.blockwise, .atLeast, .tokenwise), .proved, source: "Sun et al. 2024"),
  ]
}
