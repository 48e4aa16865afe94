// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Rationals

extension ExchangePlan {
  /// Checks the plan by itself, whatever way it was found: `nil`, or what is wrong.
  ///
  /// The order has every token once; V is computed anew from it, and B from c and d; every pair moves a
  /// positive mass from a giver to a taker behind it whose ratio B/q is no larger, which bounds what a
  /// token swaps by what it has; no token is both; V − δ on givers and V + δ on takers is B; and
  /// min(p, B) sums to f(H) + p(outside H), which no rule exceeds, and to the acceptance. So a plan
  /// that passes is optimal, whoever made it. Cost: O(n), one k-th power a token.
  public func violation() -> String? {
    guard let shares = Shares(self) else { return "the scale is no multiple of the denominators" }
    let count = problem.count
    guard order.count == count, cellOfToken.count == count, vertex.count == count,
      winner.count == count, givers.count == takers.count, givers.count <= amounts.count,
      0...count ~= cut
    else { return "a list has the wrong length" }
    var rest = Integer(numeratorOf: problem.draft.total)
    var before = Integer()
    before.setPower(of: rest, to: drafts)
    var after = Integer()
    var number = Integer()
    var mass = Integer()
    var wanted = Integer()
    var accepted = Integer()
    var bound = Integer()
    // Each cell is in one run of pairs as giver or in one as taker.
    var (asGiver, asTaker) = (0, 0)
    for cell in 0..<count {
      let token = order[cell]
      guard 0..<count ~= token, Int(cellOfToken[token]) == cell else {
        return "the order is none of all tokens"
      }
      problem.draft.weights.load(token, into: &number)
      rest.subtract(number)
      after.setPower(of: rest, to: drafts)
      mass.set(before)
      mass.subtract(after)
      mass.multiply(by: shares.draft)
      before.set(after)
      vertex.load(cell, into: &number)
      guard mass.compared(to: number) == 0 else { return "cell \(cell) has another V" }
      problem.target.weights.load(token, into: &wanted)
      wanted.multiply(by: shares.target)
      // f(H) is the sum of V on H.
      if cell < cut { bound.add(mass) } else { bound.add(wanted) }
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
      if wanted.compared(to: mass) < 0 { accepted.add(wanted) } else { accepted.add(mass) }
      // min(p, c·q) on H, max(p, d·q) outside.
      problem.draft.weights.load(token, into: &number)
      if cell < cut {
        number.multiply(by: shares.ceiling)
        if number.compared(to: wanted) < 0 { wanted.set(number) }
      } else {
        number.multiply(by: shares.floor)
        if number.compared(to: wanted) > 0 { wanted.set(number) }
      }
      guard mass.compared(to: wanted) == 0 else {
        return "cell \(cell) has another B than c and d say"
      }
    }
    guard asGiver == givers.count, asTaker == takers.count else { return "pairs are not in order" }
    guard accepted.compared(to: bound) == 0 else { return "min(p, B) is less than the cut" }
    return accepted.rational == acceptance * scale ? nil : "min(p, B) is not the acceptance"
  }

  /// Whether the taker is behind the giver and B(giver)·q(taker) ≥ B(taker)·q(giver).
  private func isAllowed(_ pair: Int) -> Bool {
    let (giver, taker) = (Int(givers[pair]), Int(takers[pair]))
    guard giver < taker, taker < order.count, 0..<problem.count ~= order[taker]
    else { return false }
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

/// What a unit of each list is worth on the scale of a plan.
private struct Shares: ~Copyable {
  /// L/Dᵏ and L/E.
  let draft: Integer, target: Integer
  /// c·L/D and d·L/D.
  let ceiling: Integer, floor: Integer

  /// `nil` unless all of them are integers that are not negative.
  init?(_ plan: ExchangePlan) {
    let total = plan.problem.draft.total
    let shares = [
      plan.scale / total.raised(to: plan.drafts), plan.scale / plan.problem.target.total,
      plan.ceiling / total * plan.scale, plan.floor / total * plan.scale,
    ]
    guard shares.allSatisfy({ $0.isInteger && $0.signum >= 0 }), plan.scale.signum > 0 else {
      return nil
    }
    draft = Integer(numeratorOf: shares[0])
    target = Integer(numeratorOf: shares[1])
    ceiling = Integer(numeratorOf: shares[2])
    floor = Integer(numeratorOf: shares[3])
  }
}
