// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// A probability distribution on the points 0, 1, …, n−1: non-negative rationals that sum to 1.
///
/// A value of this type cannot exist unless the sum is exactly 1, so nothing downstream has to ask.
///
/// ```swift
/// let draft = try Distribution([1 / 2, 1 / 3, 1 / 6])   // Rational literals
/// draft.mode                                            // → 0
/// try Distribution([1 / 2, 1 / 3])                      // throws: the sum is 5/6 (about 0.833333333333), not 1
/// try Distribution(normalizing: [3, 2, 1])[0]           // → 1/2
/// ```
public struct Distribution: Sendable, Hashable {
  /// The probability of each point.
  public let probabilities: [Rational]

  /// Throws unless the list is non-empty, non-negative, and sums to exactly 1.
  public init(_ probabilities: [Rational]) throws(DistributionError) {
    let total = try Self.checkedTotal(of: probabilities)
    guard total == 1 else { throw .wrongSum(total) }
    self.probabilities = probabilities
  }

  /// Divides non-negative weights by their exact sum. Throws when they sum to zero.
  public init(normalizing weights: [Rational]) throws(DistributionError) {
    let total = try Self.checkedTotal(of: weights)
    guard !total.isZero else { throw .zeroWeights }
    self.probabilities = total == 1 ? weights : weights.map { $0 / total }
  }

  private static func checkedTotal(of weights: [Rational]) throws(DistributionError) -> Rational {
    guard !weights.isEmpty else { throw .empty }
    var total: Rational = 0
    for (index, weight) in weights.enumerated() {
      guard weight.signum >= 0 else { throw .negative(index: index, value: weight) }
      total += weight
    }
    return total
  }

  /// The number of points, the impossible ones included.
  public var count: Int { probabilities.count }

  /// The points of positive probability, ascending.
  public var support: [Int] { probabilities.indices.filter { !probabilities[$0].isZero } }

  /// The probability of a point. Traps when there is no such point.
  public subscript(point: Int) -> Rational { probabilities[point] }

  /// The most probable point; of several the first.
  public var mode: Int {
    probabilities.indices.reduce(0) { probabilities[$1] > probabilities[$0] ? $1 : $0 }
  }

  /// The total variation distance ½·Σ|p − q| = Σ(p − q)⁺. Both must have the same length.
  public func totalVariation(to other: Distribution) -> Rational {
    precondition(count == other.count, "distributions on the same points")
    var total: Rational = 0
    for (mine, theirs) in zip(probabilities, other.probabilities) where mine > theirs {
      total += mine - theirs
    }
    return total
  }
}

/// Why a list of numbers is not a distribution.
public enum DistributionError: Error, Sendable, Hashable {
  /// No probabilities at all.
  case empty
  /// A probability below 0.
  case negative(index: Int, value: Rational)
  /// The sum is not 1.
  case wrongSum(Rational)
  /// Weights that are all 0, which no number normalises.
  case zeroWeights
}

extension DistributionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "a distribution needs at least one point"
    case .negative(let index, let value): "entry \(index) is negative: \(value)"
    case .wrongSum(let sum):
      "the sum is \(sum) (about \(sum.decimal(significantDigits: 12))), not 1"
    case .zeroWeights: "all weights are zero, so they cannot be normalized"
    }
  }
}
