// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// Looks for an instance that refutes a conjecture: all small ones first, then random ones, then uphill
/// from the best of those.
///
/// The exhaustive part goes by the larger of the denominators of p and q, then by the number of tokens,
/// and tries every pair of laws with q falling (any instance can be renumbered so). What it finds first
/// is therefore of least denominator, and of least size among those. Where nothing is found the answer
/// says what was searched, and how close the conjecture came to failing.
public struct CounterexampleSearch {
  /// How far to search.
  public struct Range: Sendable {
    /// The largest denominator of the exhaustive part.
    public var denominator = 10
    /// The most tokens of the exhaustive part.
    public var tokens = 5
    /// A denominator with a number of tokens that would need more instances than this is left out.
    public var instances = 20_000
    /// The number of random instances, of up to ``randomTokens`` tokens and ``randomDenominator``.
    public var samples = 2_000
    /// The most tokens of random instances.
    public var randomTokens = 6
    /// The largest denominator of random instances.
    public var randomDenominator = 40
    /// The number of random instances from which to climb.
    public var climbs = 20
    /// The seed of the random instances.
    public var seed: UInt64 = 1

    /// The range that is searched unless told otherwise.
    public init() {}
  }

  /// What came out.
  public struct Result: Sendable {
    /// The instance that refutes the conjecture, with what it says there.
    public fileprivate(set) var counterexample: (candidate: Candidate, finding: Candidate.Finding)?
    /// The instance that comes closest to refuting it.
    public fileprivate(set) var closest: (candidate: Candidate, finding: Candidate.Finding)?
    /// The instances tried that satisfy the conditions.
    public fileprivate(set) var tried = 0
    /// For each number of tokens the largest denominator up to which all instances were tried.
    public fileprivate(set) var complete: [Int: Int] = [:]
    /// In which part it was found.
    public fileprivate(set) var phase = "exhaustive"
    /// Whether a limit ended the search early.
    public fileprivate(set) var isStopped = false
  }

  private let conjecture: Conjecture
  private let range: Range
  private let shouldStop: () -> Bool
  private var result = Result()

  /// Searches until the conjecture is refuted, the range is used up or the search is stopped.
  ///
  /// - Parameters:
  ///   - conjecture: what to refute.
  ///   - range: how far to search.
  ///   - shouldStop: asked before each instance; `true` ends the search.
  ///   - progress: told in words where the search is.
  public static func run(
    _ conjecture: Conjecture, in range: Range = Range(),
    shouldStop: @escaping () -> Bool = { false }, progress: (String) -> Void = { _ in }
  ) -> Result {
    var search = CounterexampleSearch(conjecture, range, shouldStop)
    search.searchAll(progress)
    if search.result.counterexample == nil {
      search.searchAtRandom(progress)
      search.simplify()
    }
    return search.result
  }

  private init(_ conjecture: Conjecture, _ range: Range, _ shouldStop: @escaping () -> Bool) {
    self.conjecture = conjecture
    self.range = range
    self.shouldStop = shouldStop
  }

  /// Tries one instance; whether the search is over.
  private mutating func attempt(_ candidate: Candidate) -> Bool {
    if shouldStop() {
      result.isStopped = true
      return true
    }
    guard let finding = candidate.evaluate(conjecture) else { return false }
    result.tried += 1
    if finding.isCounterexample {
      result.counterexample = (candidate, finding)
      result.closest = result.counterexample
      return true
    }
    if result.closest.map({ $0.finding.gap < finding.gap }) ?? true {
      result.closest = (candidate, finding)
    }
    return false
  }

  // MARK: - All small instances

  private mutating func searchAll(_ progress: (String) -> Void) {
    for denominator in 1...max(1, range.denominator) {
      progress("denominator \(denominator)")
      for tokens in 1...max(1, range.tokens) {
        guard instanceCount(denominator: denominator, tokens: tokens) <= range.instances else {
          continue
        }
        if isFinished(denominator: denominator, tokens: tokens) { return }
        if result.complete[tokens, default: 0] == denominator - 1 {
          result.complete[tokens] = denominator
        }
      }
    }
  }

