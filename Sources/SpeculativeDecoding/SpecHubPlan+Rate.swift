// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// The closed form by itself: its rate and its accepted masses, without a plan.
///
///     α = p(a) + Σ_{x≠a} min(p(x), q(x)/(1 − q(a)))
///
/// One body serves fractions and floating point; only the former is exact. The entry points are
/// concrete, so that callers in other modules get specialised code. Cost: one pass; nothing is
/// allocated.
extension SpecHubPlan {
  /// α for fractions, exactly.
  public static func acceptanceRate(
    target: Distribution, draft: Distribution, hub: Int
  ) -> Rational {
    precondition(target.count == draft.count, "target and draft share a vocabulary")
    return target.probabilities.withUnsafeBufferPointer { target in
      draft.probabilities.withUnsafeBufferPointer { draft in
        rate(target: target, draft: draft, hub: hub)
      }
    }
  }

  /// α in floating point, around `hub` or else the first of the most probable draft tokens.
  public static func acceptanceRate(
    target: Span<Double>, draft: Span<Double>, hub: Int? = nil
  ) -> Double {
    precondition(target.count == draft.count, "target and draft share a vocabulary")
    precondition(hub.map(draft.indices.contains) ?? true, "the hub is a token")
    return target.withUnsafeBufferPointer { target in
      draft.withUnsafeBufferPointer { draft in
        rate(target: target, draft: draft, hub: hub ?? mode(draft))
      }
    }
  }

  /// α of many rows at once: row r of `targets` and `drafts` is the `vocabulary` numbers from
  /// r·vocabulary on, and `rates[r]` becomes its α around its own most probable draft token.
  public static func acceptanceRates(
    targets: Span<Double>, drafts: Span<Double>, vocabulary: Int,
    into rates: inout MutableSpan<Double>
  ) {
    precondition(
      vocabulary > 0 && targets.count == drafts.count
        && targets.count == rates.count * vocabulary, "one rate a row")
    targets.withUnsafeBufferPointer { targets in
      drafts.withUnsafeBufferPointer { drafts in
        for row in 0..<rates.count {
          let range = row * vocabulary..<(row + 1) * vocabulary
          let draft = UnsafeBufferPointer(rebasing: drafts[range])
          rates[row] = rate(
            target: UnsafeBufferPointer(rebasing: targets[range]), draft: draft, hub: mode(draft))
        }
      }
    }
  }

  /// The accepted mass of each token in floating point; the sum is returned.
  public static func acceptedMasses(
    target: Span<Double>, draft: Span<Double>, hub: Int? = nil,
    into accepted: inout MutableSpan<Double>
  ) -> Double {
    precondition(
      target.count == draft.count && accepted.count == target.count, "one mass a token")
    precondition(hub.map(draft.indices.contains) ?? true, "the hub is a token")
    return target.withUnsafeBufferPointer { target in
      draft.withUnsafeBufferPointer { draft in
        accepted.withUnsafeMutableBufferPointer { accepted in
          let hub = hub ?? mode(draft)
          masses(target: target, draft: draft, hub: hub, into: accepted)
          return accepted.reduce(0, +)
        }
      }
    }
  }

  /// p(a) + Σ min(p, q·s) with s = 1/(1 − q(a)): over the tokens before the hub and those behind it.
  @inline(__always)
  private static func rate<Field: OrderedField>(
    target: UnsafeBufferPointer<Field>, draft: UnsafeBufferPointer<Field>, hub: Int
  ) -> Field {
    guard draft[hub] != 1 else { return target[hub] }
    let factor = 1 / (1 - draft[hub])
    return target[hub] + sum(target, draft, factor, 0..<hub)
      + sum(target, draft, factor, hub + 1..<target.count)
  }

  /// Four sums side by side, so that no addition waits for the one before it.
  @inline(__always)
  private static func sum<Field: OrderedField>(
    _ target: UnsafeBufferPointer<Field>, _ draft: UnsafeBufferPointer<Field>, _ factor: Field,
    _ range: Range<Int>
  ) -> Field {
    var sums: (Field, Field, Field, Field) = (0, 0, 0, 0)
    var index = range.lowerBound
    while index + 4 <= range.upperBound {
      sums.0 += min(target[index], draft[index] * factor)
      sums.1 += min(target[index + 1], draft[index + 1] * factor)
      sums.2 += min(target[index + 2], draft[index + 2] * factor)
      sums.3 += min(target[index + 3], draft[index + 3] * factor)
      index += 4
    }
    while index < range.upperBound {
      sums.0 += min(target[index], draft[index] * factor)
      index += 1
    }
    return (sums.0 + sums.1) + (sums.2 + sums.3)
  }

  @inline(__always)
  private static func masses<Field: OrderedField>(
    target: UnsafeBufferPointer<Field>, draft: UnsafeBufferPointer<Field>, hub: Int,
    into accepted: UnsafeMutableBufferPointer<Field>
  ) {
    let isCertain = draft[hub] == 1
    let factor = isCertain ? 0 : 1 / (1 - draft[hub])
    for index in target.indices { accepted[index] = min(target[index], draft[index] * factor) }
    accepted[hub] = target[hub]
  }

  /// The first of the most probable tokens.
  @inline(__always)
  private static func mode(_ draft: UnsafeBufferPointer<Double>) -> Int {
    var best = 0
    for index in draft.indices where draft[index] > draft[best] { best = index }
    return best
  }
}
