// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
public import Rationals

/// The expected number of accepted tokens of a tree of drafts, exactly.
///
/// A rule that verifies node by node accepts at a node of state s some token x from its i-th draft with
/// mass A_{s,i}(x), and goes on in the i-th subtree, so
///
///     E(T, s) = Σ_i Σ_x A_{s,i}(x)·(1 + E(T_i, s·x)),
///
/// and the tokens per step are 1 + E. Equal subtrees are evaluated once, and where all subtrees of a
/// node are equal only A_s = Σ_i A_{s,i} matters.
///
/// Numbers get long (without replacement thousands of digits at depth 4), so each subtree's values are
/// integers over one denominator, and no gcd is taken until the end.
///
/// Cost: a multiplication of integers for each shape of subtree, state it is reached in, and token.
///
/// ```swift
/// // One token back, two tokens; a chain of two drafts.
/// let target = try [Distribution([1 / 2, 1 / 2]), Distribution([1, 0])]
/// let draft = try [Distribution([1, 0]), Distribution([1 / 2, 1 / 2])]
/// let model = ModelPair(bigramTarget: target, bigramDraft: draft)
/// let value = TreeValue(try DraftTree(widths: [1, 1]), root: 0, of: model)
/// // Speculative sampling at each node: A = min(p, q).
/// let accepted = try value.accepted { state, _, _, _ in
///   .total(zip(target[state].probabilities, draft[state].probabilities).map { min($0, $1) })
/// }
/// accepted                            // → 3/4
/// ```
public struct TreeValue {
  /// What is accepted at a node.
  public enum NodeMass: Sendable {
    /// A by token.
    case total([Rational])
    /// A by draft and token.
    case byDraft([[Rational]])
  }

  /// Asked for the accepted mass at a node: its state, its number of drafts, whether the mass must be
  /// told apart by draft, and what a token of mass 1 is worth by draft and token, up to a common factor.
  public typealias Rule = (
    _ state: Int, _ drafts: Int, _ byDraft: Bool, _ worth: [[Rational]]
  ) throws -> NodeMass

  let model: ModelPair
  private let shapes: [[Int]]
  /// The states in which each shape is reached.
  private let states: [[Int]]

  /// The value of a tree whose root is in the state `root`; a ``Rule`` says what is accepted at a node.
  public init(_ tree: DraftTree, root: Int, of model: ModelPair) {
    self.model = model
    shapes = tree.shapes
    var reached = [Set<Int>](repeating: [], count: shapes.count)
    reached[shapes.count - 1] = [root]
    for shape in shapes.indices.reversed() {
      let next = Set(reached[shape].flatMap { model.successors[$0] })
      for child in Set(shapes[shape]) { reached[child].formUnion(next) }
    }
    states = reached.map { $0.sorted() }
  }

  /// Values of one shape: numerators by state over one denominator.
  private struct Values {
    var numerators: [Int: Rational]
    var denominator: Rational
  }

  /// E at the root.
  public func accepted(by rule: Rule) throws -> Rational {
    var values: [Values] = []
    for (shape, children) in shapes.enumerated() {
      values.append(try evaluate(children, in: states[shape], values, rule))
    }
    let root = values[shapes.count - 1]
    return root.numerators[states[shapes.count - 1][0]]! / root.denominator
  }

  private func evaluate(
    _ children: [Int], in states: [Int], _ values: [Values], _ rule: Rule
  ) throws -> Values {
    guard !children.isEmpty else {
      return Values(
        numerators: Dictionary(uniqueKeysWithValues: states.map { ($0, 0) }), denominator: 1)
    }
    let isUniform = children.allSatisfy { $0 == children[0] }
    // One subtree where all are equal, else one a draft; over the common denominator of all.
    let subtrees = isUniform ? [children[0]] : children
    let common = commonDenominator(of: subtrees.map { 1 / values[$0].denominator })
    let scales = subtrees.map { common / values[$0].denominator }
    var masses: [[[Rational]]] = []
    var worths: [[[Rational]]] = []
    for state in states {
      let worth = zip(subtrees, scales).map { subtree, scale in
        model.successors[state].map { common + scale * values[subtree].numerators[$0]! }
      }
      worths.append(worth)
      switch try rule(state, children.count, !isUniform, worth) {
      case .total(let mass):
        precondition(isUniform, "masses by draft are needed here")
        masses.append([mass])
      case .byDraft(let byDraft):
        masses.append(
          isUniform
            ? [model.successors[state].indices.map { token in byDraft.map { $0[token] }.sum() }]
            : byDraft)
      }
    }
    let scale = commonDenominator(of: masses.joined().joined())
    var numerators: [Int: Rational] = [:]
    for (index, state) in states.enumerated() {
      var total: Rational = 0
      for (mass, worth) in zip(masses[index], worths[index]) {
        for (share, value) in zip(mass, worth) where !share.isZero {
          total += share * scale * value
        }
      }
      numerators[state] = total
    }
    return Values(numerators: numerators, denominator: scale * common)
  }
}
