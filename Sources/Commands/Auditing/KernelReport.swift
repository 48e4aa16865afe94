// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// A kernel's audit for machines and people.
struct KernelReport {
  private let audit: KernelAudit
  private let recognition: KernelRecognition?
  private let tokens: [String]?

  init(_ audit: KernelAudit, draft: [Rational]?, tokens: [String]?) {
    self.audit = audit
    self.tokens = tokens
    if let draft, let target = try? Distribution(audit.target), let q = try? Distribution(draft) {
      recognition = KernelRecognition(
        audit.kernel, target: target, draft: q, usesAcceptance: audit.acceptanceRate != nil)
    } else {
      recognition = nil
    }
  }

  var answer: AuditAnswer {
    var answer = AuditAnswer(preservesTarget: audit.preservesTarget)
    answer.members = members
    answer.lines = lines
    return answer
  }

  /// Rules that are mistakes, and right rules fed with other drafts; none when the law is right.
  private var mistakes: [(name: String, explanation: String)] {
    guard let recognition, !audit.preservesTarget else { return [] }
    // Where the rule is a right one, what is wrong is the drafts it is fed with.
    let isRightRule = recognition.rules.contains { !$0.isMistake }
    let named =
      isRightRule ? [] : recognition.rules.filter(\.isMistake).map { ($0.name, $0.explanation) }
    return named + (recognition.misuse.map { [("unexpected-drafts", $0)] } ?? [])
  }

  var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("law", audit.law.json), .init("tv", .exact(audit.deviation.totalVariation)),
    ]
    if let rate = audit.acceptanceRate { members.append(.init("alpha", .exact(rate))) }
    members += [
      .init("overlap_Y_in_draft", .exact(audit.overlap)),
      .init("alpha_optimal_for_this_draft_pmf", .exact(audit.optimum.value)),
      .init("optimum_proved", .bool(audit.optimum.isProved)),
      .init("witness", audit.deviation.json),
    ]
    guard let recognition else { return members }
    members.append(
      .init("draft_law", recognition.draftLaw.map { .string($0.rawValue) } ?? .null))
    // On some p and q a mistake does no harm and cannot be told from the right rule.
    let rules = recognition.rules.filter { !audit.preservesTarget || !$0.isMistake }
    let names = rules.map(\.name) + (recognition.specHub == nil ? [] : ["spechub"])
    members.append(.init("matches", .array(names.map(JSONValue.string))))
    members.append(
      .init(
        "mistakes",
        .array(mistakes.map { ["name": .string($0.name), "explanation": .string($0.explanation)] }))
    )
    if let wrong = recognition.firstWrongRow {
      let row = audit.kernel.rows[wrong.row]
      members.append(
        .init(
          "first_wrong_row",
          [
            "row": .integer(wrong.row), "draft": .array(row.drafts.map(JSONValue.integer)),
            "out": row.output.json, "rule": .string(wrong.rule), "should_be": wrong.output.json,
          ]))
    }
    return members
  }

  private func token(_ index: Int) -> String {
    if let tokens, tokens.indices.contains(index) { return tokens[index] }
    return "token \(index)"
  }

  private var lines: [String] {
    var lines: [String] = []
    if let witness = audit.deviation.witness {
      lines.append("total variation \(audit.deviation.totalVariation.withDecimal)")
      lines.append(
        "first difference: \(token(witness.token)) is emitted with \(witness.law.withDecimal), "
          + "target \(witness.target.withDecimal)")
    }
    if let rate = audit.acceptanceRate { lines.append("acceptance \(rate.withDecimal)") }
    lines.append(
      "the token is one of the drafts with \(audit.overlap.withDecimal); at best, for these drafts, "
        + audit.optimum.value.withDecimal)
    if let wrong = recognition?.firstWrongRow {
      let row = audit.kernel.rows[wrong.row]
      lines.append(
        "row \(wrong.row), draft \(row.drafts): emits \(Self.list(row.output)), "
          + "\(wrong.rule) would emit \(Self.list(wrong.output))")
    }
    for mistake in mistakes { lines.append("\(mistake.name): \(mistake.explanation)") }
    if audit.preservesTarget, let hub = recognition?.specHub {
      lines.append(
        "spechub: SpecHub's plan around \(token(hub)), which accepts the most these pairs can")
    } else if audit.preservesTarget, let rule = recognition?.rules.first(where: { !$0.isMistake }) {
      lines.append("\(rule.name): \(rule.explanation)")
    }
    return lines
  }

  private static func list(_ numbers: [Rational]) -> String {
    let shown = numbers.prefix(12).map(\.abridged).joined(separator: " ")
    return numbers.count > 12 ? "(\(shown) …)" : "(\(shown))"
  }
}

extension Deviation {
  /// Where a law first differs from the target, or null.
  var json: JSONValue {
    guard let witness else { return .null }
    return [
      "token": .integer(witness.token), "law": .exact(witness.law),
      "target": .exact(witness.target),
    ]
  }
}
