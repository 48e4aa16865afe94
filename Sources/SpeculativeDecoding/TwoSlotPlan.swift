// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import OptimalTransport
public import Rationals

/// An optimal verifier for two drafts without replacement, where exchanges between tokens find one.
///
/// As in ``ExchangePlan`` each draft is put into a cell and the foremost wins, but the two slots have
/// measures of their own: the pair (x, y), x ≠ y, has probability q(x)·h(x)·q(y), h = 1/(1 − q). Let the
/// first draft be placed under the measure q·h and the second under q, independently, x = y included:
/// then x wins the pair (x, x) however it is placed, so that the winning mass of x, with h(x)·q(x)²
/// added, is linear in both placements. A token in cell c wins with what lies behind c: D(c) of the
/// second slot, G(c) of the first. What has to move, V − B, is split between the slots, β to the first,
/// and each slot exchanges by itself. A token may then be asked to swap more than it has; other splits
/// are tried, and when all fail there is no such plan, and a maximum flow has to serve.
///
/// All exact, in fractions whose length grows with n: for toys, as the denominators 1 − q(x) differ.
public struct TwoSlotPlan: Sendable {
  /// The question that it answers.
  public let problem: AcceptanceProblem
  /// The tokens by cell: p/q descending.
  public let order: [Int]
  /// The largest acceptance.
  public let acceptance: Rational
  /// B by cell: with which probability the token wins.
  public let winner: [Rational]
  /// β, the share of the first slot in what is moved.
  public let split: Rational
  let first: SlotExchange, second: SlotExchange

  /// The number of pairs that exchange, in both slots.
  public var exchangeCount: Int { first.count + second.count }
  private let cellOfToken: [Int]

  /// The largest vocabulary for which it is tried; fractions of that many denominators are summed.
  public static let vocabularyLimit = 256

  private static let splits = [(1, 2), (2, 5), (3, 5), (1, 4), (3, 4), (0, 1), (1, 1)]

  /// Builds the plan; `nil` for other laws, for a vocabulary whose optimum is only enclosed, and where
  /// no split tried works.
  public init?(_ optimum: OptimalAcceptance) {
    guard case .pairWithoutReplacement = optimum.problem.law,
      case .prefixCut(let proof) = optimum.certificate.proof,
      let acceptance = optimum.certificate.acceptance.exact,
      let ceiling = proof.threshold.exact
    else { return nil }
    let problem = optimum.problem
    let order = proof.order
    let floor = problem.winnerFloor(order, cut: proof.cut, acceptance: acceptance)
    let q = order.map { problem.draft[$0] }
    let weights = [q.map { $0 / (1 - $0) }, q]  // q·h and q
    let winner = order.enumerated().map { cell, token in
      let wanted = problem.target[token]
      return cell < proof.cut ? min(wanted, ceiling * q[cell]) : max(wanted, floor * q[cell])
    }
    // What lies behind each cell, in the measure of the other slot, half of the cell itself included.
    let behind = weights.map { Self.behind($0) }
    let difference = order.indices.map { cell in
      weights[0][cell] * (behind[1][cell] - q[cell] / 2)
        + weights[1][cell] * (behind[0][cell] - weights[0][cell] / 2) - winner[cell]
    }
    for (above, below) in Self.splits {
      let split = Rational(above, below)
      guard
        let first = SlotExchange(
          difference.map { $0 * split }, weight: weights[0], value: behind[1]),
        let second = SlotExchange(
          difference.map { $0 * (1 - split) }, weight: weights[1], value: behind[0])
      else { continue }
      self.problem = problem
      self.order = order
      self.acceptance = acceptance
      self.winner = winner
      self.split = split
      self.first = first
      self.second = second
      var cells = [Int](repeating: 0, count: order.count)
      for (cell, token) in order.enumerated() { cells[token] = cell }
      cellOfToken = cells
      return
    }
    return nil
  }

