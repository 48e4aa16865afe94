// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals
import SpeculativeDecoding

/// The output law alone, against the target.
struct LawInput {
  private let target: [Rational]
  private let law: [Rational]

  init(_ reader: inout AuditReader) throws {
    target = try reader.law("p")
    law = try reader.law("law")
    guard law.count == target.count else {
      throw reader.root.error(
        "p has \(target.count) tokens and law \(law.count): they must share a vocabulary")
    }
  }

  func answer() -> AuditAnswer {
    AuditAnswer(law: law, target: target)
  }
}

extension AuditAnswer {
  /// The comparison of an output law with the target: `law`, `tv` and `witness`.
  init(law: [Rational], target: [Rational]) {
    let deviation = Deviation(of: law, from: target)
    self.init(preservesTarget: deviation.totalVariation.isZero)
    add("law", law.json)
    add("tv", .exact(deviation.totalVariation))
    add("witness", deviation.json)
    guard let witness = deviation.witness else { return }
    lines.append("total variation \(deviation.totalVariation.withDecimal)")
    lines.append(
      "first difference: token \(witness.token) is emitted with \(witness.law.withDecimal), "
        + "target \(witness.target.withDecimal)")
  }
}
