// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import SpeculativeDecoding

extension AuditReader {
  /// Tables keyed by the context since the root: `""`, `"0"`, `"0,1"`.
  mutating func tables(_ key: String) throws -> ContextTables {
    let cursor = try root.required(key)
    let depthCursor = try root.optional("context_depth")
    let depth = try depthCursor?.integer()
    if let depth, depth < 0 {
      throw depthCursor!.error(expected: "a number of tokens, not negative")
    }
    guard case .object = cursor.value else { throw cursor.error(expected: "an object") }
    var tables: [[Int]: Distribution] = [:]
    for name in cursor.keys {
      let table = try cursor.required(name)
      let distribution = try distribution(of: table)
      guard let context = Self.context(name, vocabulary: distribution.count) else {
        throw table.error(
          expected: "token ids with commas between them as a key, such as \"0,1\"",
          found: "\"\(name)\"")
      }
      guard tables.updateValue(distribution, forKey: context) == nil else {
        throw table.error("the context \(context) comes twice")
      }
    }
    do throws(ContextTableError) {
      return try ContextTables(tables, depth: depth)
    } catch {
      throw cursor.error(error.description)
    }
  }

  /// The target's and the draft's tables, which share a vocabulary.
  mutating func modelTables() throws -> (target: ContextTables, draft: ContextTables) {
    let (target, draft) = (try tables("p_tables"), try tables("q_tables"))
    guard target.vocabulary == draft.vocabulary else {
      let error = ContextTableError.modelsDiffer(
        target: target.vocabulary, draft: draft.vocabulary)
      throw root.error(error.description)
    }
    return (target, draft)
  }

  /// The ids of a key: separated by commas or spaces; or, where the digits together are no token of the
  /// vocabulary, one digit a token.
  private static func context(_ key: String, vocabulary: Int) -> [Int]? {
    let parts = key.split { ", []()".contains($0) }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count else { return nil }
    if let number = numbers.first, numbers.count == 1,
      number >= vocabulary || key.hasPrefix("0") && key.count > 1
    {
      return key.compactMap { $0.wholeNumberValue }
    }
    return numbers
  }
}
