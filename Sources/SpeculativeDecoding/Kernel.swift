// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// What a verification rule does: for each drafted tuple the law of the token it emits.
///
/// ```swift
/// let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
/// let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
/// let kernel = RecursiveRejection.single(target: target, draft: draft).kernel
/// kernel.rows[0].drafts               // → [0]
/// kernel.rows[0].accepted             // → [1/5, 0, 0]
/// kernel.rows[0].output               // → [1/5, 3/5, 1/5]
/// kernel.outputLaw                    // → [1/10, 3/5, 3/10]
/// kernel.acceptanceRate               // → 3/5
/// ```
public struct Kernel: Sendable, Hashable {
  /// One ordered tuple of drafts.
  public struct Row: Sendable, Hashable {
    /// The tuple.
    public var drafts: [Int]
    /// The probability w of the tuple.
    public var probability: Rational
    /// P(y | drafts) for every token y.
    public var output: [Rational]
    /// The part of `output` in which y was accepted from the drafts by the rule's own test.
    public var accepted: [Rational]

    /// What the rule does with one tuple; nothing is checked.
    public init(
      drafts: [Int], probability: Rational, output: [Rational], accepted: [Rational]
    ) {
      self.drafts = drafts
      self.probability = probability
      self.output = output
      self.accepted = accepted
    }
  }

  /// One row for each tuple of drafts that can be drawn.
  public var rows: [Row]

  /// A kernel from its rows; ``isStochastic`` says whether it is one.
  public init(rows: [Row]) { self.rows = rows }

  /// The kernel of a rule: the law of the drafts, and what the rule does with each tuple.
  ///
  ///     Kernel(.iid(q, drafts: 1)) { drafts in
  ///       (output: …, accepted: …)   // two laws of the emitted token, the second a part of the first
  ///     }
  ///
  /// That the rows are a kernel is not asked here; see ``firstDefect(vocabulary:sumsToOne:declaredLaw:)``.
  /// Cost: one call of the rule a tuple.
  public init(
    _ law: DraftLaw, rule: (_ drafts: [Int]) -> (output: [Rational], accepted: [Rational])
  ) {
    rows = law.entries.map { entry in
      let (output, accepted) = rule(entry.drafts)
      return Row(
        drafts: entry.drafts, probability: entry.probability, output: output, accepted: accepted)
    }
  }

  /// The law of the emitted token: Σ w·output.
  public var outputLaw: [Rational] { mixture(\.output) }

  /// The mass of each token accepted from the drafts: Σ w·accepted.
  public var acceptedMass: [Rational] { mixture(\.accepted) }

  /// The probability that a draft is accepted by the rule's own test.
  public var acceptanceRate: Rational { acceptedMass.reduce(0, +) }

  /// The probability that the emitted token is among the drafts, accepted or not.
  public var overlap: Rational {
    rows.reduce(into: 0) { total, row in
      for token in Set(row.drafts) { total.addProduct(row.probability, row.output[token]) }
    }
  }

  /// Whether every row is a distribution, contains its accepted part, and the weights sum to 1.
  public var isStochastic: Bool {
    rows.reduce(0) { $0 + $1.probability } == 1
      && rows.allSatisfy { row in
        row.probability.signum >= 0 && row.output.allSatisfy { $0.signum >= 0 }
          && row.output.reduce(0, +) == 1
          && zip(row.accepted, row.output).allSatisfy { $0.signum >= 0 && $0 <= $1 }
      }
  }

  private func mixture(_ part: KeyPath<Row, [Rational]>) -> [Rational] {
    var total = [Rational](repeating: 0, count: rows.first?.output.count ?? 0)
    for row in rows {
      for (token, probability) in row[keyPath: part].enumerated() {
        total[token].addProduct(row.probability, probability)
      }
    }
    return total
  }
}

/// How far a law is from the target, exactly.
///
/// ```swift
/// let target = try Distribution([0, 1 / 3, 2 / 3])
/// let deviation = Deviation(of: [0, 2 / 9, 7 / 9], from: target)
/// deviation.totalVariation            // → 1/9
/// deviation.witness?.token            // → 1
/// ```
public struct Deviation: Sendable, Hashable {
  /// The total variation ½·Σ|law − target|, also when the law does not sum to 1.
  public let totalVariation: Rational
  /// The first token on which they differ, with both values.
  public let witness: (token: Int, law: Rational, target: Rational)?

  /// Compares a law with the target, token by token.
  public init(of law: [Rational], from target: Distribution) {
    self.init(of: law, from: target.probabilities)
  }

  /// The same for a target that need not sum to 1, as a float implementation's does not.
  public init(of law: [Rational], from target: [Rational]) {
    var total: Rational = 0
    var witness: (token: Int, law: Rational, target: Rational)?
    for (token, (mine, theirs)) in zip(law, target).enumerated() where mine != theirs {
      total += (mine - theirs).magnitude
      if witness == nil { witness = (token, mine, theirs) }
    }
    totalVariation = total / 2
    self.witness = witness
  }

  public static func == (left: Deviation, right: Deviation) -> Bool {
    left.totalVariation == right.totalVariation && left.witness?.token == right.witness?.token
      && left.witness?.law == right.witness?.law && left.witness?.target == right.witness?.target
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(totalVariation)
    hasher.combine(witness?.token)
  }
}
