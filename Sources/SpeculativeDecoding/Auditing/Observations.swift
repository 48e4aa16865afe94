// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
import Rationals

/// How often each token was emitted, beside the target it is held against.
public struct Observations: Sendable {
  /// p.
  public let target: Distribution
  /// How often each token was seen.
  public let counts: [Int]
  /// N.
  public let size: Int

  /// Counts are not negative, one a token of the target, and their sum fits a machine word.
  public init(target: Distribution, counts: [Int]) {
    precondition(counts.count == target.count, "one count a token")
    precondition(counts.allSatisfy { $0 >= 0 }, "a count is not negative")
    self.target = target
    self.counts = counts
    size = counts.reduce(0, +)
  }

  /// The first token that was observed although the target never emits it: a proof, whatever N is.
  public var impossibleToken: Int? {
    counts.indices.first { counts[$0] > 0 && target[$0].isZero }
  }

  /// The number of tokens that the target can emit.
  public var supportSize: Int { target.support.count }
}
