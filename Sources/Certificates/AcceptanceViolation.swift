// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// One condition that a certificate of the largest acceptance fails, with the exact amount.
public enum AcceptanceViolation: Sendable, Hashable {
  /// The certificate says that it is about another instance.
  case wrongInstance(expected: String, found: String)
  /// The text was changed after it was written.
  case wrongDigest(stated: String, found: String)
  /// Its theorem is not about this way of drawing drafts.
  case wrongTheorem(expected: String, found: String)
  /// A list has the wrong length.
  case wrongCount(what: String, expected: Int, found: Int)
  /// The order has this token twice, or it is no token.
  case notAPermutation(token: Int)
  /// p(second)·q(first) − p(first)·q(second) = `by`, as weights: the second belongs before the first,
  /// or their order is not that of the tokens when it is 0.
  case outOfOrder(first: Int, second: Int, by: Rational)
  /// The stated prefix is not the shortest of those whose cut is least.
  case wrongCut(stated: Int, least: Int)
  /// A stated list of tokens differs from what it must be, first at this token.
  case wrongTokens(what: String, token: Int)
  /// The acceptance stated is not the value of the cut.
  case wrongAcceptance(stated: Enclosure, cut: Enclosure)
  /// The accepted masses min(p, c·q) at the stated threshold do not sum to the acceptance.
  case wrongThreshold(stated: Enclosure, accepted: Enclosure, acceptance: Enclosure)
  /// The threshold exceeds every ratio p/q, so that a smaller one accepts the same.
  case thresholdTooLarge(stated: Rational, by: Rational)
  /// An enclosure is not one unit of the last decimal place.
  case notCanonical(what: String, Enclosure)
  /// A move is not positive, or its token is not in its set.
  case badMove(index: Int, mass: Rational, token: Int)
  /// More is accepted from a set than its probability.
  case setOverdrawn(index: Int, by: Rational)
  /// More is accepted of a token than its target probability.
  case tokenOverdrawn(token: Int, by: Rational)
  /// The moves sum to something else than the acceptance.
  case wrongTotal(moved: Rational, acceptance: Rational)
}

extension AcceptanceViolation: CustomStringConvertible {
  /// The message for a person.
  public var description: String {
    switch self {
    case .wrongInstance(let expected, let found):
      "the certificate is about instance \(found), this instance is \(expected)"
    case .wrongDigest(let stated, let found):
      "the text was changed: its digest is stated to be \(stated) but is \(found)"
    case .wrongTheorem(let expected, let found):
      "the certificate uses theorem \(found), these drafts need \(expected)"
    case .wrongCount(let what, let expected, let found):
      "\(what): \(expected) entries expected, \(found) found"
    case .notAPermutation(let token):
      "the order has token \(token) twice, or it is outside the vocabulary"
    case .outOfOrder(let first, let second, let amount):
      amount.isZero
        ? "the order has token \(first) before \(second), though their ratios p/q are equal or "
          + "undefined and the smaller token, or the one with p > 0, comes first"
        : "the order has token \(first) before \(second), though p/q of the second is larger: "
          + "the cross products of the weights differ by \(amount)"
    case .wrongCut(let stated, let least):
      "the cut is stated to be the first \(stated) tokens, but that of the first \(least) is "
        + (least < stated ? "no larger, and shorter" : "smaller")
    case .wrongTokens(let what, let token): "\(what): token \(token) is in it or missing wrongly"
    case .wrongAcceptance(let stated, let cut):
      "the acceptance is stated to be \(stated) but the cut has \(cut): off by "
        + (stated.lower - cut.lower).magnitude.decimal(significantDigits: 12)
    case .wrongThreshold(let stated, let accepted, let acceptance):
      "min(p, c·q) at the threshold \(stated) sums to \(accepted), not to \(acceptance): off by "
        + (accepted.lower - acceptance.lower).magnitude.decimal(significantDigits: 12)
    case .thresholdTooLarge(let stated, let amount):
      "the threshold \(stated) exceeds the largest ratio p/q by \(amount)"
    case .notCanonical(let what, let value):
      "\(what): \(value) is neither exact nor one unit of decimal \(Enclosure.places)"
    case .badMove(let index, let mass, let token):
      "move \(index + 1): mass \(mass) of token \(token): not positive, or not of a token of its set"
    case .setOverdrawn(let index, let amount):
      "\(amount) more is accepted from set \(index + 1) than its probability"
    case .tokenOverdrawn(let token, let amount):
      "\(amount) more of token \(token) is accepted than its target probability"
    case .wrongTotal(let moved, let acceptance):
      "the moves sum to \(moved), not to the acceptance \(acceptance): off by "
        + "\((moved - acceptance).magnitude)"
    }
  }
}

extension Enclosure: CustomStringConvertible {
  /// The number, or both ends.
  public var description: String {
    lower == upper
      ? lower.description
      : "[\(lower.decimal(places: Self.places)), \(upper.decimal(places: Self.places))]"
  }
}
