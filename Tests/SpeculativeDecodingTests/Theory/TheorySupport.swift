// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport

@testable import SpeculativeDecoding

/// A target and a draft, with what the numbered properties ask of them.
///
/// The 52 properties are the tests `property01()` … `property52()`, `PropertyRegisterTests` sees to that:
///
/// | numbers | where |
/// |---|---|
/// | 1 … 13, 16 … 18, 31, 41, 49 | `TheoryFormTests` |
/// | 14, 15, 19 … 21, 32, 33, 42, 47, 48, 50, 51 | `TheoryOrderTests` |
/// | 22 … 30, 37 | `TheoryShapeTests` |
/// | 34 … 36, 38, 46, 52 | `TheoryPlanTests` |
/// | 39, 40 | `TheoryTreeTests` |
/// | 43 | `TamperingTests` |
/// | 44, 45 | `TheoryNumberTests` |
///
/// The theorems behind them, with their conditions and counterexamples, are `DominanceTests`.
struct Pair {
  let target: Distribution
  let draft: Distribution

  init(_ pair: (target: Distribution, draft: Distribution)) {
    target = pair.target
    draft = pair.draft
  }

  init(_ target: [Rational], _ draft: [Rational]) throws {
    self.target = try Distribution(target)
    self.draft = try Distribution(draft)
  }

  var count: Int { target.count }
  var tokens: [Int] { Array(0..<count) }

  func position(_ drafts: Int, _ sampling: Sampling = .iid) throws -> Position {
    Position(try Instance(target: target, draft: draft, drafts: drafts, sampling: sampling))
  }

  /// The acceptance of a scheme, which is known exactly.
  func alpha(_ id: String, _ drafts: Int = 2) throws -> Rational {
    try enclosed(id, drafts).lower
  }

  func enclosed(_ id: String, _ drafts: Int = 2) throws -> Enclosure {
    try SchemeCatalog.scheme(id)!.acceptance(at: position(drafts))
  }

  /// The same with token i renamed to `names[i]`.
  func renamed(_ names: [Int]) throws -> Pair {
    var (p, q) = (target.probabilities, draft.probabilities)
    for (token, name) in names.enumerated() {
      p[name] = target[token]
      q[name] = draft[token]
    }
    return try Pair(p, q)
  }
}

// MARK: - Laws of drafts, by brute force over all sets of tokens

extension Pair {
  /// f of all sets of tokens, by bit mask: 1 less the probability of the tuples that stay outside.
  func reach(_ law: DraftLaw) -> [Rational] {
    let all = 1 << count
    var within = [Rational](repeating: 0, count: all)
    for entry in law.entries {
      within[entry.drafts.reduce(0) { $0 | 1 << $1 }] += entry.probability
    }
    for token in tokens {
      for set in 0..<all where set >> token & 1 == 1 { within[set] += within[set ^ 1 << token] }
    }
    return (0..<all).map { 1 - within[all - 1 - $0] }
  }

  /// min_H f(H) + p(V∖H) by trying every H.
  func cut(_ law: DraftLaw) -> Rational {
    zip(reach(law), target.probabilities.subsetSums).map { $0 + 1 - $1 }.min()!
  }

  /// The same over the H that hold the tokens above some ratio p/q, and no others.
  func prefixCut(_ law: DraftLaw) -> Rational {
    let f = reach(law)
    let order = LikelihoodOrder(target: target, draft: draft)
    return order.blockEnds.map { end in
      f[order.tokens[..<end].reduce(0) { $0 | 1 << $1 }] + 1 - order.targetPrefix[end]
    }.min()!
  }

  /// Whether (f(A + x) − f(A))/q(x) ≥ (f(A + x + y) − f(A + x))/q(y) for all A, x, y, and q draws all
  /// that is drafted.
  func isRatioSubmodular(_ law: DraftLaw) -> Bool {
    let support = draft.support
    guard law.entries.allSatisfy({ $0.drafts.allSatisfy(support.contains) }) else { return false }
    let f = reach(law)
    return f.indices.allSatisfy { set in
      support.allSatisfy { x in
        guard set >> x & 1 == 0 else { return true }
        let withX = set | 1 << x
        let first = f[withX] - f[set]
        return support.allSatisfy { y in
          guard withX >> y & 1 == 0 else { return true }
          return first * draft[y] >= (f[withX | 1 << y] - f[withX]) * draft[x]
        }
      }
    }
  }

  /// The laws that exist for this many drafts.
  func laws(_ drafts: Int) -> [DraftLaw] {
    var laws: [DraftLaw] = [
      .iid(draft, drafts: drafts), .withoutReplacement(draft, drafts: drafts),
      .greedy(draft, drafts: drafts),
    ]
    if drafts == 2 {
      laws += tokens.map { .hub(draft, token: $0) }
      laws += [.path(draft), .stars(draft, hubWeights: draft.probabilities)]
    }
    return laws
  }
}

extension Array where Element == Rational {
  /// The sum over each set of places, by bit mask.
  var subsetSums: [Rational] {
    var sums: [Rational] = [0]
    for number in self { sums += sums.map { $0 + number } }
    return sums
  }
}

// MARK: - Random pairs

extension Choices {
  mutating func theoryPair(upTo largest: Int = 5) -> Pair { Pair(pair(upTo: largest)) }

  /// A pair with a number of drafts that keeps enumeration small.
  mutating func pairAndDrafts() -> (pair: Pair, drafts: Int) {
    let drafts = integer(in: 1...3)
    return (theoryPair(upTo: [6, 4, 3][drafts - 1]), drafts)
  }

  /// A pair whose most probable draft token often has more than half of q.
  mutating func hubPair(upTo largest: Int = 5) throws -> Pair {
    let pair = theoryPair(upTo: largest)
    let share = Rational(integer(in: 0...4), 4)
    let hub = integer(in: 0...(pair.count - 1))
    return try Pair(
      pair.target.probabilities,
      pair.tokens.map { (1 - share) * pair.draft[$0] + ($0 == hub ? share : 0) })
  }

  /// A pair for which k independent drafts can always be accepted: p is a mixture of what priority
  /// orders win, so that p(S) ≤ P(some draft in S) for every S.
  mutating func certainPair(drafts: Int, upTo largest: Int = 5) throws -> Pair {
    let draft = theoryPair(upTo: largest).draft
    let weights = distribution(size: integer(in: 1...4))
    var target = [Rational](repeating: 0, count: draft.count)
    for weight in weights {
      var left: Rational = 1
      for token in permutation(of: draft.count) {
        let next = left - draft[token]
        target[token] += weight * (left.raised(to: drafts) - next.raised(to: drafts))
        left = next
      }
    }
    return try Pair(target, draft.probabilities)
  }

  /// 0 … count − 1 in some order.
  mutating func permutation(of count: Int) -> [Int] {
    var left = Array(0..<count)
    return (0..<count).map { _ in left.remove(at: integer(in: 0...(left.count - 1))) }
  }
}
