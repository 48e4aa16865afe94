// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// Recursive rejection sampling: try the drafts one after the other, each against what the target has
/// left after the rejections before.
///
/// With residual law p₁ = p and drafting law q₁ = q: accept draft xᵢ with probability
/// min(1, pᵢ(xᵢ)/qᵢ(xᵢ)); after a rejection p_{i+1} = (pᵢ − qᵢ)⁺ normalised; after the last one the
/// token is drawn from p_{k+1}. With replacement (RRS) every qᵢ = q; without (RRSw) q_{i+1} is qᵢ
/// without xᵢ, normalised, and drafting stops when the support is exhausted. Both emit exactly p
/// (`Proofs/notes/marginal-preserved.md`). One draft gives speculative sampling.
///
/// Sources: Leviathan et al. 2023, Chen et al. 2023 (one draft); SpecInfer, Miao et al. 2024 (RRS);
/// Jeon et al. 2024, Yang et al. 2024 (RRSw).
///
/// ```swift
/// let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
/// let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
/// let rule = RecursiveRejection(target: target, draft: draft, drafts: 2, replacement: true)
/// rule.thresholds                     // → [0, 1, 7/5]
/// rule.acceptanceRate                 // → 4/5
/// rule.kernel.outputLaw               // → [1/10, 3/5, 3/10]
/// ```
public struct RecursiveRejection: Sendable {
  /// p.
  public let target: Distribution
  /// q.
  public let draft: Distribution
  /// k.
  public let drafts: Int
  /// Whether drafts are drawn with replacement.
  public let replacement: Bool
  let order: LikelihoodOrder

  /// The rule for k drafts. Traps unless both laws share a vocabulary and k ≥ 1.
  public init(target: Distribution, draft: Distribution, drafts: Int, replacement: Bool) {
    precondition(drafts >= 1, "at least one draft")
    self.target = target
    self.draft = draft
    self.drafts = drafts
    self.replacement = replacement
    order = LikelihoodOrder(target: target, draft: draft)
  }

  /// The rule at a position, with its number of drafts unless another is given.
  init(_ position: Position, drafts: Int? = nil, replacement: Bool) {
    target = position.target
    draft = position.draft
    self.drafts = drafts ?? position.drafts
    self.replacement = replacement
    order = position.order
  }

  /// Speculative sampling with a single draft.
  public static func single(target: Distribution, draft: Distribution) -> RecursiveRejection {
    RecursiveRejection(target: target, draft: draft, drafts: 1, replacement: true)
  }

  /// The law of the drafts.
  public var law: DraftLaw {
    replacement ? .iid(draft, drafts: drafts) : .withoutReplacement(draft, drafts: drafts)
  }

  /// The acceptance rate without enumerating tuples where there is a shorter way.
  ///
  /// With replacement the residual after i rejections is (p − cᵢq)⁺ normalised, with c₀ = 0 and
  /// c_{i+1} = cᵢ + R(cᵢ), R(c) = Σ(p − cq)⁺, and the acceptance is 1 − R(c_k): k binary searches.
  /// Without, the same recursion runs along every path of k−1 rejected tokens.
  public var acceptanceRate: Rational {
    replacement ? 1 - order.excess(over: threshold) : 1 - rejectionRateAlongPaths()!
  }

  /// c_k of the recursion with replacement: the accepted mass of token x is min(p(x), c_k·q(x)).
  public var threshold: Rational { thresholds[drafts] }

  /// c₀ = 0, c₁ = 1, …, c_k: after i rejections the residual is (p − cᵢ·q)⁺.
  public var thresholds: [Rational] {
    var thresholds: [Rational] = [0]
    for _ in 0..<drafts {
      let last = thresholds[thresholds.count - 1]
      thresholds.append(last + order.excess(over: last))
    }
    return thresholds
  }

  /// The rule by exact enumeration of the tuples of ``law``. Cost: O(k·n) a tuple.
  public var kernel: Kernel {
    Kernel(
      rows: law.entries.map { entry in
        var row = Kernel.Row(
          drafts: entry.drafts, probability: entry.probability,
          output: Array(repeating: 0, count: target.count),
          accepted: Array(repeating: 0, count: target.count))
        run(entry.drafts, into: &row)
        return row
      })
  }

  /// Follows the rule along one tuple.
  private func run(_ tuple: [Int], into row: inout Kernel.Row) {
    var residual = target.probabilities
    var drafting: [Rational]? = draft.probabilities
    var reached: Rational = 1
    for token in tuple {
      // An exhausted support ends the drafting; the tuple's tail is only filler.
      guard let current = drafting, !reached.isZero else { break }
      let acceptance = min(1, residual[token] / current[token])
      row.accepted[token].addProduct(reached, acceptance)
      reached *= 1 - acceptance
      if reached.isZero { break }
      residual = Self.normalized(zip(residual, current).map { max(0, $0 - $1) }) ?? residual
      if !replacement {
        var rest = current
        rest[token] = 0
        drafting = Self.normalized(rest)
      }
    }
    row.output = zip(row.accepted, residual).map { $0 + reached * $1 }
  }

  private static func normalized(_ weights: [Rational]) -> [Rational]? {
    let total = weights.reduce(0, +)
    return total.isZero ? nil : weights.map { $0 / total }
  }
}
