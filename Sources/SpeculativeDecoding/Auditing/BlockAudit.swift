// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
public import Rationals

/// The law of the token stream of a rule that emits blocks of several tokens, against the target's.
///
/// A step emits a random block; after it the next step starts in the new context. If every step,
/// followed by tokens drawn from the target itself, gives the target's joint law of as many tokens as
/// the longest block has, then by induction over steps the whole stream follows the target; if some
/// step does not, the stream of that step does not. So the blocks of one step, completed by the target,
/// are compared with the target:
///
///     m(τ) = Σ w(blocks that begin with τ) + Σ w(b)·P(rest of τ | b) over blocks b that τ extends.
///
/// m is compared along the tree of block prefixes and their children only: everywhere else both laws
/// continue with the same factors. One token alone can be right where two are wrong.
///
/// Cost: O(prefixes·n).
public struct BlockAudit<Value: Mass>: Sendable {
  /// m of one token.
  public let firstTokenLaw: [Value]
  /// The total variation between the first two tokens of the stream and of the target.
  public let firstTwoTotalVariation: Value
  /// The total variation over as many tokens as the longest block has.
  public let totalVariation: Value
  /// Σ w·length.
  public let expectedBlockLength: Value
  /// The shortest sequence, then the first, whose masses differ for sure.
  public let witness: (tokens: [Int], law: Value, target: Rational)?
  /// Whether the laws are equal; `nil` when enclosures cannot tell.
  public let preservesTarget: Bool?

  /// Blocks must be non-empty with tokens of the model's vocabulary.
  public init(blocks: [[Int]: Value], target: ContextTables) {
    let prefixes = PrefixTree(blocks)
    var comparison = Comparison(target: target, prefixes: prefixes)
    comparison.visit([], node: 0, carried: .zero, targetMass: 1)
    firstTokenLaw = comparison.firstTokenLaw
    firstTwoTotalVariation = comparison.ofTwo.scaled(by: Rational(1, 2))
    totalVariation = comparison.whole.scaled(by: Rational(1, 2))
    expectedBlockLength = blocks.reduce(.zero) { $0 + $1.value.scaled(by: Rational($1.key.count)) }
    witness = comparison.witness
    preservesTarget = comparison.isDifferent ? false : comparison.isUndecided ? nil : true
  }

  private struct Comparison {
    let target: ContextTables
    let prefixes: PrefixTree<Value>
    var firstTokenLaw: [Value]
    var whole: Value = .zero
    /// Σ|m − P| over the sequences of two tokens.
    private(set) var ofTwo: Value = .zero
    private(set) var witness: (tokens: [Int], law: Value, target: Rational)?
    private(set) var isDifferent = false
    private(set) var isUndecided = false

    init(target: ContextTables, prefixes: PrefixTree<Value>) {
      self.target = target
      self.prefixes = prefixes
      firstTokenLaw = Array(repeating: .zero, count: target.vocabulary)
    }

    /// `carried` is the mass of the blocks that ended before or at this prefix, completed up to it.
    mutating func visit(_ context: [Int], node: Int, carried: Value, targetMass: Rational) {
      let carried = carried + prefixes.nodes[node].ends
      let law = target.next(after: context)
      for token in 0..<target.vocabulary {
        let child = prefixes.nodes[node].children[token]
        let passed = carried.scaled(by: law[token])
        let mass = (child.map { prefixes.nodes[$0].total } ?? .zero) + passed
        let expected = targetMass * law[token]
        let sequence = context + [token]
        let difference = (mass - Value(exact: expected)).absolute
        note(difference, at: sequence, mass, expected)
        if context.isEmpty { firstTokenLaw[token] = mass }
        let continues = child.map { !prefixes.nodes[$0].children.isEmpty } ?? false
        // Where no block goes further both laws go on with the same factors.
        if sequence.count == 2 || sequence.count == 1 && !continues { ofTwo += difference }
        if let child, continues {
          visit(sequence, node: child, carried: passed, targetMass: expected)
        } else {
          whole += difference
        }
      }
    }

    private mutating func note(
      _ difference: Value, at sequence: [Int], _ mass: Value, _ expected: Rational
    ) {
      if difference.isZeroForSure { return }
      guard difference.isNonzeroForSure else {
        isUndecided = true
        return
      }
      isDifferent = true
      if let witness, witness.tokens.count <= sequence.count { return }
      witness = (sequence, mass, expected)
    }
  }
}

/// Blocks arranged by their beginnings.
struct PrefixTree<Value: Mass>: Sendable {
  struct Node: Sendable {
    var children: [Int: Int] = [:]
    /// The mass of the blocks that begin with this prefix.
    var total: Value = .zero
    /// The mass of the blocks that are this prefix.
    var ends: Value = .zero
  }

  private(set) var nodes = [Node()]

  init(_ blocks: [[Int]: Value]) {
    for (block, mass) in blocks.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      var node = 0
      nodes[0].total += mass
      for token in block {
        if let child = nodes[node].children[token] {
          node = child
        } else {
          nodes.append(Node())
          nodes[node].children[token] = nodes.count - 1
          node = nodes.count - 1
        }
        nodes[node].total += mass
      }
      nodes[node].ends += mass
    }
  }
}
