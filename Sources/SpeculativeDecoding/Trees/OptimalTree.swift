// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
public import Rationals

/// The tree of at most N drafts that accepts most, among all static trees of bounded width and depth.
///
/// A node of the tree is reached with its tokens accepted in some states more often than in others; its
/// *measure* μ holds the mass by state. Giving the node k children turns μ into a measure for each of
/// them, and what the i-th child adds is |μ_i|, so
///
///     F(μ, m) = max over k and m₁ + … + m_k = m − k of Σ |μ_i| + F(μ_i, m_i),
///
/// a knapsack over the children's own tables. Sequoia's dynamic programme does the same with one
/// acceptance rate for every context; here each context has its own, so that the value is exact.
///
/// Cost: the positions of the tree that N, width and depth allow (about 2^N), each a pass over the
/// states and tokens and a knapsack of N²·width steps.
public struct OptimalTree: Sendable {
  /// The best tree.
  public let tree: DraftTree
  /// The expected number of accepted tokens.
  public let accepted: Rational

  /// Bounds on the trees that are searched.
  public struct Limits: Sendable {
    /// N, the most drafted nodes.
    public var size: Int
    /// The most children of a node.
    public var width: Int
    /// The most nodes on a path.
    public var depth: Int

    /// At most so many nodes, children of a node, and levels.
    public init(size: Int, width: Int = 4, depth: Int = 4) {
      self.size = size
      self.width = width
      self.depth = depth
    }
  }

  /// The most positions that are visited.
  public static let positionLimit = 20_000

  /// Throws where the scheme has no exact masses by draft.
  public init(
    _ limits: Limits, root: Int, of model: ModelPair, scheme: any Scheme
  ) throws {
    var search = Search(model: model, scheme: scheme, width: limits.width)
    let table = try search.table(
      of: [root: 1], size: limits.size, depth: limits.depth)
    let best = table[limits.size]
    accepted = best.value
    tree = try DraftTree(parents: Shape(children: best.children).parents)
  }
}

/// Why there is no optimal tree to be found for a scheme.
public enum OptimalTreeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The rule does not say which draft it accepts.
  case noMassByDraft(String)
  /// The masses are enclosures.
  case inexact(String)

  public var description: String {
    switch self {
    case .noMassByDraft(let id):
      "\(id) does not say which draft it accepts, which an optimal tree depends on"
    case .inexact(let id): "the masses of \(id) are not known exactly"
    }
  }
}

/// A tree by its subtrees.
private struct Shape {
  var children: [Shape]

  /// The parents of nodes 1, 2, … in breadth-first order.
  var parents: [Int] {
    var parents: [Int] = []
    var queue = [self]
    var next = 0
    while next < queue.count {
      for child in queue[next].children {
        parents.append(next)
        queue.append(child)
      }
      next += 1
    }
    return parents
  }
}

/// The best use of some number of nodes below a position.
private struct Plan {
  var value: Rational
  var children: [Shape]
}

private struct Search {
  let model: ModelPair
  let scheme: any Scheme
  let width: Int
  private var masses: [[Int]: [[Rational]]?] = [:]
  private var positions = 0

  init(model: ModelPair, scheme: any Scheme, width: Int) {
    self.model = model
    self.scheme = scheme
    self.width = width
  }

  /// The best plans below a node of this measure that use at most 0, 1, …, `size` nodes.
  mutating func table(of measure: [Int: Rational], size: Int, depth: Int) throws -> [Plan] {
    positions += 1
    guard positions <= OptimalTree.positionLimit else {
      throw SchemeError.tooManyTuples(positions)
    }
    var best = [Plan](repeating: Plan(value: 0, children: []), count: size + 1)
    let widest = min(width, size)
    guard depth > 0, widest > 0 else { return best }
    // One run serves all numbers of children when fewer drafts are a beginning of more.
    for drafts in scheme.isSequential ? [widest] : Array(1...widest) {
      guard let measures = try measuresOfChildren(of: measure, drafts: drafts) else { continue }
      // Plans with the children up to here, by nodes used; nil where there are too few.
      var plans: [Plan?] = best.indices.map { _ in Plan(value: 0, children: []) }
      for (index, child) in measures.enumerated() {
        let reached = child.values.reduce(0, +)
        let room = size - index - 1
        guard room >= 0 else { break }
        // A child that is never reached may still stand before one that is.
        let below = try table(of: child, size: room, depth: reached.isZero ? 0 : depth - 1)
        var extended = [Plan?](repeating: nil, count: size + 1)
        for used in 1...size {
          for inside in 0...min(room, used - 1) {
            guard let before = plans[used - 1 - inside] else { continue }
            let value = before.value + reached + below[inside].value
            if extended[used].map({ $0.value < value }) ?? true {
              extended[used] = Plan(
                value: value, children: before.children + [Shape(children: below[inside].children)])
            }
          }
        }
        plans = extended
        if scheme.isSequential || index + 1 == drafts {
          for used in best.indices {
            if let plan = plans[used], plan.value > best[used].value { best[used] = plan }
          }
        }
      }
    }
    return best
  }

  /// The measures of the children of a node with this many drafts; `nil` where there is no such rule.
  private mutating func measuresOfChildren(
    of measure: [Int: Rational], drafts: Int
  ) throws -> [[Int: Rational]]? {
    var terms: [[Int: [Rational]]] = Array(repeating: [:], count: drafts)
    var count = 0
    for (state, reached) in measure {
      guard let masses = try masses(in: state, drafts: drafts) else { return nil }
      count = max(count, masses.count)
      for (index, mass) in masses.enumerated() {
        for (token, share) in mass.enumerated() where !share.isZero {
          terms[index][model.successors[state][token], default: []].append(reached * share)
        }
      }
    }
    return terms.prefix(count).map { $0.mapValues { $0.sum() } }
  }

  private mutating func masses(in state: Int, drafts: Int) throws -> [[Rational]]? {
    if let known = masses[[state, drafts]] { return known }
    let position = Position(
      try Instance(
        target: model.targets[state], draft: model.drafts[state], drafts: drafts, sampling: .iid))
    var found: [[Rational]]?
    do {
      guard let byDraft = try scheme.acceptedMassByDraft(at: position) else {
        throw OptimalTreeError.noMassByDraft(scheme.id)
      }
      guard byDraft.allSatisfy({ $0.allSatisfy(\.isExact) }) else {
        throw OptimalTreeError.inexact(scheme.id)
      }
      found = byDraft.map { $0.map(\.lower) }
    } catch SchemeError.undefined {
      // One draft is verified by speculative sampling where the scheme is for pairs.
      found = drafts == 1 ? [try SingleDraft().acceptedMass(at: position).map(\.lower)] : nil
    }
    masses[[state, drafts]] = found
    return found
  }
}