  /// The laws of a number of tokens by denominator, and those of them that fall.
  private func laws(tokens: Int, upTo denominator: Int) -> (all: [[[Int]]], falling: [[[Int]]]) {
    let all = (1...denominator).map { Self.laws(tokens: tokens, denominator: $0) }
    let falling = all.map { $0.filter { zip($0, $0.dropFirst()).allSatisfy { $0 >= $1 } } }
    return (all, falling)
  }

  /// The denominators of target and draft of which the larger is this.
  private static func denominators(_ larger: Int) -> [(target: Int, draft: Int)] {
    (1..<larger).flatMap { [($0, larger), (larger, $0)] } + [(larger, larger)]
  }

  private func instanceCount(denominator: Int, tokens: Int) -> Int {
    let (all, falling) = laws(tokens: tokens, upTo: denominator)
    switch conjecture.domain {
    case .position:
      return Self.denominators(denominator).reduce(0) {
        $0 + all[$1.target - 1].count * falling[$1.draft - 1].count
      }
    case .chain:
      let count = all.reduce(0) { $0 + $1.count }
      return (0..<(2 * tokens + 2)).reduce(1) { product, _ in
        let (next, overflow) = product.multipliedReportingOverflow(by: count)
        return overflow ? .max : next
      }
    }
  }

  /// Tries all instances of this many tokens whose larger denominator is this.
  private mutating func isFinished(denominator: Int, tokens: Int) -> Bool {
    let (all, falling) = laws(tokens: tokens, upTo: denominator)
    switch conjecture.domain {
    case .position:
      for (ofTarget, ofDraft) in Self.denominators(denominator) {
        for draft in falling[ofDraft - 1] {
          for target in all[ofTarget - 1] {
            let candidate = Candidate(
              domain: conjecture.domain, targets: [.init(numerators: target)],
              drafts: [.init(numerators: draft)])
            if attempt(candidate) { return true }
          }
        }
      }
      return false
    case .chain:
      // Every law may have any denominator up to this one, and one has just this.
      let laws = all.joined().map { Candidate.Law(numerators: $0) }
      return isFinishedWithChains(laws, count: tokens + 1, denominator: denominator)
    }
  }

  private mutating func isFinishedWithChains(
    _ laws: [Candidate.Law], count: Int, denominator: Int
  ) -> Bool {
    var chosen: [Candidate.Law] = []
    func isNew() -> Bool { chosen.contains { $0.denominator == denominator } }
    func extend(_ search: inout CounterexampleSearch) -> Bool {
      if chosen.count == 2 * count {
        guard isNew() else { return false }
        return search.attempt(
          Candidate(
            domain: search.conjecture.domain, targets: Array(chosen[..<count]),
            drafts: Array(chosen[count...])))
      }
      for law in laws {
        chosen.append(law)
        defer { chosen.removeLast() }
        if extend(&search) { return true }
      }
      return false
    }
    return extend(&self)
  }

  /// All laws in lowest terms over a denominator.
  private static func laws(tokens: Int, denominator: Int) -> [[Int]] {
    var laws: [[Int]] = []
    func extend(_ law: [Int], left: Int) {
      if law.count == tokens - 1 {
        let law = law + [left]
        if law.reduce(denominator, greatestCommonDivisor) == 1 { laws.append(law) }
        return
      }
      for entry in 0...left { extend(law + [entry], left: left - entry) }
    }
    extend([], left: denominator)
    return laws
  }

