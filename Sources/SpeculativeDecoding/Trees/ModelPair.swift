// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport

/// A target and a draft model over one vocabulary, as a finite automaton: in each state both have a law
/// for the next token, and each token leads to a state.
///
/// Markov models of any order are such automata, and on them the value of a tree of drafts is computed
/// state by state instead of context by context.
public struct ModelPair: Sendable {
  /// p by state.
  public let targets: [Distribution]
  /// q by state.
  public let drafts: [Distribution]
  /// The state after a token, by state and token.
  public let successors: [[Int]]

  /// n.
  public var vocabulary: Int { targets[0].count }

  /// Traps unless there is a state and all tables have the same shape.
  public init(targets: [Distribution], drafts: [Distribution], successors: [[Int]]) {
    precondition(!targets.isEmpty && targets.count == drafts.count, "a target and a draft a state")
    precondition(
      zip(targets, drafts).allSatisfy { $0.count == targets[0].count && $1.count == $0.count },
      "one vocabulary")
    precondition(
      successors.count == targets.count
        && successors.allSatisfy {
          $0.count == targets[0].count && $0.allSatisfy(targets.indices.contains)
        }, "a successor a token")
    self.targets = targets
    self.drafts = drafts
    self.successors = successors
  }

  /// Both models see the last token only; the state is that token.
  public init(bigramTarget: [Distribution], bigramDraft: [Distribution]) {
    let row = Array(bigramTarget.indices)
    self.init(
      targets: bigramTarget, drafts: bigramDraft,
      successors: Array(repeating: row, count: bigramTarget.count))
  }

  /// The target sees the last two tokens x, y, the draft only y; the state is x·n + y.
  public init(trigramTarget: [[Distribution]], bigramDraft: [Distribution]) {
    let count = bigramDraft.count
    let tokens = 0..<count
    self.init(
      targets: trigramTarget.flatMap { $0 },
      drafts: tokens.flatMap { _ in bigramDraft },
      successors: tokens.flatMap { _ in tokens.map { y in tokens.map { y * count + $0 } } })
  }
}
