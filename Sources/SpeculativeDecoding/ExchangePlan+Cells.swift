// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Rationals

extension ExchangePlan {
  /// The pairs in which a cell gives, or takes: consecutive, because no list descends.
  func pairs(of cell: Int) -> Range<Int> {
    let asGiver = Self.run(of: Int32(cell), in: givers)
    return asGiver.isEmpty ? Self.run(of: Int32(cell), in: takers) : asGiver
  }

  private static func run(of cell: Int32, in list: [Int32]) -> Range<Int> {
    func lowerBound(_ value: Int32) -> Int {
      var (low, high) = (0, list.count)
      while low < high {
        let middle = (low + high) / 2
        if list[middle] < value { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return lowerBound(cell)..<lowerBound(cell + 1)
  }

  /// Where a draft of the token at `cell` goes by this pair.
  func partner(of cell: Int, in pair: Int) -> Int {
    Int(givers[pair]) == cell ? Int(takers[pair]) : Int(givers[pair])
  }

  /// The probability ε/q with which a draft of the token at `cell` goes to its partner:
  /// δ·v(partner)/(V(giver)·v(taker) − V(taker)·v(giver)), v the weights of q.
  func movingProbability(of cell: Int, in pair: Int) -> Rational {
    let (giver, taker) = (Int(givers[pair]), Int(takers[pair]))
    var amount = Integer()
    amounts.load(pair, into: &amount)
    var weight = Integer()
    problem.draft.weights.load(order[partner(of: cell, in: pair)], into: &weight)
    amount.multiply(by: weight)
    var slope = Integer()
    var vertexMass = Integer()
    vertex.load(giver, into: &slope)
    problem.draft.weights.load(order[taker], into: &weight)
    slope.multiply(by: weight)
    vertex.load(taker, into: &vertexMass)
    problem.draft.weights.load(order[giver], into: &weight)
    slope.subtractProduct(vertexMass, weight)
    return Rational(amount, over: slope)
  }

  /// The sum of moving probabilities over several pairs, halving so that long fractions are few.
  func movingProbability(of cell: Int, in pairs: Range<Int>) -> Rational {
    switch pairs.count {
    case 0: return 0
    case 1: return movingProbability(of: cell, in: pairs.lowerBound)
    default:
      let middle = (pairs.lowerBound + pairs.upperBound) / 2
      return movingProbability(of: cell, in: pairs.lowerBound..<middle)
        + movingProbability(of: cell, in: middle..<pairs.upperBound)
    }
  }

  /// p(x)/B(x) at a cell, at most 1: with what probability a winner there is accepted.
  func acceptanceOfWinner(at cell: Int) -> Rational {
    let won = winner[cell]
    guard !won.isZero else { return 0 }
    return min(1, problem.target[order[cell]] * scale / won)
  }
}

/// The cells of the drafts of one token: its own and those of its partners, foremost first.
struct CellLaw {
  let plan: ExchangePlan
  let own: Int
  let pairs: Range<Int>
  /// Whether partners are behind the own cell.
  let isGiver: Bool

  init(_ plan: ExchangePlan, token: Int) {
    self.plan = plan
    own = Int(plan.cellOfToken[token])
    pairs = plan.pairs(of: own)
    isGiver = pairs.first.map { Int(plan.givers[$0]) == Int(plan.cellOfToken[token]) } ?? true
  }

  var count: Int { pairs.count + 1 }

  /// The cell at a place of the list.
  func cell(_ place: Int) -> Int {
    if isGiver {
      return place == 0 ? own : Int(plan.takers[pairs.lowerBound + place - 1])
    }
    return place == pairs.count ? own : Int(plan.givers[pairs.lowerBound + place])
  }

  /// The probability of the cells at these places.
  func probability(_ places: Range<Int>) -> Rational {
    if places.isEmpty { return 0 }
    let ownPlace = isGiver ? 0 : pairs.count
    let shift = pairs.lowerBound - (isGiver ? 1 : 0)
    func moving(_ places: Range<Int>) -> Rational {
      plan.movingProbability(of: own, in: places.lowerBound + shift..<places.upperBound + shift)
    }
    if places.contains(ownPlace) {
      // All but the places left out; staying is what no pair takes.
      return 1
        - (isGiver
          ? moving(max(places.upperBound, 1)..<count) : moving(0..<places.lowerBound))
    }
    return moving(places)
  }
}
