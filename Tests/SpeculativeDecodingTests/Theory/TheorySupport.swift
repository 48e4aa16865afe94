// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding
import TestSupport

/// The numbered properties of the theory.
///
/// | numbers | where |
/// |---|---|
/// | 1 … 13, 16 … 18, 31, 34, 35, 41, 46, 49 | `TheoryFormTests` |
/// | 14, 15, 19 … 30, 32, 33, 37, 38, 42, 47, 48, 50, 51 | `TheoryOrderTests` |
/// | 36, 44, 45 | `TheoryNumberTests` |
/// | 39, 40 | `TreeTests` |
/// | 43 | `DamagedCertificateTests`, `OptimumTests` |
/// | 52 | `SolverConformanceTests` |
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

  /// f of all sets of tokens, by bit mask.
  func reach(_ law: DraftLaw) -> [Rational] {
    let transport = law.transport(to: target)
    return tokens.subsets.map { transport.reach(of: Set($0)) }
  }

  /// min_H f(H) + p(V∖H) by trying every H.
  func cut(_ law: DraftLaw) -> Rational {
    zip(reach(law), tokens.subsets).map { reach, subset in
      reach + 1 - subset.map { target[$0] }.sum()
    }.min()!
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

extension Choices {
  mutating func theoryPair(upTo largest: Int = 5) -> Pair { Pair(pair(upTo: largest)) }

  /// A pair with a number of drafts that keeps enumeration small.
  mutating func pairAndDrafts() -> (pair: Pair, drafts: Int) {
    let drafts = integer(in: 1...3)
    return (theoryPair(upTo: [6, 4, 3][drafts - 1]), drafts)
  }

  /// 0 … count − 1 in some order.
  mutating func permutation(of count: Int) -> [Int] {
    var left = Array(0..<count)
    return (0..<count).map { _ in left.remove(at: integer(in: 0...(left.count - 1))) }
  }
}
