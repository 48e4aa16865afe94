// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport

extension ModelPair {
  /// The most entries of the table of successors that ``init(target:draft:)`` writes down.
  public static let successorLimit = 20_000_000

  /// Two models that are given by tables keyed by the context since the root; state 0 is the root.
  ///
  /// The states are the beginnings of keys. A context that no key goes on from keeps the laws of its
  /// longest beginning for ever, so it needs no state but one that leads to itself.
  ///
  /// Cost: O(n) a beginning of a key. Throws where the vocabularies differ, and where states times
  /// tokens exceed ``successorLimit``.
  public init(target: ContextTables, draft: ContextTables) throws(ContextTableError) {
    let count = target.vocabulary
    guard draft.vocabulary == count else {
      throw .modelsDiffer(target: count, draft: draft.vocabulary)
    }
    var keys = ContextTrie(vocabulary: count, limit: Self.successorLimit / count / 2)
    for (context, law) in target.reachableTables { keys[try keys.insert(context)].target = law }
    for (context, law) in draft.reachableTables { keys[try keys.insert(context)].draft = law }
    var targets: [Distribution] = []
    var drafts: [Distribution] = []
    for node in keys.nodes {
      targets.append(node.target ?? targets[node.parent])
      drafts.append(node.draft ?? drafts[node.parent])
    }
    var successors: [[Int]] = []
    for (state, node) in keys.nodes.enumerated() {
      // Where some tokens go on along the keys and others do not, those need a state of their own.
      var settled = state
      if node.children.contains(where: { $0 != nil }), node.children.contains(where: { $0 == nil })
      {
        settled = targets.count
        targets.append(targets[state])
        drafts.append(drafts[state])
      }
      successors.append(node.children.map { $0 ?? settled })
    }
    for state in successors.count..<targets.count {
      successors.append(Array(repeating: state, count: count))
    }
    self.init(targets: targets, drafts: drafts, successors: successors)
  }

  /// The state that tokens of the vocabulary lead to.
  ///
  /// - Parameters:
  ///   - tokens: what comes after the state.
  ///   - state: where to begin.
  public func state(after tokens: some Sequence<Int>, from state: Int = 0) -> Int {
    tokens.reduce(state) { successors[$0][$1] }
  }
}

/// The beginnings of a set of contexts; a parent comes before its children, and the root is first.
private struct ContextTrie {
  struct Node {
    let parent: Int
    var children: [Int?]
    /// The laws whose key ends here.
    var target: Distribution?
    var draft: Distribution?
  }

  private(set) var nodes: [Node]
  private let vocabulary: Int
  private let limit: Int

  init(vocabulary: Int, limit: Int) {
    self.vocabulary = vocabulary
    self.limit = limit
    nodes = [Node(parent: 0, children: Array(repeating: nil, count: vocabulary))]
  }

  subscript(node: Int) -> Node {
    get { nodes[node] }
    _modify { yield &nodes[node] }
  }

  /// The node of a context, made where there is none.
  mutating func insert(_ context: [Int]) throws(ContextTableError) -> Int {
    var node = 0
    for token in context {
      if let child = nodes[node].children[token] {
        node = child
        continue
      }
      guard nodes.count < limit else { throw .tooManyContexts(limit: limit) }
      nodes[node].children[token] = nodes.count
      nodes.append(Node(parent: node, children: Array(repeating: nil, count: vocabulary)))
      node = nodes.count - 1
    }
    return node
  }
}

extension ContextTables {
  /// The tables in order of their keys, without those of more tokens than are ever looked at.
  fileprivate var reachableTables: [(context: [Int], law: Distribution)] {
    tables.filter { $0.key.count <= depth }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { ($0.key, $0.value) }
  }
}
