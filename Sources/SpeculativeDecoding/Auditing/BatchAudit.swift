// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// What the rows of a batch emit together, against independent draws from their targets.
///
/// Rows must not know of each other: their joint law must be the product of the targets. A batch that
/// advances by the least number of accepted tokens changes the rows' own laws; one that shares its
/// uniforms leaves them right and makes the rows depend on each other.
///
/// Cost: O(entries) plus one product a tuple with a positive mass.
public struct BatchAudit: Sendable {
  /// The law of each row by itself.
  public let rowLaws: [[Rational]]
  /// The total variation between the joint law and the product of the targets.
  public let totalVariation: Rational
  /// The first tuple, in lexicographic order of those that occur, that differs.
  public let witness: (tokens: [Int], law: Rational, target: Rational)?
  /// Whether the joint law is the product of the rows' own laws.
  public let isIndependent: Bool

  /// Whether the rows emit independent draws from their targets, exactly.
  public var preservesTarget: Bool { totalVariation.isZero }

  /// `joint` holds one token a row in each tuple, non-negative masses of total 1.
  public init(joint: [[Int]: Rational], targets: [Distribution]) {
    var laws = targets.map { [Rational](repeating: 0, count: $0.count) }
    for (tuple, mass) in joint {
      for (row, token) in tuple.enumerated() { laws[row][token] += mass }
    }
    rowLaws = laws
    var shortfall: Rational = 0
    var covered: Rational = 0
    var witness: (tokens: [Int], law: Rational, target: Rational)?
    var isIndependent = true
    for tuple in joint.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let mass = joint[tuple]!
      let expected = tuple.enumerated().reduce(Rational(1)) { $0 * targets[$1.0][$1.1] }
      let product = tuple.enumerated().reduce(Rational(1)) { $0 * laws[$1.0][$1.1] }
      covered += expected
      if mass < expected { shortfall += expected - mass }
      if mass != expected, witness == nil { witness = (tuple, mass, expected) }
      if mass != product { isIndependent = false }
    }
    // Tuples that never occur fall short by all of their target mass, 1 less what is covered. If some
    // product of the rows' laws is positive there, some other tuple exceeds its product.
    totalVariation = shortfall + 1 - covered
    self.witness = witness
    self.isIndependent = isIndependent
  }
}
