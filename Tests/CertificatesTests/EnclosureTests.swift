// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals
import Testing

@testable import Certificates

@Suite("Enclosures and messages of acceptance certificates")
struct EnclosureTests {
  private let unit = Rational(10).raised(to: -50)

  @Test("one number, or all of one unit of the last decimal place")
  func canonical() {
    #expect(Enclosure.unit == unit)
    #expect(Enclosure(Rational(1, 3)).isCanonical)
    #expect(Enclosure(Rational(1, 3)).exact == Rational(1, 3))
    #expect(Enclosure(truncated: 7 * unit).isCanonical)
    #expect(Enclosure(truncated: 7 * unit) == Enclosure(7 * unit, 8 * unit))
    #expect(Enclosure(truncated: 7 * unit).exact == nil)
    #expect(!Enclosure(0, 2 * unit).isCanonical)
    #expect(!Enclosure(unit / 2, unit / 2 + unit).isCanonical)
    #expect(Enclosure(0, 0) == Enclosure(0))
  }

  @Test("ends in the wrong order stop the program")
  func wrongOrder() async {
    await #expect(processExitsWith: .failure) { _ = Enclosure(1, 0) }
  }

  @Test("truncation needs both ends to agree")
  func truncation() {
    #expect(Enclosure(unit / 3, unit / 2).truncated == Enclosure(0, unit))
    #expect(Enclosure(-unit / 3, -unit / 4).truncated == Enclosure(-unit, 0))
    #expect(Enclosure(unit / 3, 4 * unit / 3).truncated == nil)
    #expect(Enclosure(2 * unit).truncated == Enclosure(2 * unit, 3 * unit))
  }

  @Test("messages say what is wrong and by how much")
  func messages() {
    let third = Enclosure(Rational(1, 3))
    let zeros = String(repeating: "0", count: 49)
    #expect(third.description == "1/3")
    #expect(Enclosure(0, unit).description == "[0.0\(zeros), 0.\(zeros)1]")
    let messages: [(AcceptanceViolation, String)] = [
      (
        .wrongInstance(expected: "a", found: "b"),
        "the certificate is about instance b, this instance is a"
      ),
      (
        .wrongDigest(stated: "a", found: "b"),
        "the text was changed: its digest is stated to be a but is b"
      ),
      (
        .wrongTheorem(expected: "a", found: "b"),
        "the certificate uses theorem b, these drafts need a"
      ),
      (.wrongCount(what: "order", expected: 1, found: 2), "order: 1 entries expected, 2 found"),
      (
        .notAPermutation(token: 3), "the order has token 3 twice, or it is outside the vocabulary"
      ),
      (
        .outOfOrder(first: 1, second: 2, by: 5),
        "the order has token 1 before 2, though p/q of the second is larger: the cross products of "
          + "the weights differ by 5"
      ),
      (
        .outOfOrder(first: 1, second: 2, by: 0),
        "the order has token 1 before 2, though their ratios p/q are equal or undefined and the "
          + "smaller token, or the one with p > 0, comes first"
      ),
      (
        .wrongCut(stated: 2, least: 1),
        "the cut is stated to be the first 2 tokens, but that of the first 1 is no larger, and shorter"
      ),
      (
        .wrongCut(stated: 1, least: 2),
        "the cut is stated to be the first 1 tokens, but that of the first 2 is smaller"
      ),
      (
        .wrongTokens(what: "fixed", token: 1), "fixed: token 1 is in it or missing wrongly"
      ),
      (
        .wrongAcceptance(stated: third, cut: Enclosure(1)),
        "the acceptance is stated to be 1/3 but the cut has 1: off by 0.666666666667"
      ),
      (
        .wrongThreshold(stated: Enclosure(2), accepted: third, acceptance: Enclosure(1)),
        "min(p, c·q) at the threshold 2 sums to 1/3, not to 1: off by 0.666666666667"
      ),
      (
        .thresholdTooLarge(stated: 2, by: 1), "the threshold 2 exceeds the largest ratio p/q by 1"
      ),
      (
        .notCanonical(what: "threshold", third),
        "threshold: 1/3 is neither exact nor one unit of decimal 50"
      ),
      (
        .badMove(index: 0, mass: -1, token: 2),
        "move 1: mass -1 of token 2: not positive, or not of a token of its set"
      ),
      (
        .setOverdrawn(index: 0, by: 2), "2 more is accepted from set 1 than its probability"
      ),
      (
        .tokenOverdrawn(token: 4, by: 2),
        "2 more of token 4 is accepted than its target probability"
      ),
      (
        .wrongTotal(moved: 1, acceptance: 3),
        "the moves sum to 1, not to the acceptance 3: off by 2"
      ),
    ]
    for (violation, message) in messages { #expect(violation.description == message) }
  }
}
