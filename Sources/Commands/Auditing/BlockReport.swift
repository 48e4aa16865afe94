// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import Rationals
import SpeculativeDecoding

extension AuditAnswer {
  /// Blocks with exact weights.
  init(_ audit: BlockAudit<Rational>) {
    self.init(preservesTarget: audit.preservesTarget == true)
    add("joint2_tv", .exact(audit.firstTwoTotalVariation))
    add("first_token_law", audit.firstTokenLaw.json)
    add("expected_block_length", .exact(audit.expectedBlockLength))
    add("tv", .exact(audit.totalVariation))
    add("witness", .null)
    lines.append("expected block length \(audit.expectedBlockLength.withDecimal)")
    guard let witness = audit.witness else { return }
    members[members.count - 1].value = [
      "tokens": .array(witness.tokens.map(JSONValue.integer)), "law": .exact(witness.law),
      "target": .exact(witness.target),
    ]
    lines.append(
      "total variation of the whole block \(audit.totalVariation.withDecimal), "
        + "of the first two tokens \(audit.firstTwoTotalVariation.withDecimal)")
    lines.append(
      "first difference: the stream begins with \(witness.tokens) with probability "
        + "\(witness.law.withDecimal), target \(witness.target.withDecimal)")
  }

  /// Blocks whose weights are not rational: every key is an enclosure, and a decimal inside it.
  init(_ audit: BlockAudit<Enclosure>) {
    self.init(.notRational, preservesTarget: audit.preservesTarget)
    add("joint2_tv_enclosure", audit.firstTwoTotalVariation.decimalEnds)
    add("first_token_law_enclosure", .array(audit.firstTokenLaw.map(\.decimalEnds)))
    add("first_token_law_float", .array(audit.firstTokenLaw.map(\.float)))
    add("expected_block_length_enclosure", audit.expectedBlockLength.decimalEnds)
    add("tv_enclosure", audit.totalVariation.decimalEnds)
    lines.append("the law of this rule is not made of rationals; every number is enclosed")
    lines.append(
      "first token: " + audit.firstTokenLaw.map { $0.decimal(15) }.joined(separator: " "))
    guard let witness = audit.witness else {
      add("witness", .null)
      lines.append("the enclosures contain the target's law: whether it is emitted is undecided")
      return
    }
    add(
      "witness",
      [
        "tokens": .array(witness.tokens.map(JSONValue.integer)), "law": witness.law.decimalEnds,
        "target": .exact(witness.target),
      ])
    lines.append(
      "not lossless, by rigorous bounds: the stream begins with \(witness.tokens) with probability "
        + "\(witness.law.decimal(15)), target \(witness.target.withDecimal)")
  }
}

extension Enclosure {
  /// Decimals of both ends, rounded outwards to 25 places, and one in between for display.
  var decimalEnds: JSONValue {
    let scale = Rational(10).raised(to: 25)
    let low = (lower * scale).floor / scale
    let high = -(-upper * scale).floor / scale
    return [
      "lower": .string(low.decimal(places: 25)), "upper": .string(high.decimal(places: 25)),
      "decimal": .string(decimal(15)),
    ]
  }

  /// The nearest double of the middle in its shortest decimal, as a JSON number: for display.
  var float: JSONValue { .number(Rational("\(middle.nearestDouble)") ?? middle) }

  func decimal(_ digits: Int) -> String { middle.decimal(significantDigits: digits) }
}
