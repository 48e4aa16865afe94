// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Rationals

extension ExchangePlan {
  /// Checks the plan by itself, whatever way it was found: `nil`, or what is wrong.
  ///
  /// V is computed anew from the order; every pair moves a positive mass from a giver to a taker behind
  /// it whose ratio B/q is no larger, which bounds what a token swaps by what it has; no token is
  /// both; V − δ on givers and V + δ on takers is B; and min(p, B) sums to the acceptance, which the
  /// certificate of the optimum proves largest. Cost: O(n), one k-th power a token.
  public func violation() -> String? {
    let total = Integer(numeratorOf: problem.draft.total)
    let unit = scale / problem.draft.total.raised(to: drafts)
    guard unit.isInteger, (scale / problem.target.total).isInteger else {
      return "the scale is no multiple of the denominators"
    }
    let factor = Integer(numeratorOf: unit)
    let wantedFactor = Integer(numeratorOf: scale / problem.target.total)
    var rest = Integer()
    rest.set(total)
    var before = Integer()
    before.setPower(of: rest, to: drafts)
    var after = Integer()
    var number = Integer()
    var mass = Integer()
    var accepted = Integer()
    // Each cell is in one run of pairs as giver or in one as taker.
    var (asGiver, asTaker) = (0, 0)
    for cell in 0..<order.count {
      let token = order[cell]
      problem.draft.weights.load(token, into: &number)
      rest.subtract(number)
      after.setPower(of: rest, to: drafts)
      mass.set(before)
      mass.subtract(after)
      mass.multiply(by: factor)
      before.set(after)
      let (giverStart, takerStart) = (asGiver, asTaker)
      while asGiver < givers.count, Int(givers[asGiver]) == cell {
        amounts.load(asGiver, into: &number)
        guard number.signum > 0, isAllowed(asGiver) else { return "pair \(asGiver) is not allowed" }
        mass.subtract(number)
        asGiver += 1
      }
      while asTaker < takers.count, Int(takers[asTaker]) == cell {
        amounts.load(asTaker, into: &number)
        mass.add(number)
        asTaker += 1
      }
      if asGiver > giverStart, asTaker > takerStart { return "cell \(cell) gives and takes" }
      winner.load(cell, into: &number)
      guard mass.compared(to: number) == 0 else { return "cell \(cell) does not win B" }
      problem.target.weights.load(token, into: &number)
      number.multiply(by: wantedFactor)
      if number.compared(to: mass) < 0 { accepted.add(number) } else { accepted.add(mass) }
    }
    guard asGiver == givers.count, asTaker == takers.count else { return "pairs are not in order" }
    guard rest.signum == 0 else { return "the order lacks tokens" }
    return accepted.rational == acceptance * scale ? nil : "min(p, B) is not the optimum"
  }

  /// Whether the taker is behind the giver and B(giver)·q(taker) ≥ B(taker)·q(giver).
  private func isAllowed(_ pair: Int) -> Bool {
    let (giver, taker) = (Int(givers[pair]), Int(takers[pair]))
    guard giver < taker else { return false }
    var left = Integer()
    var right = Integer()
    var weight = Integer()
    winner.load(giver, into: &left)
    problem.draft.weights.load(order[taker], into: &weight)
    left.multiply(by: weight)
    winner.load(taker, into: &right)
    problem.draft.weights.load(order[giver], into: &weight)
    right.multiply(by: weight)
    return left.compared(to: right) >= 0
  }
}
