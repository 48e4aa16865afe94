// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
import OptimalTransport
public import Rationals

/// The tree acceptance linear program: the largest expected number of accepted tokens of any lossless
/// rule that sees the whole drafted tree, node by node or not.
///
/// The drafted tree ω is random: every node draws its drafts independently and keeps the distinct ones.
/// A rule accepts a path of ω from the root, or nothing; w(ω, u) = P(ω is drafted and the path ends in
/// its node u). With W(u) = Σ_ω w(ω, u) and m(u) = Σ W over u and all contexts that go on from it, the
/// mass of accepted paths that pass u,
///
///     maximise    Σ_ω Σ_u depth(u)·w(ω, u)
///     subject to  Σ_u w(ω, u) ≤ P(ω)             for each drafted tree ω
///                 m(u·y) ≤ p(y | u)·m(u)         for each context u·y     (at the root m(y) ≤ p(y))
///
/// The second kind says that after an accepted prefix the next token must not come out more often than
/// the target allows. On one chain the optimum is block verification's. In the masses of passing,
/// a(ω, u) = Σ w over the nodes of ω at and below u, it is the program max Σ a(ω, u) with
/// Σ_{children v of u} a(ω, v) ≤ a(ω, u); written by ends, each ω has one row and each variable two
/// entries.
///
/// Cost: a variable for each drafted tree and node of it. Binary trees of depth 1 have n² of them, of
/// depth 2 about n⁶, so the vocabulary must be a toy's; see ``variableCount(widths:root:of:)``.
public struct TreeAcceptanceProgram: Sendable {
  /// The linear program, a maximisation.
  public let program: LinearProgram

  /// The most variables that are written down.
  public static let variableLimit = 100_000

  /// Throws when the drafted trees are too many.
  ///
  /// - Parameters:
  ///   - widths: the number of drafts of a node by depth.
  ///   - root: the state at the root.
  ///   - model: the target and the draft.
  public init(widths: [Int], root: Int, of model: ModelPair) throws(SchemeError) {
    let count = Self.variableCount(widths: widths, root: root, of: model)
    guard count <= Rational(Self.variableLimit) else {
      throw .treeProgramTooLarge(variables: count, limit: Self.variableLimit)
    }
    var program = LinearProgram(
      name: "tree-acceptance", sense: .maximize, objectiveName: "accepted")
    let law = Self.law(widths[...], state: root, of: model)
    let contexts = Set(law.keys.flatMap(\.nodes))
      .sorted { $0.lexicographicallyPrecedes($1) }
    var rowOfTarget: [[Int]: Int] = [:]
    var rowOfEnd: [[Int]: Int] = [:]
    func name(_ kind: String, _ context: [Int]) -> String {
      "\(kind)_" + context.map(String.init).joined(separator: "_")
    }
    for context in contexts {
      let bound = context.count == 1 ? model.targets[root][context[0]] : 0
      rowOfTarget[context] = program.addRow(name("target", context), upper: .finite(bound))
      rowOfEnd[context] = program.addEquation(name("end", context), equals: 0)
    }
    for context in contexts {
      // W(u) is part of m(v) for every beginning v of u.
      var entries = [LinearProgram.Entry(row: rowOfEnd[context]!, value: -1)]
      for length in 1...context.count {
        let passed = Array(context.prefix(length))
        entries.append(.init(row: rowOfTarget[passed]!, value: 1))
        let target = model.targets[model.state(after: passed, from: root)]
        for token in target.support {
          guard let row = rowOfTarget[passed + [token]] else { continue }
          entries.append(.init(row: row, value: -target[token]))
        }
      }
      program.addVariable(name("W", context), entries: Self.added(entries))
    }
    for (index, (tree, probability)) in law.sorted(by: { $0.key < $1.key }).enumerated() {
      let row = program.addRow("tree_\(index)", upper: .finite(probability))
      for node in tree.nodes {
        program.addVariable(
          name("w_\(index)", node), cost: Rational(node.count),
          entries: [.init(row: rowOfEnd[node]!, value: 1), .init(row: row, value: 1)])
      }
    }
    self.program = program
  }