  /// Whether the exchanges make the token of every cell win B, and min(p, B) sums to the optimum: the
  /// check of the plan by itself.
  public var isOptimal: Bool {
    let q = order.map { problem.draft[$0] }
    let weights = [q.map { $0 / (1 - $0) }, q]
    let values = [Self.behind(weights[1]), Self.behind(weights[0])]
    var accepted: Rational = 0
    for cell in order.indices {
      var wins = -weights[0][cell] * q[cell]
      for (slot, exchange) in [first, second].enumerated() {
        for (place, share) in exchange.cells(of: cell) {
          guard share.signum >= 0 else { return false }
          wins += weights[slot][cell] * share * values[slot][place]
        }
      }
      guard wins == winner[cell] else { return false }
      accepted += min(problem.target[order[cell]], wins)
    }
    return accepted == acceptance
  }

  private static func behind(_ weights: [Rational]) -> [Rational] {
    var sum: Rational = 0
    return weights.reversed().map { weight in
      defer { sum += weight }
      return sum + weight / 2
    }.reversed()
  }

  /// What is accepted from these two drafts; `nil` when they are never drawn together.
  public func answer(to drafts: [Int]) -> DraftAnswer? {
    guard drafts.count == 2, drafts[0] != drafts[1],
      drafts.allSatisfy({ 0..<problem.count ~= $0 && !problem.draft.weights.isZero(at: $0) })
    else { return nil }
    var firstWins: Rational = 0
    let others = second.cells(of: cellOfToken[drafts[1]])
    for (cell, mass) in first.cells(of: cellOfToken[drafts[0]]) {
      for (other, otherMass) in others where cell <= other {
        firstWins += mass * otherMass * (cell < other ? 1 : Rational(1, 2))
      }
    }
    let accepted = zip(drafts, [firstWins, 1 - firstWins]).map { token, wins in
      let won = winner[cellOfToken[token]]
      return (
        token: token,
        probability: won.isZero ? 0 : wins * min(1, problem.target[token] / won)
      )
    }
    return DraftAnswer(accepted: accepted.sorted { $0.token < $1.token })
  }

  /// The rule as a kernel, tuple by tuple.
  public func kernel(_ law: DraftLaw) -> Kernel {
    let left = 1 - acceptance
    let residual = (0..<problem.count).map { token in
      left.isZero ? 0 : max(0, problem.target[token] - winner[cellOfToken[token]]) / left
    }
    return Kernel(
      law, count: problem.count, residual: residual, answer: { answer(to: $0) })
  }
}

/// Exchanges of cells within one slot.
struct SlotExchange: Sendable {
  private let weight: [Rational]
  /// ε by pair.
  private let pairs: [(giver: Int, taker: Int, amount: Rational)]

  /// Exchanges so that each cell's token wins `excess` less than at home, where a swap between cells is
  /// worth the difference of their values; `nil` when some token would have to swap more than it has.
  init?(_ excess: [Rational], weight: [Rational], value: [Rational]) {
    var pairs: [(giver: Int, taker: Int, amount: Rational)] = []
    var swapped = [Rational](repeating: 0, count: excess.count)
    var (giver, left): (Int, Rational) = (-1, 0)
    for taker in excess.indices where excess[taker].signum < 0 {
      var need = -excess[taker]
      while need.signum > 0 {
        while left.signum <= 0 {
          giver += 1
          guard giver < taker else { return nil }
          left = excess[giver]
        }
        let mass = min(left, need)
        let amount = mass / (value[giver] - value[taker])
        pairs.append((giver, taker, amount))
        swapped[giver] += amount
        swapped[taker] += amount
        left -= mass
        need -= mass
      }
    }
    guard zip(swapped, weight).allSatisfy({ $0 <= $1 }) else { return nil }
    self.weight = weight
    self.pairs = pairs
  }

  var count: Int { pairs.count }

  /// Where the token at home in a cell is put, with probabilities.
  func cells(of cell: Int) -> [(cell: Int, mass: Rational)] {
    var home: Rational = 1
    var cells: [(cell: Int, mass: Rational)] = []
    for pair in pairs where pair.giver == cell || pair.taker == cell {
      let mass = pair.amount / weight[cell]
      cells.append((pair.giver == cell ? pair.taker : pair.giver, mass))
      home -= mass
    }
    return cells + [(cell, home)]
  }
}
