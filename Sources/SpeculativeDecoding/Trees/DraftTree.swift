// SPDX-License-Identifier: GPL-3.0-or-later

/// The shape of a tree of drafts, fixed before any token is drawn: how many drafts each node has.
///
/// Node 0 is the root, the context that is there already. The i-th child of a node hangs from its i-th
/// draft, so the order of children matters.
public struct DraftTree: Sendable, Hashable {
  /// The children of each node, in order; a child's number is larger than its parent's.
  public let children: [[Int]]

  /// The drafted nodes, without the root.
  public var size: Int { children.count - 1 }

  /// `parents[i]` is the parent of node i + 1; node 0 is the root.
  public init(parents: [Int]) throws(DraftTreeError) {
    var children = [[Int]](repeating: [], count: parents.count + 1)
    for (index, parent) in parents.enumerated() {
      guard (0...index).contains(parent) else {
        throw .badParent(node: index + 1, parent: parent)
      }
      children[parent].append(index + 1)
    }
    self.children = children
  }

  /// Every node at depth d has `widths[d]` children.
  public init(widths: [Int]) throws(DraftTreeError) {
    var children: [[Int]] = [[]]
    var level = [0]
    for (depth, width) in widths.enumerated() {
      guard width >= 1 else { throw .badWidth(depth: depth, width: width) }
      guard level.count <= Self.sizeLimit / width else { throw .tooLarge(limit: Self.sizeLimit) }
      var next: [Int] = []
      for node in level {
        for _ in 0..<width {
          children[node].append(children.count)
          next.append(children.count)
          children.append([])
        }
      }
      level = next
    }
    self.children = children
  }

  /// The most nodes of a level.
  static let sizeLimit = 100_000

  /// The parent of node i + 1 at place i, as ``init(parents:)`` takes it.
  public var parents: [Int] {
    var parents = [Int](repeating: 0, count: size)
    for (node, list) in children.enumerated() {
      for child in list { parents[child - 1] = node }
    }
    return parents
  }

  /// The number of children of a node by depth, when all nodes of a depth have the same.
  public var widths: [Int]? {
    var widths: [Int] = []
    var level = [0]
    while true {
      let width = children[level[0]].count
      guard level.allSatisfy({ children[$0].count == width }) else { return nil }
      if width == 0 { return widths }
      widths.append(width)
      level = level.flatMap { children[$0] }
    }
  }

  /// The nodes on the longest path, without the root.
  public var depth: Int {
    var depth = [Int](repeating: 0, count: children.count)
    for (node, list) in children.enumerated() {
      for child in list { depth[child] = depth[node] + 1 }
    }
    return depth.max() ?? 0
  }

  /// The subtrees up to equality: for each node the number of its shape, and for each shape the shapes
  /// of its children. A shape's children have smaller numbers, and the root's shape is the last.
  var shapes: [[Int]] {
    var numberOf: [[Int]: Int] = [:]
    var shapes: [[Int]] = []
    var shapeOfNode = [Int](repeating: 0, count: children.count)
    for node in children.indices.reversed() {
      let list = children[node].map { shapeOfNode[$0] }
      if let number = numberOf[list] {
        shapeOfNode[node] = number
      } else {
        shapeOfNode[node] = shapes.count
        numberOf[list] = shapes.count
        shapes.append(list)
      }
    }
    return shapes
  }
}

/// Why a list of numbers is no tree.
public enum DraftTreeError: Error, Sendable, Hashable {
  /// A node's parent does not come before it.
  case badParent(node: Int, parent: Int)
  /// A width below 1.
  case badWidth(depth: Int, width: Int)
  /// More nodes than are worked on.
  case tooLarge(limit: Int)
}

extension DraftTreeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badParent(let node, let parent):
      "node \(node) cannot have the parent \(parent): parents come before their children, "
        + "and the root is 0"
    case .badWidth(let depth, let width):
      "the width at depth \(depth) must be at least 1, found \(width)"
    case .tooLarge(let limit): "the tree would have a level of more than \(limit) nodes"
    }
  }
}
