// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
public import Rationals

/// A tree of drafted tokens; the order of siblings is the order in which a rule tries them.
///
/// Nodes are 0 … m−1, each with a token; the root is the context that has already been emitted and is
/// no node. Always true: every node is reached from the root exactly once.
public struct TokenTree: Sendable, Hashable {
  /// The token of each node.
  public let tokens: [Int]
  /// The children of the root, in order.
  public let roots: [Int]
  /// The children of each node, in order.
  public let children: [[Int]]

  private init(tokens: [Int], roots: [Int], children: [[Int]]) throws(TokenTreeError) {
    var isReached = [Bool](repeating: false, count: tokens.count)
    var stack = roots
    while let node = stack.popLast() {
      if isReached[node] { throw .reachedTwice(node: node) }
      isReached[node] = true
      stack += children[node]
    }
    if let node = isReached.firstIndex(of: false) { throw .unreachable(node: node) }
    self.tokens = tokens
    self.roots = roots
    self.children = children
  }

  /// From the parent of each node, −1 for children of the root; siblings in the order of their numbers.
  public init(tokens: [Int], parents: [Int]) throws(TokenTreeError) {
    guard parents.count == tokens.count else {
      throw .wrongLength(part: "parents", expected: tokens.count, found: parents.count)
    }
    var children = [[Int]](repeating: [], count: tokens.count)
    var roots: [Int] = []
    for (node, parent) in parents.enumerated() {
      guard parent < tokens.count, parent >= -1 else {
        throw .noSuchNode(part: "parents[\(node)]", node: parent)
      }
      if parent < 0 { roots.append(node) } else { children[parent].append(node) }
    }
    try self.init(tokens: tokens, roots: roots, children: children)
  }

  /// From the paths of node numbers from the root to each leaf, padded with −1, as EAGLE keeps them
  /// (`retrieve_indices`); siblings in the order in which the paths meet them.
  ///
  /// Where all paths begin with the same node, that node is the root: the last token emitted.
  public init(tokens: [Int], retrieveIndices paths: [[Int]]) throws(TokenTreeError) {
    let paths = paths.map { path in Array(path.prefix { $0 != -1 }) }.filter { !$0.isEmpty }
    for (row, path) in paths.enumerated() {
      if let node = path.first(where: { $0 < 0 || $0 >= tokens.count }) {
        throw .noSuchNode(part: "retrieve_indices[\(row)]", node: node)
      }
    }
    let root = paths.first?.first
    let hasRoot = root == 0 && paths.allSatisfy { $0[0] == 0 }
    var children = [[Int]](repeating: [], count: tokens.count)
    var roots: [Int] = []
    for path in paths {
      var parent: Int?
      for node in path.dropFirst(hasRoot ? 1 : 0) {
        if let parent {
          if !children[parent].contains(node) { children[parent].append(node) }
        } else if !roots.contains(node) {
          roots.append(node)
        }
        parent = node
      }
    }
    guard hasRoot else {
      try self.init(tokens: tokens, roots: roots, children: children)
      return
    }
    // Node 0 is the root: the others move up by one.
    try self.init(
      tokens: Array(tokens.dropFirst()), roots: roots.map { $0 - 1 },
      children: children.dropFirst().map { $0.map { $0 - 1 } })
  }

  /// From first-child and next-sibling links, −1 for none; node 0 is the first child of the root.
  public init(
    tokens: [Int], firstChild: [Int], nextSibling: [Int]
  ) throws(TokenTreeError) {
    for (part, links) in [("first_child", firstChild), ("next_sibling", nextSibling)] {
      guard links.count == tokens.count else {
        throw .wrongLength(part: part, expected: tokens.count, found: links.count)
      }
      if let node = links.firstIndex(where: { $0 < -1 || $0 >= tokens.count }) {
        throw .noSuchNode(part: "\(part)[\(node)]", node: links[node])
      }
    }
    func chain(from first: Int) throws(TokenTreeError) -> [Int] {
      var nodes: [Int] = []
      var node = first
      while node != -1 {
        if nodes.count == tokens.count { throw .reachedTwice(node: node) }
        nodes.append(node)
        node = nextSibling[node]
      }
      return nodes
    }
    var children: [[Int]] = []
    for first in firstChild { children.append(try chain(from: first)) }
    try self.init(
      tokens: tokens, roots: tokens.isEmpty ? [] : try chain(from: 0), children: children)
  }

  /// How many tokens of a block follow a path of the tree. Of siblings with the same token all count.
  public func depth(of block: [Int]) -> Int {
    var frontier = roots
    for (depth, token) in block.enumerated() {
      frontier = frontier.filter { tokens[$0] == token }
      if frontier.isEmpty { return depth }
      frontier = frontier.flatMap { children[$0] }
    }
    return block.count
  }

  /// The probability of the tree when the children of every node are drawn from a draft law of its own
  /// context, given the tree's shape.
  public func probability(
    _ sampling: Sampling, draft: ContextTables
  ) throws(DraftLawError) -> Rational {
    var total: Rational = 1
    var stack: [(context: [Int], nodes: [Int])] = [([], roots)]
    while let (context, nodes) = stack.popLast() {
      if nodes.isEmpty { continue }
      total *= try sampling.probability(
        of: nodes.map { tokens[$0] }, draft: draft.next(after: context))
      if total.isZero { return 0 }
      stack += nodes.map { (context + [tokens[$0]], children[$0]) }
    }
    return total
  }
}

extension Sampling {
  /// The probability of one tuple, without enumerating the law where it has many.
  fileprivate func probability(
    of tuple: [Int], draft: Distribution
  ) throws(DraftLawError) -> Rational {
    switch self {
    case .iid: return tuple.reduce(1) { $0 * draft[$1] }
    case .withoutReplacement where Set(tuple).count == tuple.count:
      var probability: Rational = 1
      var left: Rational = 1
      for token in tuple {
        if draft[token].isZero { return 0 }
        probability *= draft[token] / left
        left -= draft[token]
      }
      return probability
    case .withoutReplacement where tuple.count <= draft.support.count: return 0
    case .withoutReplacement, .hub, .greedy, .joint:
      let law = try DraftLaw(self, draft: draft, drafts: tuple.count)
      return law.entries.first { $0.drafts == tuple }?.probability ?? 0
    }
  }
}

/// Why links make no tree.
public enum TokenTreeError: Error, Sendable, Hashable {
  /// A list of links has the wrong length.
  case wrongLength(part: String, expected: Int, found: Int)
  /// A link leads to a node that is none.
  case noSuchNode(part: String, node: Int)
  /// Two links lead to one node.
  case reachedTwice(node: Int)
  /// No link leads to a node.
  case unreachable(node: Int)
}

extension TokenTreeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongLength(let part, let expected, let found):
      "\(part) has \(found) entries for \(expected) tokens"
    case .noSuchNode(let part, let node): "\(part) names node \(node), which there is not"
    case .reachedTwice(let node): "node \(node) is reached twice: the links make no tree"
    case .unreachable(let node): "node \(node) is not reached from the root"
    }
  }
}
