// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals

@testable import SpeculativeDecoding

/// The optimal plan of a law whose least cut is a prefix by falling p/q, in fractions and by scanning:
/// it shares nothing with the solver in integers but the statement of the theorem.
struct FractionPlan {
  struct Move: Equatable {
    var giver: Int
    var taker: Int
    var mass: Rational
  }

  /// Tokens by p/q falling, ties by token; tokens with p = q = 0 last.
  let order: [Int]
  /// The shortest prefix of least f(H) + p(outside H), and that value.
  let cut: Int
  let acceptance: Rational
  /// The least c with Σ min(p, c·q) = α, and the least d with Σ max(p, d·q) = 1 − f(H) outside H.
  let ceiling: Rational, floor: Rational
  /// B and V by cell.
  let winner: [Rational], vertex: [Rational]
  /// What has to move from giver to taker, both taken from the front.
  let moves: [Move]

  init(_ pair: Pair, reach: (ArraySlice<Int>) -> Rational) {
    let (p, q) = (pair.target, pair.draft)
    let used = pair.tokens.filter { !p[$0].isZero || !q[$0].isZero }
    let order =
      used.sorted { x, y in
        let (left, right) = (p[x] * q[y], p[y] * q[x])
        return left != right ? left > right : x < y
      } + pair.tokens.filter { p[$0].isZero && q[$0].isZero }
    self.order = order
    let reached = (0...order.count).map { reach(order[..<$0]) }
    let values = reached.indices.map { reached[$0] + order[$0...].map { p[$0] }.sum() }
    acceptance = values.min()!
    cut = values.firstIndex(of: acceptance)!
    ceiling = Self.leastCeiling(p, q, used, accepting: acceptance)
    floor = Self.leastFloor(p, q, order[cut...], summing: 1 - reached[cut])
    var winner: [Rational] = []
    for (cell, token) in order.enumerated() {
      winner.append(
        cell < cut ? min(p[token], ceiling * q[token]) : max(p[token], floor * q[token]))
    }
    self.winner = winner
    vertex = zip(reached, reached.dropFirst()).map { $1 - $0 }
    moves = Self.match(zip(vertex, winner).map { $0 - $1 })
  }

  private static func leastCeiling(
    _ p: Distribution, _ q: Distribution, _ tokens: [Int], accepting wanted: Rational
  ) -> Rational {
    // Σ min(p, c·q) is piecewise linear with corners at the ratios.
    func total(_ factor: Rational) -> Rational { tokens.map { min(p[$0], factor * q[$0]) }.sum() }
    var before: Rational = 0
    if total(before) >= wanted { return before }
    for ratio in tokens.filter({ !q[$0].isZero }).map({ p[$0] / q[$0] }).sorted() {
      let (low, high) = (total(before), total(ratio))
      if high >= wanted { return before + (ratio - before) * (wanted - low) / (high - low) }
      before = ratio
    }
    preconditionFailure("no threshold accepts so much")
  }

  private static func leastFloor(
    _ p: Distribution, _ q: Distribution, _ tokens: ArraySlice<Int>, summing wanted: Rational
  ) -> Rational {
    func total(_ factor: Rational) -> Rational { tokens.map { max(p[$0], factor * q[$0]) }.sum() }
    var before: Rational = 0
    if total(before) >= wanted { return before }
    for ratio in tokens.filter({ !q[$0].isZero }).map({ p[$0] / q[$0] }).sorted() {
      let (low, high) = (total(before), total(ratio))
      if high >= wanted { return before + (ratio - before) * (wanted - low) / (high - low) }
      before = ratio
    }
    // Beyond the last corner every token is raised.
    return wanted / tokens.map { q[$0] }.sum()
  }

  private static func match(_ excess: [Rational]) -> [Move] {
    var left = excess
    var moves: [Move] = []
    for taker in left.indices {
      while left[taker].signum < 0 {
        let giver = left.firstIndex { $0.signum > 0 }!
        let mass = min(left[giver], -left[taker])
        moves.append(Move(giver: giver, taker: taker, mass: mass))
        left[giver] -= mass
        left[taker] += mass
      }
    }
    return moves
  }
}

/// ε of each pair of an exchange plan: the mass of drafts that the two tokens swap.
enum ExchangedMass {
  static func all(of plan: ExchangePlan) -> [(giver: Int, taker: Int, mass: Rational)] {
    plan.givers.indices.map { pair in
      let (giver, taker) = (Int(plan.givers[pair]), Int(plan.takers[pair]))
      let (first, second) = (plan.order[giver], plan.order[taker])
      let slope =
        plan.vertex[giver] / plan.problem.draft[first]
        - plan.vertex[taker] / plan.problem.draft[second]
      return (first, second, plan.amounts[pair] / slope)
    }
  }
}

/// The race of an exchange plan, by enumeration of the cells of every draft.
struct BruteForceRace {
  private let plan: ExchangePlan
  /// By token the cells where its drafts go, with their probabilities.
  private let cells: [[Int: Rational]]
  /// B by token.
  let winnerLaw: [Rational]

  init(_ plan: ExchangePlan) {
    self.plan = plan
    var cells = [[Int: Rational]](repeating: [:], count: plan.order.count)
    var winnerLaw = [Rational](repeating: 0, count: plan.order.count)
    var cellOf = [Int](repeating: 0, count: plan.order.count)
    for (cell, token) in plan.order.enumerated() {
      cells[token] = [cell: 1]
      cellOf[token] = cell
      winnerLaw[token] = plan.winner[cell] / plan.scale
    }
    for (giver, taker, mass) in ExchangedMass.all(of: plan) {
      for (mine, other) in [(giver, taker), (taker, giver)] {
        let share = mass / plan.problem.draft[mine]
        cells[mine][cellOf[mine]]! -= share
        cells[mine][cellOf[other], default: 0] += share
      }
    }
    self.cells = cells
    self.winnerLaw = winnerLaw
  }

  var isStochastic: Bool {
    cells.allSatisfy { law in
      law.values.allSatisfy { $0.signum >= 0 } && law.values.reduce(0, +) == 1
    }
  }

  /// With which probability each of the drafts wins: the foremost cell, ties uniform among drafts.
  func winner(among drafts: [Int]) -> [Int: Rational] {
    var won: [Int: Rational] = Dictionary(drafts.map { ($0, 0) }) { first, _ in first }
    func place(_ placed: [Int], _ probability: Rational) {
      guard placed.count == drafts.count else {
        for (cell, share) in cells[drafts[placed.count]] where !share.isZero {
          place(placed + [cell], probability * share)
        }
        return
      }
      let front = placed.min()!
      let winners = placed.indices.filter { placed[$0] == front }
      for index in winners { won[drafts[index]]! += probability / Rational(winners.count) }
    }
    place([], 1)
    return won
  }

  /// min(1, p/B) of a token; 0 where B is.
  func acceptance(of token: Int) -> Rational {
    winnerLaw[token].isZero ? 0 : min(1, plan.problem.target[token] / winnerLaw[token])
  }
}
