// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Float rows of an implementation, by their bits, verified as implementations use them.
struct FloatInput {
  private let target: [Rational]
  private let draft: [Rational]

  init(_ reader: inout AuditReader) throws {
    target = try Self.values("p_hex", reader)
    draft = try Self.values("q_hex", reader)
    guard target.count == draft.count else {
      throw reader.root.error(
        "p_hex has \(target.count) tokens and q_hex \(draft.count): they must share a vocabulary")
    }
  }

  private static func values(_ key: String, _ reader: AuditReader) throws -> [Rational] {
    let cursor = try reader.root.required(key)
    for element in try cursor.elements() {
      guard case .string(let text) = element.value, let bits = UInt32(text, radix: 16),
        BitPatterns.float32.value(UInt64(bits)) == nil
      else { continue }
      throw AuditStop.answered(
        .undefined("\(element.path) = \"\(text)\" is NaN or infinite as a float32"))
    }
    let values = try BitPatterns.float32.values(cursor)
    if let index = values.firstIndex(where: { $0.signum < 0 }) {
      throw cursor.error("entry \(index) is negative: \(values[index])")
    }
    guard values.contains(where: { !$0.isZero }) else {
      throw AuditStop.answered(
        .undefined("\(key) is zero everywhere: dividing by its sum is 0/0"))
    }
    return values
  }

  func answer(_ tolerances: [(text: String, value: Rational)]) -> AuditAnswer {
    guard let kernel = RawSpeculativeSampling(target: target, draft: draft).kernel else {
      return .undefined(
        "a draft can be rejected although p ≤ q everywhere: the residual (p − q)⁺ is 0/0")
    }
    let sum = target.reduce(0, +)
    let normalized = target.map { $0 / sum }
    let law = kernel.outputLaw
    let deviation = Deviation(of: law, from: normalized)
    var answer = AuditAnswer(preservesTarget: deviation.totalVariation.isZero)
    answer.add("law", law.json)
    answer.add("alpha", .exact(kernel.acceptanceRate))
    answer.add("tv_vs_normalized_p", .exact(deviation.totalVariation))
    answer.add("p_sum", .exact(sum))
    answer.add("q_sum", .exact(draft.reduce(0, +)))
    answer.add("p_normalized", normalized.json)
    let draftSum = draft.reduce(0, +)
    answer.add("q_normalized", draft.map { $0 / draftSum }.json)
    answer.add(
      "within_tolerance",
      .object(
        tolerances.map { .init($0.text, .bool(deviation.totalVariation <= $0.value)) }))
    answer.add("witness", deviation.json)
    answer.lines.append(
      "total variation from p/Σp \(deviation.totalVariation.withDecimal), exact in the given bits")
    for (text, value) in tolerances {
      answer.lines.append(
        "within \(text): \(deviation.totalVariation <= value ? "yes" : "no")")
    }
    answer.lines.append("acceptance \(kernel.acceptanceRate.withDecimal)")
    return answer
  }
}
