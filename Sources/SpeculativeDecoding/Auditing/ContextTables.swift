// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport

/// A toy language model: the law of the next token after each context since the root.
///
/// Contexts are told apart by their first ``depth`` tokens only; of those the longest prefix that is a
/// key counts. The empty context is always a key.
public struct ContextTables: Sendable, Hashable {
  /// The law after each context, as it was given.
  public let tables: [[Int]: Distribution]
  /// How many tokens of context count; all where it is `nil`.
  public let depth: Int
  /// The law at the root.
  public let root: Distribution

  /// Throws unless there is a root and all tables share a vocabulary. `depth` is by default the length
  /// of the longest key.
  public init(_ tables: [[Int]: Distribution], depth: Int? = nil) throws(ContextTableError) {
    guard let root = tables[[]] else { throw .noRoot }
    for (context, table) in tables {
      guard table.count == root.count else {
        throw .vocabulariesDiffer(context: context, expected: root.count, found: table.count)
      }
      if let token = context.first(where: { $0 < 0 || $0 >= root.count }) {
        throw .tokenOutOfRange(context: context, token: token, vocabulary: root.count)
      }
    }
    self.tables = tables
    self.root = root
    self.depth = depth ?? tables.keys.map(\.count).max() ?? 0
  }

  /// n.
  public var vocabulary: Int { root.count }

  /// The law of the token after `context`.
  public func next(after context: some RandomAccessCollection<Int>) -> Distribution {
    var key = Array(context.prefix(depth))
    while true {
      if let table = tables[key] { return table }
      guard !key.isEmpty else { return root }
      key.removeLast()
    }
  }
}

/// Why a family of tables is no model.
public enum ContextTableError: Error, Sendable, Hashable {
  /// There is no law without a context.
  case noRoot
  /// A law has another number of tokens than the first one.
  case vocabulariesDiffer(context: [Int], expected: Int, found: Int)
  /// A context names a token that is none.
  case tokenOutOfRange(context: [Int], token: Int, vocabulary: Int)
  /// Two models of different vocabularies.
  case modelsDiffer(target: Int, draft: Int)
  /// More beginnings of keys than there may be with such a vocabulary.
  case tooManyContexts(limit: Int)
}

extension ContextTableError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noRoot: "there is no table for the empty context \"\""
    case .vocabulariesDiffer(let context, let expected, let found):
      "the table after \(context) has \(found) tokens, the root has \(expected)"
    case .tokenOutOfRange(let context, let token, let vocabulary):
      "the context \(context) has token \(token), outside the vocabulary 0 … \(vocabulary - 1)"
    case .modelsDiffer(let target, let draft):
      "p_tables has \(target) tokens and q_tables \(draft): they must share a vocabulary"
    case .tooManyContexts(let limit):
      "the keys have more than \(limit) beginnings, too many for this vocabulary"
    }
  }
}
