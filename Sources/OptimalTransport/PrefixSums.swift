// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import Rationals

/// p and q of the prefixes of an order.
public struct PrefixSums: Sendable {
  private let problem: AcceptanceProblem
  private let targetSums: IntegerVector
  private let draftSums: IntegerVector
  /// The tokens from here on have q > 0, up to `end`.
  public let firstDrafted: Int, end: Int

  /// Cost: one pass.
  public init(_ problem: AcceptanceProblem, _ order: [Int]) {
    self.problem = problem
    let count = order.count
    var targetSums = IntegerVector(count: count + 1, bits: problem.target.total.bitWidth)
    var draftSums = IntegerVector(count: count + 1, bits: problem.draft.total.bitWidth)
    var weight = Integer()
    var covered = Integer()
    var offered = Integer()
    for (index, token) in order.enumerated() {
      problem.target.weights.load(token, into: &weight)
      covered.add(weight)
      targetSums.store(covered, at: index + 1)
      problem.draft.weights.load(token, into: &weight)
      offered.add(weight)
      draftSums.store(offered, at: index + 1)
    }
    self.targetSums = targetSums
    self.draftSums = draftSums
    let isDrafted = order.map { !problem.draft.weights.isZero(at: $0) }
    firstDrafted = isDrafted.firstIndex(of: true) ?? count
    end = (isDrafted.lastIndex(of: true) ?? count - 1) + 1
  }

  /// p of the first tokens.
  public func target(_ position: Int) -> Rational { targetSums[position] / problem.target.total }
  /// q of the first tokens.
  public func draft(_ position: Int) -> Rational { draftSums[position] / problem.draft.total }
}
