// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
public import LPFormats
public import Rationals

/// The largest acceptance of a small instance from its definition: every tuple of drafts is listed,
/// and every set H of tokens is tried in min over H of P(some draft lies in H) + p(outside H).
public struct AcceptanceByEnumeration {
  private let target: [Rational]
  /// Sets of drafted tokens with their probabilities; a set may come more than once.
  public private(set) var law: [(tokens: Set<Int>, probability: Rational)] = []

  /// `nil` when there are more than `limit` tuples or 2ⁿ sets.
  public init?(_ instance: InstanceText, limit: Int = 2000) {
    guard instance.target.count == instance.draft.count else { return nil }
    self.init(
      target: (0..<instance.target.count).map { instance.target[$0] },
      draft: (0..<instance.draft.count).map { instance.draft[$0] },
      drafts: instance.drafts, sampling: instance.sampling, limit: limit)
  }

  /// The same for the parts of an instance.
  public init?(
    target: [Rational], draft: [Rational], drafts: Int, sampling: InstanceText.Sampling,
    limit: Int = 2000
  ) {
    guard draft.count <= 8, drafts >= 1 else { return nil }
    var tuples = 1
    for _ in 0..<drafts {
      tuples *= draft.count
      guard tuples <= limit else { return nil }
    }
    self.target = target
    let best = draft.indices.sorted { (draft[$0], $1) > (draft[$1], $0) }
    switch sampling {
    case .iid: draw(drafts, from: draft, replacing: true)
    case .withoutReplacement: draw(drafts, from: draft, replacing: false)
    case .greedy:
      let fixed = best.prefix(drafts - 1).filter { draft[$0].signum > 0 }
      drawOneMore(than: Set(fixed), from: draft)
    case .hub(let token):
      let hub = token ?? best[0]
      guard drafts == 2, draft.indices.contains(hub) else { return nil }
      drawOneMore(than: [hub], from: draft)
    case .joint(let entries):
      law = entries.map { (Set($0.drafts), $0.probability) }
    }
  }

  private mutating func draw(_ drafts: Int, from draft: [Rational], replacing: Bool) {
    func extend(
      _ tokens: Set<Int>, _ probability: Rational, left: Int, rest: [Rational]
    ) -> [(tokens: Set<Int>, probability: Rational)] {
      let mass = rest.reduce(0, +)
      if left == 0 || mass.isZero { return [(tokens, probability)] }
      return rest.indices.filter { !rest[$0].isZero }.flatMap { token in
        var next = rest
        if !replacing { next[token] = 0 }
        return extend(
          tokens.union([token]), probability * rest[token] / mass, left: left - 1, rest: next)
      }
    }
    law = extend([], 1, left: drafts, rest: draft)
  }

  /// All of `fixed`, and one token from the rest of the draft, if there is any.
  private mutating func drawOneMore(than fixed: Set<Int>, from draft: [Rational]) {
    let others = draft.indices.filter { !fixed.contains($0) && !draft[$0].isZero }
    let mass = others.reduce(Rational(0)) { $0 + draft[$1] }
    guard !others.isEmpty else {
      law = [(tokens: fixed, probability: 1)]
      return
    }
    law = others.map { (tokens: fixed.union([$0]), probability: draft[$0] / mass) }
  }

  /// P(some draft lies in the set) + p(outside the set).
  public func cut(_ set: Set<Int>) -> Rational {
    var cut: Rational = 0
    for token in target.indices where !set.contains(token) { cut += target[token] }
    for entry in law where !entry.tokens.isDisjoint(with: set) { cut += entry.probability }
    return cut
  }

  /// The largest acceptance.
  public var value: Rational {
    (0..<1 << target.count).map { bits in
      cut(Set(target.indices.filter { bits >> $0 & 1 == 1 }))
    }.min() ?? 0
  }
}
