// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// What a kernel amounts to: the law it emits, how far that is from the target, how often it accepts.
///
/// The verdict is about the law alone. A rule may accept exactly as often as the best lossless rule and
/// still emit another law (recursive rejection that skips duplicates: acceptance 5/9, the optimum, at
/// a total variation of 1/9), so nothing is ever inferred from the acceptance.
///
/// Cost: O(rows·n) and one maximum flow between the distinct tuples and the tokens.
///
/// ```swift
/// // Emits the draft, whatever the target says.
/// let target = try Distribution([1 / 4, 3 / 4])
/// let kernel = Kernel(rows: [
///   .init(drafts: [0], probability: 1 / 2, output: [1, 0], accepted: [1, 0]),
///   .init(drafts: [1], probability: 1 / 2, output: [0, 1], accepted: [0, 1]),
/// ])
/// let audit = KernelAudit(kernel, target: target.probabilities)
/// audit.acceptanceRate                // → 1
/// audit.optimum.value                 // → 3/4
/// audit.preservesTarget               // → false
/// audit.deviation.totalVariation      // → 1/4
/// ```
public struct KernelAudit: Sendable {
  /// What was audited.
  public let kernel: Kernel
  /// p, as the implementation used it.
  public let target: [Rational]
  /// Σ w·out.
  public let law: [Rational]
  /// How far the law is from the target.
  public let deviation: Deviation
  /// P(a draft is accepted by the rule's own test); `nil` when the rows do not say.
  public let acceptanceRate: Rational?
  /// P(the emitted token is one of the drafts).
  public let overlap: Rational
  /// The largest overlap of any coupling of this draft law with p, proved by plan and cut.
  public let optimum: LargestAcceptance

  /// Whether the law is the target, exactly.
  public var preservesTarget: Bool { deviation.totalVariation.isZero }

  /// The kernel must have passed ``Kernel/firstDefect(vocabulary:sumsToOne:declaredLaw:)``.
  public init(_ kernel: Kernel, target: [Rational], reportsAcceptance: Bool = true) {
    self.kernel = kernel
    self.target = target
    law = kernel.outputLaw
    deviation = Deviation(of: law, from: target)
    acceptanceRate = reportsAcceptance ? kernel.acceptanceRate : nil
    overlap = kernel.overlap
    optimum = Self.transport(kernel.tupleLaw, to: target).largestAcceptance()
  }

  private static func transport(
    _ law: [[Int]: Rational], to target: [Rational]
  ) -> MembershipTransport {
    let tuples = law.keys.sorted { $0.lexicographicallyPrecedes($1) }
    return MembershipTransport(
      supply: tuples.map { law[$0]! }, demand: target, neighbours: tuples)
  }
}

extension Kernel {
  /// The joint law of the ordered drafts, rows of the same tuple added up.
  public var tupleLaw: [[Int]: Rational] {
    rows.reduce(into: [:]) { $0[$1.drafts, default: 0] += $1.probability }
  }
}
