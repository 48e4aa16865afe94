// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
public import Rationals

/// K-SEQ with the least valid ρ, or with one that is given.
///
/// The optimal ρ* is algebraic and mostly irrational: acceptance and masses are enclosed, and the
/// kernel is that of the upper end of ρ*'s enclosure, which is itself a valid ρ.
public struct KSEQ: Scheme {
  /// ρ, or `nil` for ρ*.
  private let factor: Rational?

  /// K-SEQ with this ρ, or with the least valid one where it is `nil`.
  public init(factor: Rational? = nil) { self.factor = factor }

  public var id: String { factor.map { "kseq-rho=\($0)" } ?? "kseq" }
  public var summary: String {
    "K-SEQ (SpecTr, Sun et al. 2023)" + (factor.map { " with ρ = \($0)" } ?? " with the best ρ")
  }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling { .iid }

  private func rule(_ position: Position) -> KSequential { KSequential(position) }

  private func factors(_ position: Position) -> Enclosure {
    factor.map { Enclosure($0) }
      ?? {
        let (lower, upper) = rule(position).optimalFactor()
        return Enclosure(lower, upper)
      }()
  }

  /// A given ρ is lossless exactly when no token is accepted beyond its target.
  public func isLossless(at position: Position) throws(SchemeError) -> Bool {
    factor.map { rule(position).isLossless(at: $0) } ?? true
  }

  public func acceptance(at position: Position) throws(SchemeError) -> Enclosure {
    if let factor { return Enclosure(rule(position).drawnAcceptance(at: factor)) }
    let factors = factors(position)
    // At ρ* itself 1 − (1 − β)ᵏ is Σ min(p, ρ*·q), which grows with ρ.
    return Enclosure(
      rule(position).acceptanceRate(at: factors.lower),
      rule(position).acceptanceRate(at: factors.upper))
  }

  public func acceptanceByDraft(at position: Position) throws(SchemeError) -> [Enclosure]? {
    let factors = factors(position)
    // β falls as ρ grows.
    let least = rule(position).acceptanceRate(at: factors.upper) / factors.upper
    let most = rule(position).acceptanceRate(at: factors.lower) / factors.lower
    return (0..<position.drafts).map { index in
      Enclosure(
        (1 - most).raised(to: index) * least, (1 - least).raised(to: index) * most)
    }
  }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    let factors = factors(position)
    let isGiven = factor != nil
    let scale = isGiven ? rule(position).scale(at: factors.lower) : 1
    return zip(position.target.probabilities, position.draft.probabilities).map { p, q in
      isGiven
        ? Enclosure(scale * min(p, factors.lower * q))
        : Enclosure(min(p, factors.lower * q), min(p, factors.upper * q))
    }
  }

  /// The i-th draft accepts (1 − β)^(i−1)·min(p/ρ, q); all factors fall as ρ grows but 1 − β.
  public func acceptedMassByDraft(
    at position: Position
  ) throws(SchemeError) -> [[Enclosure]]? {
    let factors = factors(position)
    let least = rule(position).acceptanceRate(at: factors.upper) / factors.upper
    let most = rule(position).acceptanceRate(at: factors.lower) / factors.lower
    return (0..<position.drafts).map { index in
      let (low, high) = ((1 - most).raised(to: index), (1 - least).raised(to: index))
      return zip(position.target.probabilities, position.draft.probabilities).map { p, q in
        Enclosure(low * min(p / factors.upper, q), high * min(p / factors.lower, q))
      }
    }
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    let law = try law(at: position)
    return rule(position).kernel(at: factors(position).upper, over: law)
  }
}
