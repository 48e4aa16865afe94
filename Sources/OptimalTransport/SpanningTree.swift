// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// Turns a flow into a spanning tree that carries a flow of the same cost.
///
/// Nodes are the rows of a transport program and one more, the root; an edge is a variable, between
/// its two rows, or the slack of a row, between the row and the root. Bases of the program are exactly
/// the spanning trees of this graph. An optimal flow may contain cycles; mass is pushed round each
/// until an edge runs dry, which costs nothing since the flow is optimal both ways round.
///
/// Always true: the edges kept form a forest, and `mass` of the edges kept is positive until
/// ``connect(_:)`` adds empty ones.
struct SpanningTree {
  struct Edge {
    var ends: (Int, Int)
    var mass: Rational
  }

  private let root: Int
  /// Edges by caller's name.
  private var edges: [Int: Edge] = [:]
  /// For each node the names of the edges kept.
  private var names: [[Int]]
  private var components: DisjointSets

  init(rowCount: Int) {
    root = rowCount
    names = Array(repeating: [], count: rowCount + 1)
    components = DisjointSets(count: rowCount + 1)
  }

  /// The names of the edges kept.
  var edgeNames: Dictionary<Int, Edge>.Keys { edges.keys }

  /// Adds an edge that carries mass, cancelling the cycle it may close.
  mutating func add(_ name: Int, between first: Int, and second: Int, mass: Rational) {
    let edge = Edge(ends: (first, second), mass: mass)
    // Sets only ever merge, so they may claim a connection that cancelling has since cut.
    if components.merge(first, second) {
      keep(name, edge)
    } else if let path = path(from: second, to: first) {
      keep(name, edge)
      cancel(cycle: [name] + path, startingAt: first)
    } else {
      keep(name, edge)
    }
  }

  /// After the last ``add(_:between:and:mass:)``: rebuilds the components, once.
  mutating func settle() {
    components = DisjointSets(count: names.count)
    for edge in edges.values { _ = components.merge(edge.ends.0, edge.ends.1) }
  }

  /// Adds an empty edge when it joins two components.
  mutating func connect(_ name: Int, between first: Int, and second: Int) {
    if components.merge(first, second) {
      keep(name, Edge(ends: (first, second), mass: 0))
    }
  }

  private mutating func keep(_ name: Int, _ edge: Edge) {
    edges[name] = edge
    names[edge.ends.0].append(name)
    names[edge.ends.1].append(name)
  }

  private mutating func drop(_ name: Int) {
    guard let edge = edges.removeValue(forKey: name) else { return }
    names[edge.ends.0].removeAll { $0 == name }
    names[edge.ends.1].removeAll { $0 == name }
  }

  private func otherEnd(of name: Int, from node: Int) -> Int {
    let ends = edges[name]!.ends
    return ends.0 == node ? ends.1 : ends.0
  }

  /// The edges kept on the way from one node to another.
  private func path(from start: Int, to goal: Int) -> [Int]? {
    var cameBy: [Int: Int] = [start: -1]
    var queue = [start]
    while let node = queue.popLast(), node != goal {
      for name in names[node] {
        let next = otherEnd(of: name, from: node)
        if cameBy[next] == nil {
          cameBy[next] = name
          queue.append(next)
        }
      }
    }
    guard cameBy[goal] != nil else { return nil }
    var path: [Int] = []
    var node = goal
    while node != start, let name = cameBy[node] {
      path.append(name)
      node = otherEnd(of: name, from: node)
    }
    return path.reversed()
  }

  /// Pushes mass round a cycle until an edge runs dry, and drops the dry ones.
  ///
  /// At a row what enters on one edge leaves on the next, so signs alternate; the root balances
  /// nothing, so a cycle through it is a chain from the root back to it.
  private mutating func cancel(cycle: [Int], startingAt start: Int) {
    var cycle = cycle
    var node = start
    for (offset, name) in cycle.enumerated() {
      if node == root {
        cycle = Array(cycle[offset...] + cycle[..<offset])
        break
      }
      node = otherEnd(of: name, from: node)
    }
    let falling = stride(from: 1, to: cycle.count, by: 2).map { cycle[$0] }
    let rising = stride(from: 0, to: cycle.count, by: 2).map { cycle[$0] }
    guard let amount = falling.map({ edges[$0]!.mass }).min() else { return }
    for name in falling { edges[name]!.mass -= amount }
    for name in rising { edges[name]!.mass += amount }
    for name in falling where edges[name]!.mass.isZero { drop(name) }
  }
}

/// Union-find with path halving.
struct DisjointSets {
  private var parent: [Int]

  init(count: Int) { parent = Array(0..<count) }

  private mutating func representative(of element: Int) -> Int {
    var element = element
    while parent[element] != element {
      parent[element] = parent[parent[element]]
      element = parent[element]
    }
    return element
  }

  /// Joins the sets of two elements; `false` when they were one already.
  mutating func merge(_ first: Int, _ second: Int) -> Bool {
    let (a, b) = (representative(of: first), representative(of: second))
    parent[a] = b
    return a != b
  }
}
