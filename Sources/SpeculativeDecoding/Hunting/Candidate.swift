// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import OptimalTransport
public import Rationals

/// A small instance on which a conjecture is tried: laws whose entries are integers over a denominator
/// each.
public struct Candidate: Sendable, Hashable {
  /// Numerators of one law and their sum.
  public struct Law: Sendable, Hashable {
    /// The weights of the tokens.
    public var numerators: [Int]

    /// The sum of the numerators.
    public var denominator: Int { numerators.reduce(0, +) }

    /// The law as fractions.
    public var distribution: Distribution {
      do {
        return try Distribution(normalizing: numerators.map { Rational($0) })
      } catch {
        preconditionFailure("a law of a candidate has weight: \(error)")
      }
    }
  }

  /// The kind of instance it is.
  public var domain: Conjecture.Domain
  /// Targets: one, or for a chain that of the root and those after each token.
  public var targets: [Law]
  /// Drafts in the same order.
  public var drafts: [Law]

  /// The instance, for a candidate that is one position.
  public var instance: Instance? {
    guard case .position(let count) = domain else { return nil }
    do {
      return try Instance(
        target: targets[0].distribution, draft: drafts[0].distribution, drafts: count,
        sampling: .iid)
    } catch {
      preconditionFailure("a candidate is an instance: \(error)")
    }
  }

  /// The models, for a candidate that is a chain: state 0 is the root, then one for each token.
  public var model: ModelPair {
    let count = targets[0].numerators.count
    return ModelPair(
      targets: targets.map(\.distribution), drafts: drafts.map(\.distribution),
      successors: Array(repeating: Array(1...count), count: targets.count))
  }

  /// What a conjecture says here.
  public struct Finding: Sendable {
    /// The left side of the conclusion.
    public let left: Enclosure
    /// The right side of the conclusion.
    public let right: Enclosure
    /// By how much it fails, if it fails for sure; otherwise minus the least distance from failing,
    /// as far as enclosures tell. An equality that holds has distance 0.
    public let gap: Rational
    /// Whether the conditions hold and the conclusion does not.
    public var isCounterexample: Bool { gap.signum > 0 }
  }

  /// `nil` where a condition fails, a scheme does not exist or a tuple count explodes.
  public func evaluate(_ conjecture: Conjecture) -> Finding? {
    var evaluation = QuantityEvaluation(self)
    do {
      for condition in conjecture.conditions {
        let finding = try evaluation.compare(condition)
        guard finding.gap.signum <= 0 else { return nil }
      }
      return try evaluation.compare(conjecture.conclusion)
    } catch {
      return nil
    }
  }
}
