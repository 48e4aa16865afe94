// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// A number that a small instance has, as plain data, so that claims about it can be written down,
/// listed and searched.
public indirect enum Quantity: Sendable, Hashable {
  /// A number by itself.
  case number(Rational)
  /// The acceptance of a scheme.
  case acceptance(String)
  /// The total variation between the law that a scheme emits and p.
  case deviation(String)
  /// The optimum for a scheme's drafts, by maximum flow over its tuples.
  case optimum(String)
  /// The least f(H) + p(V∖H) over the prefixes H by falling p/q, for a scheme's drafts.
  case prefixCut(String)
  /// The least p(H) + P(no draft in H) over all H: a tempting formula for the optimum.
  case briefCut(String)
  /// q(a) of the most probable draft token a.
  case hubMass
  /// q(a)/(1 − q(a)); 1 over 0 counts as the number of tokens, more than any distance.
  case hubOdds
  /// TV(p, q).
  case totalVariation
  /// The expected number of accepted tokens of a chain, verified token by token.
  case tokenwise
  /// The same, verified as a block.
  case blockwise
  /// The sum of some quantities.
  case sum([Quantity])
  /// A number times a quantity.
  case product(Rational, Quantity)
}

extension Quantity: CustomStringConvertible {
  public var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .acceptance(let id): id
    case .deviation(let id): "TV(law of \(id), p)"
    case .optimum(let id): "optimum(drafts of \(id))"
    case .prefixCut(let id): "least prefix cut(drafts of \(id))"
    case .briefCut(let id): "min p(H) + P(no draft in H)(drafts of \(id))"
    case .hubMass: "q(a)"
    case .hubOdds: "q(a)/(1 − q(a))"
    case .totalVariation: "TV(p, q)"
    case .tokenwise: "token verification"
    case .blockwise: "block verification"
    case .sum(let terms): terms.map(\.description).joined(separator: " + ")
    case .product(let factor, let term): "\(factor)·\(term)"
    }
  }
}

/// Two quantities and how they compare.
public struct QuantityComparison: Sendable, Hashable, CustomStringConvertible {
  /// How two numbers compare.
  public enum Relation: String, Sendable {
    /// Left = right.
    case equal = "="
    /// Left ≥ right.
    case atLeast = "≥"
    /// Left ≤ right.
    case atMost = "≤"
  }

  /// The left side.
  public var left: Quantity
  /// How they are said to compare.
  public var relation: Relation
  /// The right side.
  public var right: Quantity

  /// Left, relation, right.
  public init(_ left: Quantity, _ relation: Relation, _ right: Quantity) {
    self.left = left
    self.relation = relation
    self.right = right
  }

  public var description: String { "\(left) \(relation.rawValue) \(right)" }
}