  private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
    second == 0 ? first : greatestCommonDivisor(second, first % second)
  }

  // MARK: - Random instances, and uphill from the best

  private mutating func searchAtRandom(_ progress: (String) -> Void) {
    guard !result.isStopped else { return }
    result.phase = "random"
    var random = Generator(state: range.seed)
    var best: [(candidate: Candidate, gap: Rational)] = []
    if range.samples > 0 { progress("random instances") }
    for _ in 0..<range.samples {
      let candidate = randomCandidate(&random)
      if attempt(candidate) { return }
      guard let finding = candidate.evaluate(conjecture) else { continue }
      best.append((candidate, finding.gap))
    }
    result.phase = "climbing"
    best.sort { $0.gap > $1.gap }
    for (start, gap) in best.prefix(range.climbs) {
      progress("climbing")
      if climb(from: start, gap) { return }
    }
  }

  /// Moves one unit of one law at a time as long as the gap grows.
  private mutating func climb(from start: Candidate, _ gap: Rational) -> Bool {
    var (current, gap) = (start, gap)
    while true {
      var better: (candidate: Candidate, gap: Rational)?
      for neighbour in Self.neighbours(of: current) {
        if attempt(neighbour) { return true }
        guard let finding = neighbour.evaluate(conjecture), finding.gap > better?.gap ?? gap
        else { continue }
        better = (neighbour, finding.gap)
      }
      guard let better else { return false }
      (current, gap) = better
    }
  }

  /// Makes a counterexample that was not the first of all small ones smaller, as long as a token can be
  /// left out or a numerator lowered.
  private mutating func simplify() {
    while let (candidate, _) = result.counterexample {
      let next = Self.simpler(than: candidate).lazy.compactMap { [conjecture] simpler in
        simpler.evaluate(conjecture).flatMap { $0.isCounterexample ? (simpler, $0) : nil }
      }.first
      guard let next, !shouldStop() else { return }
      result.counterexample = next
      result.closest = next
    }
  }

  private static func simpler(than candidate: Candidate) -> [Candidate] {
    var simpler: [Candidate] = []
    let tokens = candidate.targets[0].numerators.count
    if tokens > 1, candidate.targets.count == 1 {
      for token in 0..<tokens {
        var smaller = candidate
        smaller.targets[0].numerators.remove(at: token)
        smaller.drafts[0].numerators.remove(at: token)
        simpler.append(smaller)
      }
    }
    for laws in [\Candidate.targets, \Candidate.drafts] {
      for index in candidate[keyPath: laws].indices {
        for token in 0..<tokens where candidate[keyPath: laws][index].numerators[token] > 0 {
          var smaller = candidate
          smaller[keyPath: laws][index].numerators[token] -= 1
          simpler.append(smaller)
        }
      }
    }
    return simpler.filter { candidate in
      (candidate.targets + candidate.drafts).allSatisfy { $0.denominator > 0 }
    }
  }

  private static func neighbours(of candidate: Candidate) -> [Candidate] {
    var neighbours: [Candidate] = []
    for laws in [\Candidate.targets, \Candidate.drafts] {
      for index in candidate[keyPath: laws].indices {
        let count = candidate[keyPath: laws][index].numerators.count
        for from in 0..<count where candidate[keyPath: laws][index].numerators[from] > 0 {
          for to in 0..<count where to != from {
            var neighbour = candidate
            neighbour[keyPath: laws][index].numerators[from] -= 1
            neighbour[keyPath: laws][index].numerators[to] += 1
            neighbours.append(neighbour)
          }
        }
      }
    }
    return neighbours
  }

  private func randomCandidate(_ random: inout Generator) -> Candidate {
    let isChain = if case .chain = conjecture.domain { true } else { false }
    let tokens = Int.random(in: 2...(isChain ? 3 : max(2, range.randomTokens)), using: &random)
    func law() -> Candidate.Law {
      let denominator = Int.random(in: 1...max(1, range.randomDenominator), using: &random)
      var cuts = (1..<tokens).map { _ in Int.random(in: 0...denominator, using: &random) }
      cuts = [0] + cuts.sorted() + [denominator]
      return Candidate.Law(numerators: zip(cuts, cuts.dropFirst()).map { $1 - $0 })
    }
    let count = isChain ? tokens + 1 : 1
    return Candidate(
      domain: conjecture.domain, targets: (0..<count).map { _ in law() },
      drafts: (0..<count).map { _ in law() })
  }

  /// SplitMix64 (Steele, Lea and Flood 2014), so that a search can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }
}
