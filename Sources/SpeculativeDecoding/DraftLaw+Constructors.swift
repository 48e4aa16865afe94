// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
import Rationals

extension DraftLaw {
  /// Q(x₁…x_k) = Π q(xᵢ).
  public static func iid(_ draft: Distribution, drafts: Int) -> DraftLaw {
    var entries = [Entry(drafts: [], probability: 1)]
    for _ in 0..<drafts {
      entries = entries.flatMap { entry in
        draft.support.map { token in
          Entry(drafts: entry.drafts + [token], probability: entry.probability * draft[token])
        }
      }
    }
    return DraftLaw(unchecked: entries, drafts: drafts)
  }

  /// Q(x₁…x_k) = Π q(xᵢ) / (1 − q(x₁) − … − q(x_{i−1})) over distinct tokens.
  ///
  /// With fewer tokens in the support than drafts, drawing stops when the support is exhausted; the
  /// tuple is filled up with its last token, which leaves the set of drafted tokens as it is.
  public static func withoutReplacement(_ draft: Distribution, drafts: Int) -> DraftLaw {
    var entries: [Entry] = []
    func extend(_ tuple: [Int], _ probability: Rational, _ massLeft: Rational) {
      if tuple.count == drafts || massLeft.isZero {
        let filler = Array(repeating: tuple[tuple.count - 1], count: drafts - tuple.count)
        entries.append(Entry(drafts: tuple + filler, probability: probability))
        return
      }
      for token in draft.support where !tuple.contains(token) {
        extend(
          tuple + [token], probability * draft[token] / massLeft, massLeft - draft[token])
      }
    }
    extend([], 1, 1)
    return DraftLaw(unchecked: entries, drafts: drafts)
  }

  /// SpecHub's pairs around the hub a: Q(x, a) = q(x) and Q(a, x) = q(a)·q(x)/(1 − q(a)) for x ≠ a.
  ///
  /// The first draft has law q exactly. When q(a) = 1 there is no other token and both drafts are a.
  /// Source: SpecHub (Sun et al., EMNLP 2024); any token may serve as hub.
  public static func hub(_ draft: Distribution, token hub: Int) -> DraftLaw {
    guard draft[hub] != 1 else {
      return DraftLaw(unchecked: [Entry(drafts: [hub, hub], probability: 1)], drafts: 2)
    }
    let odds = draft[hub] / (1 - draft[hub])
    var entries: [Entry] = []
    for token in draft.support where token != hub {
      entries.append(Entry(drafts: [token, hub], probability: draft[token]))
      entries.append(Entry(drafts: [hub, token], probability: odds * draft[token]))
    }
    return DraftLaw(unchecked: entries, drafts: 2)
  }

  /// The k−1 most probable tokens G (ties: first index), then one draw from q outside G.
  ///
  /// A token of probability 0 is never drafted. When G carries all of q the last drafts repeat the last
  /// token of G, so the law is one point.
  public static func greedy(_ draft: Distribution, drafts: Int) -> DraftLaw {
    var fixed = draft.mostProbable(drafts - 1)
    let massLeft = fixed.reduce(Rational(1)) { $0 - draft[$1] }
    if massLeft.isZero {
      fixed += Array(repeating: fixed[fixed.count - 1], count: drafts - fixed.count)
      return DraftLaw(unchecked: [Entry(drafts: fixed, probability: 1)], drafts: drafts)
    }
    let entries = draft.support.filter { !fixed.contains($0) }.map { token in
      Entry(drafts: fixed + [token], probability: draft[token] / massLeft)
    }
    return DraftLaw(unchecked: entries, drafts: drafts)
  }

  /// An explicit law; equal tuples are added up.
  public static func joint(
    _ entries: [Entry], drafts: Int, vocabulary: Int
  ) throws(DraftLawError) -> DraftLaw {
    var probabilities: [[Int]: Rational] = [:]
    var sum: Rational = 0
    for (index, entry) in entries.enumerated() {
      guard entry.drafts.count == drafts else {
        throw .wrongLength(entry: index, expected: drafts, found: entry.drafts.count)
      }
      if let token = entry.drafts.first(where: { $0 < 0 || $0 >= vocabulary }) {
        throw .tokenOutOfRange(entry: index, token: token, vocabulary: vocabulary)
      }
      guard entry.probability.signum >= 0 else {
        throw .negative(entry: index, probability: entry.probability)
      }
      probabilities[entry.drafts, default: 0] += entry.probability
      sum += entry.probability
    }
    guard sum == 1 else { throw .wrongSum(sum) }
    return DraftLaw(
      unchecked: probabilities.map { Entry(drafts: $0.key, probability: $0.value) },
      drafts: drafts)
  }
}
