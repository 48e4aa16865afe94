// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
import Rationals

/// Sampler match: draw the token from p and see whether it was drafted.
///
/// The drafts' probabilities are ignored, as if each were certain (q := 1), so that the rule is
/// lossless for any drafts whatever, and α = Σ p(y)·f({y}).
public struct SamplerMatch: Scheme {
  /// Nothing to configure.
  public init() {}

  public var id: String { "sampler-match" }
  public var summary: String { "draw from p, accept if it was drafted (verification with q := 1)" }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling {
    position.instance.sampling
  }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    let target = position.target
    if case .iid = position.instance.sampling {
      return try NaiveSampling().acceptedMass(at: position)
    }
    var drafted = [Rational](repeating: 0, count: target.count)
    for entry in try law(at: position).entries {
      for token in Set(entry.drafts) { drafted[token] += entry.probability }
    }
    return zip(target.probabilities, drafted).map { Enclosure($0 * $1) }
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    Self.kernel(of: try law(at: position), to: position.target)
  }

  static func kernel(of law: DraftLaw, to target: Distribution) -> Kernel {
    Kernel(
      rows: law.entries.map { entry in
        Kernel.Row(
          drafts: entry.drafts, probability: entry.probability, output: target.probabilities,
          accepted: target.probabilities.enumerated().map {
            entry.drafts.contains($0.offset) ? $0.element : 0
          })
      })
  }
}

/// Naive sampling: sampler match for independent drafts, A = p·(1 − (1 − q)ᵏ).
///
/// Source: SpecInfer, Miao et al. 2024 (NSS).
public struct NaiveSampling: Scheme {
  /// Nothing to configure.
  public init() {}

  public var id: String { "nss" }
  public var summary: String { "naive sampling of iid drafts (SpecInfer's NSS)" }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling { .iid }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    zip(position.target.probabilities, position.draft.probabilities).map { p, q in
      Enclosure(p.isZero ? 0 : p * (1 - (1 - q).raised(to: position.drafts)))
    }
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    SamplerMatch.kernel(of: try law(at: position), to: position.target)
  }
}

/// Naive verification: test the first draft only; a token drawn from the residual counts as accepted
/// when it is one of the other drafts.
///
/// A = min(p, q) + (p − q)⁺·(1 − (1 − q)^(k−1)). Source: Thomas et al., Dynamic Delayed Tree Expansion.
public struct NaiveVerification: Scheme {
  /// Nothing to configure.
  public init() {}

  public var id: String { "naive" }
  public var summary: String {
    "test the first draft only, hope that the residual hits another (Thomas et al.)"
  }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling { .iid }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    zip(position.target.probabilities, position.draft.probabilities).map { p, q in
      guard p > q, position.drafts > 1 else { return Enclosure(min(p, q)) }
      return Enclosure(q + (p - q) * (1 - (1 - q).raised(to: position.drafts - 1)))
    }
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    let law = try law(at: position)
    let single = RecursiveRejection.single(target: position.target, draft: position.draft).kernel
    let rows = Dictionary(uniqueKeysWithValues: single.rows.map { ($0.drafts[0], $0) })
    return Kernel(
      rows: law.entries.map { entry in
        let first = rows[entry.drafts[0]]!
        let others = Set(entry.drafts.dropFirst())
        return Kernel.Row(
          drafts: entry.drafts, probability: entry.probability, output: first.output,
          accepted: first.output.enumerated().map { token, probability in
            token == entry.drafts[0]
              ? first.accepted[token] : others.contains(token) ? probability : 0
          })
      })
  }
}

/// The k most probable draft tokens, verified as if they were certain (q := 1): α = p of them.
///
/// Nothing is drawn, so nothing better is possible for these drafts.
public struct TopTokens: Scheme {
  /// Nothing to configure.
  public init() {}

  public var id: String { "top-k" }
  public var summary: String { "the k most probable draft tokens, always (q := 1)" }

  public var isSequential: Bool { true }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling {
    let order = position.draft.supportByProbability
    // A support smaller than k is drafted whole.
    let filler = Array(
      repeating: order[order.count - 1], count: max(0, position.drafts - order.count))
    return .joint([
      DraftLaw.Entry(
        drafts: Array(order.prefix(position.drafts)) + filler, probability: 1)
    ])
  }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    let drafted = Set(position.draft.supportByProbability.prefix(position.drafts))
    return position.target.probabilities.enumerated().map { token, probability in
      Enclosure(drafted.contains(token) ? probability : 0)
    }
  }

  public func acceptedMassByDraft(
    at position: Position
  ) throws(SchemeError) -> [[Enclosure]]? {
    let target = position.target
    return position.draft.supportByProbability.prefix(position.drafts).map { drafted in
      target.probabilities.indices.map { Enclosure($0 == drafted ? target[$0] : 0) }
    }
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    SamplerMatch.kernel(of: try law(at: position), to: position.target)
  }
}
