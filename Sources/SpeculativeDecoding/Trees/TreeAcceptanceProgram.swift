// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
import OptimalTransport
import Rationals

/// The tree acceptance linear program: the largest expected number of accepted tokens of any lossless
/// rule that sees the whole drafted tree, node by node or not.
///
/// The drafted tree ω is random: every node draws its drafts independently and keeps the distinct ones.
/// Variables a(ω, u) = P(ω is drafted and the accepted path passes node u), for every node u of ω:
///
///     maximise    Σ a(ω, u)
///     subject to  Σ_{children v of u in ω} a(ω, v) ≤ a(ω, u)         (at the root ≤ P(ω))
///                 Σ_ω a(ω, u·y) ≤ p(y | u)·Σ_ω a(ω, u)                (at the root ≤ p(y))
///
/// The second kind says that after an accepted prefix the next token must not come out more often than
/// the target allows. On one chain the optimum is block verification's.
public struct TreeAcceptanceProgram: Sendable {
  /// The linear program, a maximisation.
  public let program: LinearProgram

  /// The most variables that are written down.
  public static let variableLimit = 20_000

  /// Throws when the drafted trees are too many.
  ///
  /// - Parameters:
  ///   - widths: the number of drafts of a node by depth.
  ///   - root: the state at the root.
  ///   - model: the target and the draft.
  public init(widths: [Int], root: Int, of model: ModelPair) throws(SchemeError) {
    var program = LinearProgram(
      name: "tree-acceptance", sense: .maximize, objectiveName: "accepted")
    let law = try Self.law(widths[...], state: root, of: model)
    let count = law.reduce(0) { $0 + $1.key.nodes.count }
    guard count <= Self.variableLimit else { throw .tooManyTuples(count) }
    // Rows of the second kind, by context; then the trees' own.
    var rowOfContext: [[Int]: Int] = [:]
    for context in Set(law.keys.flatMap(\.nodes)).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let bound = context.count == 1 ? model.targets[root][context[0]] : 0
      rowOfContext[context] = program.addRow(
        "target_" + context.map(String.init).joined(separator: "_"), upper: .finite(bound))
    }
    let contexts = rowOfContext.keys.sorted { $0.lexicographicallyPrecedes($1) }
    for (index, (tree, probability)) in law.sorted(by: { $0.key < $1.key }).enumerated() {
      var rowOfNode: [[Int]: Int] = [
        []: program.addRow("tree_\(index)", upper: .finite(probability))
      ]
      for node in tree.nodes where tree.nodes.contains(where: { $0.dropLast() == node[...] }) {
        rowOfNode[node] = program.addRow(
          "tree_\(index)_" + node.map(String.init).joined(separator: "_"), upper: 0)
      }
      for node in tree.nodes {
        var entries = [
          LinearProgram.Entry(row: rowOfContext[node]!, value: 1),
          LinearProgram.Entry(row: rowOfNode[Array(node.dropLast())]!, value: 1),
        ]
        if let row = rowOfNode[node] { entries.append(.init(row: row, value: -1)) }
        let state = model.state(after: node, from: root)
        for next in contexts where next.count == node.count + 1 && next.starts(with: node) {
          entries.append(
            .init(row: rowOfContext[next]!, value: -model.targets[state][next[node.count]]))
        }
        program.addVariable(
          "a_\(index)_" + node.map(String.init).joined(separator: "_"), cost: 1,
          entries: entries)
      }
    }
    self.program = program
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
  ) throws(SchemeError) -> [DraftedTree: Rational] {
    guard let width = widths.first else { return [DraftedTree(nodes: []): 1] }
    let draft = model.drafts[state]
    let tuples = DraftLaw.tupleCount(of: draft, drafts: width, sampling: .iid)
    guard tuples <= variableLimit else { throw .tooManyTuples(tuples) }
    var sets: [[Int]: Rational] = [:]
    for entry in DraftLaw.iid(draft, drafts: width).entries {
      sets[Array(Set(entry.drafts)).sorted(), default: 0] += entry.probability
    }
    var below: [Int: [DraftedTree: Rational]] = [:]
    for token in draft.support {
      below[token] = try law(
        widths.dropFirst(), state: model.successors[state][token], of: model)
    }
    var law: [DraftedTree: Rational] = [:]
    for (tokens, probability) in sets {
      var partial: [(nodes: [[Int]], probability: Rational)] = [([], probability)]
      for token in tokens {
        let count = partial.count * below[token]!.count
        guard count <= variableLimit else { throw .tooManyTuples(count) }
        partial = partial.flatMap { nodes, probability in
          below[token]!.map { tree, share in
            (nodes + [[token]] + tree.nodes.map { [token] + $0 }, probability * share)
          }
        }
      }
      for (nodes, probability) in partial {
        law[DraftedTree(nodes: nodes), default: 0] += probability
      }
      guard law.count <= variableLimit else { throw .tooManyTuples(law.count) }
    }
    return law
  }
}
