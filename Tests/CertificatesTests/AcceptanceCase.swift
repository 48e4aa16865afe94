// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import IndependentChecks
import LPFormats
import Rationals
import TestSupport

/// A small acceptance problem with its definition beside it.
struct AcceptanceCase {
  let problem: AcceptanceProblem
  /// All tuples of drafts, and all cuts.
  let definition: AcceptanceByEnumeration
  let target: [Rational]
  let draft: [Rational]

  var tokens: Range<Int> { target.indices }

  /// `nil` for a law that does not exist.
  init?(target: [Rational], draft: [Rational], drafts: Int, sampling: InstanceText.Sampling) {
    guard let p = Self.integers(target), let q = Self.integers(draft),
      let law = try? Self.law(q, drafts, sampling),
      let problem = try? AcceptanceProblem(target: p, draft: q, law: law),
      let definition = AcceptanceByEnumeration(
        target: (0..<p.count).map { p[$0] }, draft: (0..<q.count).map { q[$0] }, drafts: drafts,
        sampling: sampling)
    else { return nil }
    self.problem = problem
    self.definition = definition
    self.target = (0..<p.count).map { p[$0] }
    self.draft = (0..<q.count).map { q[$0] }
  }

  static func law(
    _ draft: IntegerDistribution, _ drafts: Int, _ sampling: InstanceText.Sampling
  ) throws(AcceptanceProblemError) -> DraftedSetLaw {
    switch sampling {
    case .iid: try .iid(drafts: drafts)
    case .withoutReplacement: try .withoutReplacement(draft, drafts: drafts)
    case .hub(let token): try .hub(draft, token: token, drafts: drafts)
    case .greedy: try .greedy(draft, drafts: drafts)
    case .joint(let tuples): try .joint(tuples, drafts: drafts, vocabulary: draft.count)
    }
  }

  /// Whole weights as a distribution.
  static func integers(_ weights: [Rational]) -> IntegerDistribution? {
    IntegerDistribution(IntegerVector(weights, times: 1))
  }

  /// All tokens by p/q descending: those with q = 0 < p first, those with p = q = 0 last, ties by token.
  var order: [Int] {
    func key(_ token: Int) -> (Int, Rational) {
      if draft[token].isZero { return target[token].isZero ? (2, 0) : (0, 0) }
      return (1, -target[token] / draft[token])
    }
    return tokens.sorted { first, second in
      let (a, b) = (key(first), key(second))
      return a == b ? first < second : a < b
    }
  }

  /// c ≤ the largest p/q with Σ min(p, c·q) = value.
  func threshold(_ value: Rational) -> Rational {
    let ratios = tokens.filter { !draft[$0].isZero }.map { target[$0] / draft[$0] }
    guard let largest = ratios.max(), largest.signum > 0 else { return 0 }
    // Between two neighbouring ratios the sum grows at the rate of the mass of q above them.
    for ratio in [0] + Set(ratios).sorted() where accepted(ratio) >= value {
      let slope = tokens.reduce(Rational(0)) {
        draft[$1].isZero || target[$1] / draft[$1] < ratio ? $0 : $0 + draft[$1]
      }
      return slope.isZero ? ratio : ratio - (accepted(ratio) - value) / slope
    }
    return largest
  }

  /// Σ min(p, c·q).
  func accepted(_ threshold: Rational) -> Rational {
    tokens.reduce(0) { $0 + min(target[$1], threshold * draft[$1]) }
  }

  /// The certificate, put together from the definitions.
  var certificate: AcceptanceCertificate {
    let value = definition.value
    let proof: AcceptanceCertificate.Proof
    switch problem.law {
    case .independent, .pairWithoutReplacement:
      let order = order
      let cut = (0...order.count).first { definition.cut(Set(order[..<$0])) == value } ?? -1
      proof = .prefixCut(
        PrefixProof(order: order, cut: cut, threshold: Enclosure(threshold(value))))
    case .fixed(let fixed):
      let rest = 1 - fixed.reduce(0) { $0 + draft[$1] }
      let cut = tokens.filter { token in
        !fixed.contains(token)
          && target[token] > (rest.isZero ? 0 : draft[token] / rest)
      }
      proof = .fixedTokens(FixedTokensProof(fixed: fixed, cut: cut))
    case .listed(let entries):
      let cuts = (0..<1 << tokens.count).map { bits in tokens.filter { bits >> $0 & 1 == 1 } }
      let cut = cuts.first { definition.cut(Set($0)) == value } ?? [-1]
      proof = .maximumFlow(FlowProof(cut: cut, moves: moves(entries)))
    }
    return AcceptanceCertificate(acceptance: Enclosure(value), proof: proof)
  }

  /// A maximum flow from sets to tokens by augmenting paths, as moves in order.
  private func moves(_ entries: [DraftedSetLaw.Entry]) -> [FlowProof.Move] {
    var flow = entries.map { _ in [Rational](repeating: 0, count: target.count) }
    var left = entries.map(\.probability)
    var wanted = target
    /// The capacity found from a set to a token that still wants mass, after which it is moved.
    func push(from set: Int, _ amount: Rational, _ seen: inout Set<Int>) -> Rational {
      for token in entries[set].tokens where !seen.contains(token) {
        seen.insert(token)
        if wanted[token].signum > 0 {
          let moved = min(amount, wanted[token])
          wanted[token] -= moved
          flow[set][token] += moved
          return moved
        }
        for other in entries.indices where other != set && flow[other][token].signum > 0 {
          let moved = push(from: other, min(amount, flow[other][token]), &seen)
          if moved.signum > 0 {
            flow[other][token] -= moved
            flow[set][token] += moved
            return moved
          }
        }
      }
      return 0
    }
    for set in entries.indices {
      while left[set].signum > 0 {
        var seen: Set<Int> = []
        let moved = push(from: set, left[set], &seen)
        if moved.isZero { break }
        left[set] -= moved
      }
    }
    return entries.indices.flatMap { set in
      tokens.filter { !flow[set][$0].isZero }.map {
        FlowProof.Move(set: set, token: $0, mass: flow[set][$0])
      }
    }
  }
}

extension Choices {
  mutating func weights(_ count: Int) -> [Rational] {
    var weights = (0..<count).map { _ in Rational(integer(in: 0...5)) }
    if weights.allSatisfy(\.isZero) { weights[0] = 1 }
    return weights
  }

  mutating func sampling(_ count: Int, drafts: Int) -> InstanceText.Sampling {
    switch integer(in: 0...4) {
    case 0: return .iid
    case 1: return .withoutReplacement
    case 2: return .greedy
    case 3: return .hub(token: bool() ? nil : integer(in: 0...count - 1))
    default:
      let tuples = (0..<integer(in: 1...4)).map { _ in
        (0..<drafts).map { _ in integer(in: 0...count - 1) }
      }
      let masses = weights(tuples.count)
      let total = masses.reduce(0, +)
      return .joint(zip(tuples, masses).map { (drafts: $0, probability: $1 / total) })
    }
  }

  mutating func acceptanceCase() -> AcceptanceCase? {
    let count = integer(in: 1...4)
    let drafts = integer(in: 1...3)
    return AcceptanceCase(
      target: weights(count), draft: weights(count), drafts: drafts,
      sampling: sampling(count, drafts: drafts))
  }
}
