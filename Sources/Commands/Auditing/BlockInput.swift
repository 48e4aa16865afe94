// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// The blocks that one step of a multi-token rule emits, with their weights.
struct BlockInput {
  private let target: ContextTables
  private let draft: ContextTables?
  private let length: Int?
  private let blocks: [[Int]: Rational]

  init(_ reader: inout AuditReader) throws {
    target = try reader.tables("p_tables")
    draft = try reader.root.optional("q_tables") == nil ? nil : try reader.tables("q_tables")
    length = try reader.chainLength()
    var blocks: [[Int]: Rational] = [:]
    var sum: Rational = 0
    let rows = try reader.root.required("emitted").elements()
    for (index, row) in rows.enumerated() {
      let block = try row.required("out").elements().map { try $0.integer() }
      let weight = try Self.weight(row, index, block)
      if let reason = Self.defect(of: block, weight, vocabulary: target.vocabulary, length) {
        throw AuditStop.answered(.refused("row \(index): \(reason)", row: index))
      }
      blocks[block, default: 0] += weight
      sum += weight
    }
    if reader.mode == .normalize, sum.signum > 0 {
      if sum != 1 { reader.note("w sums to \(sum.withDecimal); divided by it") }
      blocks = blocks.mapValues { $0 / sum }
    } else if sum != 1 {
      throw AuditStop.answered(
        .refused(
          "w sums to \(sum.withDecimal) over rows 0 … \(rows.count - 1), not to 1",
          row: rows.count - 1))
    }
    self.blocks = blocks.filter { !$0.value.isZero }
  }

  private static func weight(_ row: JSONCursor, _ index: Int, _ block: [Int]) throws -> Rational {
    switch try AuditNumber(try row.required("w")) {
    case .value(let weight): return weight
    case .undefined(let text):
      throw AuditStop.answered(
        .undefined("row \(index) (block \(block)): w is \(text), which is no number", row: index))
    }
  }

  private static func defect(
    of block: [Int], _ weight: Rational, vocabulary: Int, _ length: Int?
  ) -> String? {
    if weight.signum < 0 { return "w is negative: \(weight)" }
    if block.isEmpty { return "the block is empty, but a step emits at least one token" }
    if let token = block.first(where: { $0 < 0 || $0 >= vocabulary }) {
      return "token \(token) is outside the vocabulary 0 … \(vocabulary - 1)"
    }
    if let length, block.count > length + 1 {
      return "the block has \(block.count) tokens, but gamma = \(length) allows \(length + 1)"
    }
    return nil
  }

  func answer() -> AuditAnswer {
    var answer = AuditAnswer(BlockAudit(blocks: blocks, target: target))
    let names = matches
    if !names.isEmpty {
      answer.add("matches", .array(names.map { .string($0.rawValue) }))
      answer.lines.append(
        "exactly the rule: " + names.map(\.rawValue).joined(separator: ", "))
    }
    return answer
  }

  /// The rational chain rules that emit exactly these blocks.
  private var matches: [ChainRule] {
    guard let draft, let length, draft.vocabulary == target.vocabulary,
      ChainRule.isEnumerable(vocabulary: target.vocabulary, length: length, limit: 100_000)
    else { return [] }
    return [ChainRule.token, .block].filter { rule in
      guard case .exact(let expected) = rule.outcome(target: target, draft: draft, length: length)
      else { return false }
      return expected == blocks
    }
  }
}

extension AuditReader {
  /// γ, the number of drafts of a chain.
  func chainLength() throws -> Int? {
    guard let cursor = try root.optional("gamma") else { return nil }
    let length = try cursor.integer()
    guard length >= 0 else { throw cursor.error(expected: "a number of drafts, not negative") }
    return length
  }
}
