// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// The tokens of a position by descending likelihood ratio p/q, with prefix sums of both.
///
/// Most formulas of the field depend on p and q only through R(c) = Σ (p − c·q)⁺, which is convex,
/// falling and piecewise linear with a corner at each ratio: one sort, and every value of R costs a
/// binary search. Recursive rejection sampling, K-SEQ and both optima are read off it.
///
/// Always true: tokens of q = 0 < p come first (their ratio is infinite), tokens of p = q = 0 are
/// left out, and tokens of equal ratio stand together, the lower index first.
///
/// Cost: n quotients and a sort of them.
public struct LikelihoodOrder: Sendable {
  /// The tokens that p or q supports, in order.
  public let tokens: [Int]
  /// p of the first j tokens, for j = 0 … `tokens.count`.
  public let targetPrefix: [Rational]
  /// q of the first j tokens.
  public let draftPrefix: [Rational]
  /// The numbers of tokens after which the ratio changes: 0, …, `tokens.count`, strictly ascending.
  public let blockEnds: [Int]
  /// The ratio of each block; `nil` is infinity, which only the first can be.
  private let blockRatios: [Rational?]

  /// Sorts the tokens and adds up the prefixes. Cost: O(n log n).
  public init(target: Distribution, draft: Distribution) {
    precondition(target.count == draft.count, "target and draft share a vocabulary")
    var keyed: [(token: Int, ratio: Rational?)] = []
    keyed.reserveCapacity(target.count)
    for token in 0..<target.count {
      if !draft[token].isZero {
        keyed.append((token, target[token] / draft[token]))
      } else if !target[token].isZero {
        keyed.append((token, nil))
      }
    }
    keyed.sort { first, second in
      switch (first.ratio, second.ratio) {
      case (let a?, let b?): a != b ? a > b : first.token < second.token
      case (nil, nil): first.token < second.token
      case (let a, _): a == nil
      }
    }
    var targetPrefix: [Rational] = [0]
    var draftPrefix: [Rational] = [0]
    var blockEnds = [0]
    var blockRatios: [Rational?] = []
    targetPrefix.reserveCapacity(keyed.count + 1)
    draftPrefix.reserveCapacity(keyed.count + 1)
    for (index, (token, ratio)) in keyed.enumerated() {
      targetPrefix.append(targetPrefix[index] + target[token])
      draftPrefix.append(draftPrefix[index] + draft[token])
      if index + 1 == keyed.count || keyed[index + 1].ratio != ratio {
        blockEnds.append(index + 1)
        blockRatios.append(ratio)
      }
    }
    tokens = keyed.map(\.token)
    self.targetPrefix = targetPrefix
    self.draftPrefix = draftPrefix
    self.blockEnds = blockEnds
    self.blockRatios = blockRatios
  }

  /// R(c) = Σ (p − c·q)⁺ for c ≥ 0. Cost: a binary search.
  public func excess(over factor: Rational) -> Rational {
    var (low, high) = (0, blockRatios.count)
    // Blocks before `low` have a ratio above the factor, those from `high` on do not.
    while low < high {
      let middle = (low + high) / 2
      if let ratio = blockRatios[middle], ratio <= factor {
        high = middle
      } else {
        low = middle + 1
      }
    }
    let end = blockEnds[low]
    return targetPrefix[end] - factor * draftPrefix[end]
  }

  /// The least c with R(c) = `excess`, for an excess between p(q = 0) and 1.
  ///
  /// Cost: a binary search over the corners of R.
  public func factor(leaving excess: Rational) -> Rational {
    // R grows along the blocks: find the first whose ratio leaves at least the excess.
    var (low, high) = (0, blockRatios.count)
    while low < high {
      let middle = (low + high) / 2
      if let ratio = blockRatios[middle],
        targetPrefix[blockEnds[middle]] - ratio * draftPrefix[blockEnds[middle]] >= excess
      {
        high = middle
      } else {
        low = middle + 1
      }
    }
    // Between the ratios of the blocks low − 1 and low, R(c) = P − c·Q of the tokens before low.
    let end = blockEnds[low]
    if draftPrefix[end].isZero {
      return low < blockRatios.count ? blockRatios[low] ?? 0 : 0
    }
    return (targetPrefix[end] - excess) / draftPrefix[end]
  }
}
