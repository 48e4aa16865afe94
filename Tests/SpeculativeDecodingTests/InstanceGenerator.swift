// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding
import TestSupport

extension Choices {
  /// A target and a draft on the same 1 … `largest` tokens: unrelated, equal, or with disjoint supports.
  mutating func pair(upTo largest: Int = 8) -> (target: Distribution, draft: Distribution) {
    let size = integer(in: 1...largest)
    let target = distribution(size: size)
    switch integer(in: 0...7) {
    case 1:
      return (valid(target), valid(target))
    case 2 where size > 1:
      let cut = integer(in: 1...(size - 1))
      let zeros = { (count: Int) in [Rational](repeating: 0, count: count) }
      return (
        valid(distribution(size: cut) + zeros(size - cut)),
        valid(zeros(cut) + distribution(size: size - cut))
      )
    default:
      return (valid(target), valid(distribution(size: size)))
    }
  }

  /// An instance of 1 … 3 drafts, small enough that every law can be enumerated.
  mutating func instance() -> Instance { instance(drafts: integer(in: 1...3)) }

  /// The same with a given number of drafts.
  mutating func instance(drafts: Int) -> Instance {
    let (target, draft) = pair(upTo: [8, 6, 3][drafts - 1])
    var samplings: [Sampling] = [.iid, .withoutReplacement, .greedy]
    if drafts == 2 {
      samplings += [.hub(token: nil), .hub(token: integer(in: 0...(draft.count - 1)))]
    }
    let sampling = pick(from: samplings)
    do {
      return try Instance(target: target, draft: draft, drafts: drafts, sampling: sampling)
    } catch {
      fatalError("the generator makes valid instances: \(error)")
    }
  }

  private func valid(_ probabilities: [Rational]) -> Distribution {
    do {
      return try Distribution(probabilities)
    } catch {
      fatalError("the generator makes distributions: \(error)")
    }
  }
}