  /// Entries with those of one row added up.
  private static func added(_ entries: [LinearProgram.Entry]) -> [LinearProgram.Entry] {
    var values: [Int: Rational] = [:]
    for entry in entries { values[entry.row, default: 0] += entry.value }
    return values.sorted { $0.key < $1.key }.map { .init(row: $0.key, value: $0.value) }
  }

  /// How many w(ω, u) there are, without writing them down.
  ///
  /// A node with support S and w drafts has Σ Π_{x ∈ X} T(x) drafted trees below it, over the sets X of
  /// 1 … w tokens of S. Cost: O(n·w) a state and depth.
  public static func variableCount(
    widths: [Int], root: Int, of model: ModelPair
  ) -> Rational {
    // By state, from the leaves up: drafted trees below, and their nodes in all.
    var reached: [Set<Int>] = [[root]]
    for _ in widths {
      let next = reached.last!.flatMap { state in
        model.drafts[state].support.map { model.successors[state][$0] }
      }
      reached.append(Set(next))
    }
    var below: [Int: (trees: Rational, nodes: Rational)] = [:]
    for state in reached.last! { below[state] = (1, 0) }
    for (width, states) in zip(widths, reached).reversed() {
      var above: [Int: (trees: Rational, nodes: Rational)] = [:]
      for state in states {
        // By the size of the set of drafted tokens.
        var trees = [Rational](repeating: 0, count: width + 1)
        var nodes = trees
        trees[0] = 1
        for token in model.drafts[state].support {
          let child = below[model.successors[state][token]]!
          for size in stride(from: width, through: 1, by: -1) {
            nodes[size] +=
              nodes[size - 1] * child.trees + trees[size - 1] * (child.trees + child.nodes)
            trees[size] += trees[size - 1] * child.trees
          }
        }
        above[state] = (trees.dropFirst().reduce(0, +), nodes.reduce(0, +))
      }
      below = above
    }
    return below[root]!.nodes
  }

  /// The nodes of a drafted tree as contexts since the root, in lexicographic order.
  private struct DraftedTree: Hashable, Comparable {
    var nodes: [[Int]]

    static func < (left: DraftedTree, right: DraftedTree) -> Bool {
      left.nodes.lexicographicallyPrecedes(right.nodes) { $0.lexicographicallyPrecedes($1) }
    }
  }

  /// The law of the drafted tree below a state.
  private static func law(
    _ widths: ArraySlice<Int>, state: Int, of model: ModelPair
  ) -> [DraftedTree: Rational] {
    guard let width = widths.first else { return [DraftedTree(nodes: []): 1] }
    let draft = model.drafts[state]
    var below: [Int: [DraftedTree: Rational]] = [:]
    for token in draft.support {
      below[token] = law(
        widths.dropFirst(), state: model.successors[state][token], of: model)
    }
    var law: [DraftedTree: Rational] = [:]
    for (tokens, probability) in draftedSets(draft, drafts: width) {
      var partial: [(nodes: [[Int]], probability: Rational)] = [([], probability)]
      for token in tokens {
        partial = partial.flatMap { nodes, probability in
          below[token]!.map { tree, share in
            (nodes + [[token]] + tree.nodes.map { [token] + $0 }, probability * share)
          }
        }
      }
      for (nodes, probability) in partial {
        law[DraftedTree(nodes: nodes), default: 0] += probability
      }
    }
    return law
  }

  /// The law of the set of tokens, ascending, among independent drafts, drawn one after the other.
  private static func draftedSets(_ draft: Distribution, drafts: Int) -> [[Int]: Rational] {
    var sets: [[Int]: Rational] = [[]: 1]
    for _ in 0..<drafts {
      var next: [[Int]: Rational] = [:]
      for (tokens, probability) in sets {
        for token in draft.support {
          let set = tokens.contains(token) ? tokens : (tokens + [token]).sorted()
          next[set, default: 0].addProduct(probability, draft[token])
        }
      }
      sets = next
    }
    return sets
  }
}
