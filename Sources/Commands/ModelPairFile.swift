// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Reads a pair of toy language models from JSON, exactly.
///
/// `"draft_bigram"` is a table of rows q(·|y); the target is a `"target_bigram"` of rows p(·|y) or a
/// `"target_trigram"` of rows p(·|x, y). Entries are fractions, or integers over `"total"`.
///
/// Or, as in an audit of blocks, `"p_tables"` and `"q_tables"` have a law for each context since the
/// beginning.
struct ModelPairFile {
  let model: ModelPair
  /// How many tokens a root context has: the last ones before the tree; `nil` where it has all tokens
  /// since the beginning, as many as there are.
  let contextLength: Int?
  let vocabulary: Int

  init(reading path: String) throws {
    let source = path == "-" ? "standard input" : path
    let value = try JSONValue.parse(try TextFile.read(path), source: source)
    try self.init(JSONCursor(value, source: source))
  }

  init(_ cursor: JSONCursor) throws {
    if try cursor.optional("p_tables") != nil {
      try self.init(tables: cursor)
    } else {
      try self.init(grams: cursor)
    }
  }

  private init(tables cursor: JSONCursor) throws {
    for key in ["draft_bigram", "target_bigram", "target_trigram"] {
      if let other = try cursor.optional(key) {
        throw other.error("\"p_tables\" and \"\(key)\" say the same thing twice")
      }
    }
    var reader = AuditReader(cursor, mode: .strict)
    do {
      let (target, draft) = try reader.modelTables()
      do throws(ContextTableError) {
        model = try ModelPair(target: target, draft: draft)
      } catch {
        throw cursor.error(error.description)
      }
    } catch AuditStop.answered(let answer) {
      throw cursor.error(answer.lines.joined(separator: "; "))
    }
    contextLength = nil
    vocabulary = model.vocabulary
  }

  private init(grams cursor: JSONCursor) throws {
    let total = try cursor.optional("total")?.rational()
    if let total, total.signum <= 0 { throw cursor.error("\"total\" must be positive") }
    let draftCursor = try cursor.required("draft_bigram")
    let draft = try Self.rows(draftCursor, count: nil, total)
    let count = draft.count
    vocabulary = count
    let trigram = try cursor.optional("target_trigram")
    let bigram = try cursor.optional("target_bigram")
    switch (trigram, bigram) {
    case (let trigram?, nil):
      contextLength = 2
      let tables = try trigram.elements()
      guard tables.count == count else {
        throw trigram.error(expected: "\(count) tables", found: "\(tables.count)")
      }
      model = ModelPair(
        trigramTarget: try tables.map { try Self.rows($0, count: count, total) },
        bigramDraft: draft)
    case (nil, let bigram?):
      contextLength = 1
      model = ModelPair(
        bigramTarget: try Self.rows(bigram, count: count, total), bigramDraft: draft)
    case (nil, nil):
      throw cursor.error(
        "a model needs \"target_trigram\", \"target_bigram\" or \"p_tables\"")
    default:
      throw cursor.error("\"target_trigram\" and \"target_bigram\" say the same thing twice")
    }
  }

  /// A square table of distributions.
  private static func rows(
    _ cursor: JSONCursor, count: Int?, _ total: Rational?
  ) throws -> [Distribution] {
    let rows = try cursor.elements()
    let count = count ?? rows.count
    guard rows.count == count, count > 0 else {
      throw cursor.error(expected: count == 0 ? "a row" : "\(count) rows", found: "\(rows.count)")
    }
    return try rows.map { row in
      let entries = try row.rationals()
      guard entries.count == count else {
        throw row.error(expected: "\(count) entries", found: "\(entries.count)")
      }
      do {
        return try Distribution(total.map { total in entries.map { $0 / total } } ?? entries)
      } catch {
        throw row.error("\(error)")
      }
    }
  }

  /// The state of a root context given by its tokens.
  func state(of context: [Int]) throws -> Int {
    if let contextLength, context.count != contextLength {
      throw CommandFailure(
        "--root: this model needs \(contextLength == 1 ? "1 token" : "\(contextLength) tokens"), "
          + "found \(context.count)")
    }
    if let token = context.first(where: { $0 < 0 || $0 >= vocabulary }) {
      throw CommandFailure("--root: token \(token) is outside 0 … \(vocabulary - 1)")
    }
    guard contextLength != nil else { return model.state(after: context) }
    return context.reduce(0) { $0 * vocabulary + $1 }
  }
}
