// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import SpeculativeDecoding

/// A chain rule by its name, on tables.
struct ChainRuleInput {
  private let rule: ChainRule
  private let target: ContextTables
  private let draft: ContextTables
  private let length: Int

  init(_ reader: inout AuditReader) throws {
    let cursor = try reader.root.required("rule")
    guard let rule = ChainRule(rawValue: try cursor.string()) else {
      throw cursor.error(
        expected: ChainRule.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
    }
    self.rule = rule
    (target, draft) = try reader.modelTables()
    guard let length = try reader.chainLength() else {
      throw try reader.root.required("gamma").error(expected: "a number of drafts")
    }
    guard
      ChainRule.isEnumerable(
        vocabulary: target.vocabulary, length: length, limit: Self.pathLimit(rule, length))
    else {
      throw try reader.root.required("gamma").error(
        "\(target.vocabulary) tokens and \(length) drafts give too many paths to enumerate")
    }
    self.length = length
  }

  /// The most paths that take seconds. Enclosures cost more than fractions, and γ³ of them a path.
  private static func pathLimit(_ rule: ChainRule, _ length: Int) -> Int {
    guard rule == .productOfUniforms else { return 2_000_000 }
    let steps = min(length, 64)
    return min(20_000, 2_000_000 / max(1, steps * steps * steps))
  }

  func answer() -> AuditAnswer {
    switch rule.outcome(target: target, draft: draft, length: length) {
    case .exact(let blocks): return AuditAnswer(BlockAudit(blocks: blocks, target: target))
    case .enclosed(let blocks): return AuditAnswer(BlockAudit(blocks: blocks, target: target))
    case .undefined(let path):
      return .undefined(
        "after the drafts \(path) are rejected at their last, the residual (p − q)⁺ is 0/0")
    }
  }
}
