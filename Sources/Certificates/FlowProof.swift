// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// H, and for each set of drafts how much of each of its tokens is accepted from it.
///
/// Theorem `maximum-flow`: moves that overdraw no set and no token describe a verifier, and the sum of
/// the moves is the mass it accepts. Any law; nothing is used but the sums.
public struct FlowProof: Sendable, Hashable {
  /// An accepted mass.
  public struct Move: Sendable, Hashable {
    /// The place of the set in the law.
    public var set: Int
    /// The token it is accepted as, one of the set.
    public var token: Int
    /// The mass, positive.
    public var mass: Rational

    /// A mass accepted from a set as a token.
    public init(set: Int, token: Int, mass: Rational) {
      self.set = set
      self.token = token
      self.mass = mass
    }
  }

  /// H, ascending.
  public var cut: [Int]
  /// In order of sets, then tokens.
  public var moves: [Move]

  /// A proof from its two lists; nothing is checked.
  public init(cut: [Int], moves: [Move]) {
    self.cut = cut
    self.moves = moves
  }

  func violations(
    _ acceptance: Enclosure, _ problem: AcceptanceProblem, _ entries: [DraftedSetLaw.Entry]
  ) -> [AcceptanceViolation] {
    var found: [AcceptanceViolation] = []
    var drawn = [Rational](repeating: 0, count: entries.count)
    var accepted = [Rational](repeating: 0, count: problem.count)
    var total: Rational = 0
    for (index, move) in moves.enumerated() {
      guard entries.indices.contains(move.set), move.mass.signum > 0,
        entries[move.set].tokens.contains(move.token)
      else {
        found.append(.badMove(index: index, mass: move.mass, token: move.token))
        continue
      }
      drawn[move.set] += move.mass
      accepted[move.token] += move.mass
      total += move.mass
    }
    for (index, entry) in entries.enumerated() where drawn[index] > entry.probability {
      found.append(.setOverdrawn(index: index, by: drawn[index] - entry.probability))
    }
    for token in 0..<problem.count where !accepted[token].isZero {
      let excess = accepted[token] - problem.target[token]
      if excess.signum > 0 { found.append(.tokenOverdrawn(token: token, by: excess)) }
    }
    if let token = cut.first(where: { !(0..<problem.count ~= $0) }) {
      return found + [.wrongTokens(what: "cut", token: token)]
    }
    let value = Enclosure(problem.cutValue(cut, entries))
    if value != acceptance { found.append(.wrongAcceptance(stated: acceptance, cut: value)) }
    if total != value.lower {
      found.append(.wrongTotal(moved: total, acceptance: value.lower))
    }
    return found
  }
}

extension AcceptanceProblem {
  /// f(H) + p(outside H) for a listed law, from the definition.
  func cutValue(_ tokens: [Int], _ entries: [DraftedSetLaw.Entry]) -> Rational {
    var isInCut = [Bool](repeating: false, count: count)
    for token in tokens { isInCut[token] = true }
    var outside: Rational = 0
    for token in 0..<count where !isInCut[token] { outside += target.weights[token] }
    return entries.reduce(into: outside / target.total) { value, entry in
      if entry.tokens.contains(where: { isInCut[$0] }) { value += entry.probability }
    }
  }
}
