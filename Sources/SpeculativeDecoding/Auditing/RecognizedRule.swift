// SPDX-License-Identifier: GPL-3.0-or-later

/// A rule that a kernel was found to be, row by row and exactly.
public struct RecognizedRule: Sendable, Hashable {
  /// The name, the same in output and documentation.
  public let name: String
  /// Whether the rule, with drafts as it expects them, does not emit the target.
  public let isMistake: Bool
  /// What the rule does, and what it should do instead if it is a mistake.
  public let explanation: String
  /// The rule itself.
  public let variant: RejectionVariant

  /// The mistakes that are looked for.
  public static var mistakes: [RecognizedRule] { all.filter(\.isMistake) }

  /// Every rule looked for, right ones first; of several equal on a kernel all are reported.
  static let all: [RecognizedRule] = [
    .init(
      "recursive-rejection", false,
      "drafts are tried one after the other with min(1, p/q), and (p − q)⁺ is carried over at every "
        + "token; lossless for independent drafts",
      .init()),
    .init(
      "recursive-rejection-without-replacement", false,
      "as recursive rejection, and q loses each rejected token; lossless for drafts without "
        + "replacement",
      .init(removesRejected: true)),
    .init(
      "independent-match", false,
      "a draft is accepted only when an independent draw from p happens to equal it (q taken as 1); "
        + "lossless for any drafts, but it accepts Σ p·P(drafted) where min(1, p/q) would accept more",
      .init(test: .targetOnly, residual: .withoutDraftedToken)),
    .init(
      "duplicates-skipped", true,
      "a draft that repeats a rejected one is passed over; with replacement it must be tried again "
        + "against the new residual, which then loses q once more",
      .init(skipsDuplicates: true)),
    .init(
      "residual-at-one-token", true,
      "after a rejection q is subtracted at the drafted token alone, which is left with 0; the residual "
        + "is (p − q)⁺ at every token",
      .init(residual: .withoutDraftedToken)),
    .init(
      "missing-residual", true,
      "after a rejection the token is drawn from p itself; it must be drawn from (p − q)⁺, normalised",
      .init(residual: .none)),
    .init(
      "absolute-residual", true,
      "after a rejection |p − q| is carried over; only its positive part (p − q)⁺ may be",
      .init(residual: .absolute)),
    .init(
      "inverse-ratio", true,
      "a draft is accepted with min(1, q/p), upside down; the ratio is p/q",
      .init(test: .inverseRatio)),
    .init(
      "target-only-with-draft-residual", true,
      "a draft is accepted with probability p as if q were 1, but the residual subtracts q; take both "
        + "from the same q",
      .init(test: .targetOnly)),
  ]

  private init(
    _ name: String, _ isMistake: Bool, _ explanation: String, _ variant: RejectionVariant
  ) {
    self.name = name
    self.isMistake = isMistake
    self.explanation = explanation
    self.variant = variant
  }
}
