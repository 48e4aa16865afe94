// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// The rows of a batch: each an audit of its own, and perhaps what they emit together.
struct BatchInput {
  /// The answers of the rows that say what they do by themselves.
  private let answers: [(row: Int, answer: AuditAnswer)]
  private let joint: BatchAudit?
  private let count: Int

  init(_ reader: inout AuditReader, _ options: AuditOptions) throws {
    let rows = try reader.root.required("rows").elements()
    count = rows.count
    let hasJoint = try reader.root.optional("joint") != nil
    var targets: [Distribution] = []
    var answers: [(Int, AuditAnswer)] = []
    for (index, row) in rows.enumerated() {
      let kind = AuditKind(Set(row.keys))
      if kind == nil || hasJoint {
        guard hasJoint else {
          throw row.error(expected: "\"joint\" beside \"rows\", or here " + AuditKind.expectation)
        }
        targets.append(try reader.distribution(of: try row.required("p")))
      }
      // A batch in a batch would have no meaning, and could nest without end.
      if let kind, kind != .batch { answers.append((index, Audit.answer(row, options))) }
    }
    self.answers = answers
    guard let cursor = try reader.root.optional("joint") else {
      joint = nil
      return
    }
    joint = BatchAudit(joint: try Self.joint(cursor, targets), targets: targets)
  }

  private static func joint(
    _ cursor: JSONCursor, _ targets: [Distribution]
  ) throws -> [[Int]: Rational] {
    var joint: [[Int]: Rational] = [:]
    var sum: Rational = 0
    for (index, entry) in try cursor.elements().enumerated() {
      let tokens = try entry.required("out").elements().map { try $0.integer() }
      func refuse(_ reason: String) -> AuditStop {
        .answered(.refused("row \(index): \(reason)", row: index))
      }
      guard tokens.count == targets.count else {
        throw refuse("\(tokens.count) tokens for \(targets.count) rows of the batch")
      }
      for (row, token) in tokens.enumerated() where token < 0 || token >= targets[row].count {
        throw refuse("token \(token) is outside the vocabulary 0 … \(targets[row].count - 1)")
      }
      guard case .value(let weight) = try AuditNumber(try entry.required("w")) else {
        throw AuditStop.answered(
          .undefined("row \(index) (tokens \(tokens)): w is no number", row: index))
      }
      guard weight.signum >= 0 else { throw refuse("w is negative: \(weight)") }
      joint[tokens, default: 0] += weight
      sum += weight
    }
    guard sum == 1 else {
      throw AuditStop.answered(
        .refused("the weights of \"joint\" sum to \(sum.withDecimal), not to 1"))
    }
    return joint
  }

  func answer() -> AuditAnswer {
    // A row without an answer leaves the batch without one.
    if let open = answers.first(where: { $0.answer.preservesTarget == nil }) {
      var answer = AuditAnswer(open.answer.verdict, preservesTarget: nil)
      answer.add("row_in_batch", .integer(open.row))
      answer.members += open.answer.members
      answer.lines = ["row \(open.row) of the batch:"] + open.answer.lines
      return answer
    }
    let broken = answers.first { $0.answer.preservesTarget == false }
    var answer = AuditAnswer(
      preservesTarget: broken == nil && (joint?.preservesTarget ?? true))
    if let broken {
      answer.lines.append("row \(broken.row) of the batch is \(broken.answer.verdict.rawValue)")
      answer.lines += broken.answer.lines
    }
    if !answers.isEmpty { answer.add("rows", .array(answers.map(\.answer.json))) }
    if let joint { add(joint, to: &answer) }
    return answer
  }

  private func add(_ joint: BatchAudit, to answer: inout AuditAnswer) {
    for (row, law) in joint.rowLaws.enumerated() { answer.add("law_row\(row)", law.json) }
    answer.add("tv", .exact(joint.totalVariation))
    answer.add("independent", .bool(joint.isIndependent))
    guard let witness = joint.witness else { return answer.add("witness", .null) }
    answer.add(
      "witness",
      [
        "tokens": .array(witness.tokens.map(JSONValue.integer)), "law": .exact(witness.law),
        "target": .exact(witness.target),
      ])
    answer.lines.append(
      "together the rows are off by a total variation of \(joint.totalVariation.withDecimal); they "
        + (joint.isIndependent ? "do not depend on each other" : "depend on each other"))
    answer.lines.append(
      "first difference: they emit \(witness.tokens) with \(witness.law.withDecimal), independent "
        + "draws from the targets with \(witness.target.withDecimal)")
  }
}
