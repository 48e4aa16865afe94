// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Rationals

/// Carries the optimal rule out: drafts in, one token out, with exactly the probabilities of the plan.
///
/// Floating-point sums only guide: whenever a random number is too close to a threshold to tell, the
/// threshold is worked out as a fraction and more random bits are drawn. So the law of the output is p
/// to the last digit.
///
/// Cost: O(n) to prepare; a step takes O(log n) a draft and draws one or two words for each.
public struct ExchangeSampler: Sendable {
  /// What is carried out.
  public let plan: ExchangePlan
  /// Sums of moving probabilities along the runs of givers and of takers, to within `error`.
  private let giverSums: [Double], takerSums: [Double]
  /// p/B by cell, at most 1, to within `error`.
  private let acceptance: [Double]
  /// Sums of (p − B)⁺·L along the tokens, and all of it.
  private let residualSums: IntegerVector
  private let residualTotal: Rational
  private let error: Double

  /// A sampler of this plan.
  public init(_ plan: ExchangePlan) {
    self.plan = plan
    func sums(_ runs: [Int32]) -> [Double] {
      var sums: [Double] = []
      sums.reserveCapacity(runs.count)
      for (pair, cell) in runs.enumerated() {
        let before = pair > 0 && runs[pair - 1] == cell ? sums[pair - 1] : 0
        sums.append(before + plan.movingProbability(of: Int(cell), in: pair).nearestDouble)
      }
      return sums
    }
    giverSums = sums(plan.givers)
    takerSums = sums(plan.takers)
    acceptance = plan.order.indices.map { plan.acceptanceOfWinner(at: $0).nearestDouble }
    // Each addition is off by at most 2⁻⁵³ of a sum below 1.
    error = Double(plan.givers.count + 2) * 0x1p-52
    var residual = IntegerVector(count: plan.problem.count, bits: plan.scale.bitWidth)
    var total = Integer()
    var won = Integer()
    let factor = Integer(numeratorOf: plan.scale / plan.problem.target.total)
    var wanted = Integer()
    for token in 0..<plan.problem.count {
      plan.problem.target.weights.load(token, into: &wanted)
      wanted.multiply(by: factor)
      plan.winner.load(Int(plan.cellOfToken[token]), into: &won)
      wanted.subtract(won)
      if wanted.signum > 0 { total.add(wanted) }
      residual.store(total, at: token)
    }
    residualSums = residual
    residualTotal = total.rational
  }

  /// The token that is emitted for these drafts, and whether it is one that was accepted from them;
  /// `nil` when q never draws one of them.
  public func step(
    _ drafts: [Int], using generator: inout some RandomNumberGenerator
  ) -> (token: Int, isAccepted: Bool)? {
    guard !drafts.isEmpty,
      drafts.allSatisfy({
        0..<plan.problem.count ~= $0 && !plan.problem.draft.weights.isZero(at: $0)
      })
    else { return nil }
    let cells = drafts.map { cell(of: $0, using: &generator) }
    let front = cells.min()
    let tied = drafts.indices.filter { cells[$0] == front }
    let winner = drafts[tied[Int.random(in: tied.indices, using: &generator)]]
    let own = Int(plan.cellOfToken[winner])
    var uniform = LazyUniform(using: &generator)
    let isAccepted =
      acceptance[own] == 1
      ? true
      : uniform.isBelow(near: acceptance[own], within: error, using: &generator) {
        plan.acceptanceOfWinner(at: own)
      }
    return isAccepted ? (winner, true) : (residual(using: &generator), false)
  }

  /// The cell that a draft is put into.
  private func cell(of token: Int, using generator: inout some RandomNumberGenerator) -> Int {
    let own = Int(plan.cellOfToken[token])
    let pairs = plan.pairs(of: own)
    guard let first = pairs.first else { return own }
    let sums = Int(plan.givers[first]) == own ? giverSums : takerSums
    var uniform = LazyUniform(using: &generator)
    // The first pair whose sum is above the number; its own cell when there is none.
    var (low, high) = (pairs.lowerBound, pairs.upperBound)
    while low < high {
      let middle = (low + high) / 2
      let isBelow = uniform.isBelow(near: sums[middle], within: error, using: &generator) {
        plan.movingProbability(of: own, in: pairs.lowerBound..<middle + 1)
      }
      if isBelow { high = middle } else { low = middle + 1 }
    }
    return low < pairs.upperBound ? plan.partner(of: own, in: low) : own
  }

  /// A token of the residual law, by bisection in its exact sums.
  private func residual(using generator: inout some RandomNumberGenerator) -> Int {
    var uniform = LazyUniform(using: &generator)
    var (low, high) = (0, plan.problem.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if uniform.isBelow(residualSums[middle] / residualTotal, using: &generator) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}
