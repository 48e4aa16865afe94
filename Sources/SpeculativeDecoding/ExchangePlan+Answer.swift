// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
public import Rationals

/// What the optimal rule does with one tuple of drafts.
public struct DraftAnswer: Sendable, Hashable {
  /// The distinct drafts, ascending, with the probability that the token is accepted from them.
  public let accepted: [(token: Int, probability: Rational)]
  /// The probability that no draft is accepted, and the residual is drawn from.
  public var rejected: Rational { accepted.reduce(1) { $0 - $1.probability } }

  public static func == (left: DraftAnswer, right: DraftAnswer) -> Bool {
    left.accepted.elementsEqual(right.accepted) { $0 == $1 }
  }

  public func hash(into hasher: inout Hasher) {
    for (token, probability) in accepted {
      hasher.combine(token)
      hasher.combine(probability)
    }
  }
}

extension ExchangePlan {
  /// What is accepted from these drafts, exactly; `nil` when q draws one of them never.
  ///
  /// With F(c) the probability that all cells of a token's drafts are behind c, a token wins in a run of
  /// its own cells with probability (F(before) − F(after))·Π F of the others, and in a cell that others
  /// hold too by the integral of the polynomial that breaks the tie uniformly.
  /// Cost: integers for each cell of each draft, and fractions only where runs end; a sum over many
  /// cells has many digits.
  public func answer(to drafts: [Int]) -> DraftAnswer? {
    guard !drafts.isEmpty,
      drafts.allSatisfy({ 0..<problem.count ~= $0 && !problem.draft.weights.isZero(at: $0) })
    else { return nil }
    var multiplicity: [Int: Int] = [:]
    for token in drafts { multiplicity[token, default: 0] += 1 }
    let tokens = multiplicity.keys.sorted()
    var race = CellRace(
      laws: tokens.map { CellLaw(self, token: $0) }, copies: tokens.map { multiplicity[$0]! })
    race.run()
    return DraftAnswer(
      accepted: zip(tokens, race.won).map { token, won in
        (token, won * acceptanceOfWinner(at: Int(cellOfToken[token])))
      })
  }

  /// P(y | drafts): accepted, or drawn from the residual (p − A)/(1 − α).
  public func probability(of token: Int, given drafts: [Int]) -> Rational? {
    guard let answer = answer(to: drafts) else { return nil }
    let direct = answer.accepted.first { $0.token == token }?.probability ?? 0
    return direct + answer.rejected * residual(token)
  }

  /// The residual law (p − min(p, B))/(1 − α); 0 everywhere when everything is accepted.
  public func residual(_ token: Int) -> Rational {
    guard acceptance != 1 else { return 0 }
    let won = winner[Int(cellOfToken[token])] / scale
    return max(0, problem.target[token] - won) / (1 - acceptance)
  }

  /// The rule as a kernel, by enumeration of all tuples: for toys.
  public func kernel(_ law: DraftLaw) -> Kernel {
    Kernel(
      law, count: problem.count, residual: (0..<problem.count).map { residual($0) },
      answer: { answer(to: $0) })
  }
}

extension Kernel {
  /// A rule tuple by tuple: what is accepted from each, else a draw from one residual law.
  init(
    _ law: DraftLaw, count: Int, residual: [Rational], answer: ([Int]) -> DraftAnswer?
  ) {
    self.init(
      rows: law.entries.compactMap { entry in
        guard let answer = answer(entry.drafts) else { return nil }
        var accepted = [Rational](repeating: 0, count: count)
        for (token, probability) in answer.accepted { accepted[token] = probability }
        let output = zip(accepted, residual).map { $0 + answer.rejected * $1 }
        return Kernel.Row(
          drafts: entry.drafts, probability: entry.probability, output: output,
          accepted: accepted)
      })
  }
}

/// Which of several tokens holds the foremost cell.
private struct CellRace {
  let laws: [CellLaw]
  /// How many drafts have each token.
  let copies: [Int]
  /// The probability that each token wins.
  private(set) var won: [Rational]
  /// The next place of each token, and the probability of its places from there on.
  private var places: [Int]
  private var behind: [Rational]

  init(laws: [CellLaw], copies: [Int]) {
    self.laws = laws
    self.copies = copies
    won = Array(repeating: 0, count: laws.count)
    places = Array(repeating: 0, count: laws.count)
    behind = Array(repeating: 1, count: laws.count)
  }

  private func nextCell(_ token: Int) -> Int {
    places[token] < laws[token].count ? laws[token].cell(places[token]) : .max
  }

  /// From the foremost cell on: runs that one token has alone, and cells that several share.
  mutating func run() {
    while true {
      let cells = laws.indices.map(nextCell)
      let front = cells.min() ?? .max
      // When all drafts of a token have found their cell, nothing is left to win.
      if front == .max || behind.contains(where: \.isZero) { return }
      let sharing = laws.indices.filter { cells[$0] == front }
      if sharing.count == 1 {
        advanceAlone(sharing[0], before: laws.indices.filter { $0 != sharing[0] }.map { cells[$0] })
      } else {
        advanceTogether(sharing)
      }
    }
  }

  private mutating func advanceAlone(_ token: Int, before others: [Int]) {
    let start = places[token]
    let limit = others.min() ?? .max
    // The places in front of every other token: by bisection, since cells ascend.
    var (low, high) = (start + 1, laws[token].count)
    while low < high {
      let middle = (low + high) / 2
      if laws[token].cell(middle) < limit { low = middle + 1 } else { high = middle }
    }
    let after = laws[token].probability(low..<laws[token].count)
    var chance =
      behind[token].raised(to: copies[token]) - after.raised(to: copies[token])
    for other in laws.indices where other != token {
      chance *= behind[other].raised(to: copies[other])
    }
    won[token] += chance
    places[token] = low
    behind[token] = after
  }

  /// In a shared cell every draft there draws a uniform height z; the highest wins. So token s is below z
  /// with probability (behind + here·z)^copies, and a token wins with the integral of its density
  /// times what the others are below.
  private mutating func advanceTogether(_ sharing: [Int]) {
    var here = [Rational](repeating: 0, count: laws.count)
    var after = behind
    for token in sharing {
      let place = places[token]
      here[token] = laws[token].probability(place..<place + 1)
      after[token] = behind[token] - here[token]
    }
    func below(_ token: Int, copies: Int) -> [Rational] {
      (0..<copies).reduce([1]) { polynomial, _ in
        Self.product(polynomial, [after[token], here[token]])
      }
    }
    for token in sharing {
      var density = below(token, copies: copies[token] - 1)
        .map { $0 * here[token] * Rational(copies[token]) }
      for other in laws.indices where other != token {
        density = Self.product(density, below(other, copies: copies[other]))
      }
      for (power, coefficient) in density.enumerated() {
        won[token] += coefficient / Rational(power + 1)
      }
    }
    for token in sharing {
      places[token] += 1
      behind[token] = after[token]
    }
  }

  private static func product(_ left: [Rational], _ right: [Rational]) -> [Rational] {
    var product = [Rational](repeating: 0, count: left.count + right.count - 1)
    for (i, a) in left.enumerated() {
      for (j, b) in right.enumerated() { product[i + j].addProduct(a, b) }
    }
    return product
  }
}
