// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// What a rule compares its uniforms with: for each tuple of drafts the acceptance tests in order, and
/// the law from which the token is drawn when all of them fail.
///
/// A run takes one uniform u in [0, 1) a test and accepts when u < threshold; after the last failure it
/// takes one more, and emits the first token whose cumulated residual exceeds it. So an implementation
/// can be driven just below, at and above every threshold, without sampling.
public struct DecisionTable: Sendable {
  /// One acceptance test.
  public struct Test: Sendable, Hashable {
    /// The position among the drafts, from 0.
    public let position: Int
    /// The token that is accepted when the test succeeds.
    public let token: Int
    /// The probability of acceptance, given that the test is reached.
    public let threshold: Rational
  }

  /// One tuple of drafts.
  public struct Row: Sendable, Hashable {
    /// The tuple of drafts.
    public let drafts: [Int]
    /// The probability of the tuple.
    public let probability: Rational
    /// The acceptance tests, in order.
    public let tests: [Test]
    /// The law after the last test has failed; empty when it cannot fail.
    public let residual: [Rational]

    /// The probability that the i-th test is reached, and at the end that all fail.
    public var reach: [Rational] {
      tests.reduce(into: [1]) { $0.append($0[$0.count - 1] * (1 - $1.threshold)) }
    }
  }

  /// One row a tuple.
  public let rows: [Row]
  /// n.
  public let vocabulary: Int

  /// A table from its rows, for a vocabulary of this size.
  public init(rows: [Row], vocabulary: Int) {
    self.rows = rows
    self.vocabulary = vocabulary
  }

  /// The kernel that the table carries out.
  public var kernel: Kernel {
    Kernel(
      rows: rows.map { row in
        var accepted = [Rational](repeating: 0, count: vocabulary)
        let reach = row.reach
        for (test, reached) in zip(row.tests, reach) {
          accepted[test.token].addProduct(reached, test.threshold)
        }
        var output = accepted
        for (token, probability) in row.residual.enumerated() {
          output[token].addProduct(reach[reach.count - 1], probability)
        }
        return Kernel.Row(
          drafts: row.drafts, probability: row.probability, output: output, accepted: accepted)
      })
  }
}

extension DecisionTable {
  /// A rejection rule on a draft law; `nil` where the rule divides by zero.
  ///
  /// Cost: O(k·n) a tuple.
  public init?(
    _ variant: RejectionVariant, law: DraftLaw, target: Distribution, draft: Distribution
  ) {
    var rows: [Row] = []
    for entry in law.entries {
      guard
        let run = variant.run(
          drafts: entry.drafts, target: target.probabilities, draft: draft.probabilities)
      else { return nil }
      let canFail = run.tests.allSatisfy { $0.threshold != 1 }
      rows.append(
        Row(
          drafts: entry.drafts, probability: entry.probability, tests: run.tests,
          residual: canFail ? run.left : []))
    }
    self.init(rows: rows, vocabulary: target.count)
  }

  /// SpecHub's rule: of a pair first the token that is not the hub is tried, then the hub.
  public init(_ plan: SpecHubPlan) {
    let residualMass = plan.residualMass
    let total = residualMass.reduce(0, +)
    let residual = total.isZero ? [] : residualMass.map { $0 / total }
    let pairs = Dictionary(uniqueKeysWithValues: plan.pairs.map { ($0.token, $0) })
    let rows = plan.law.entries.map { entry -> Row in
      let hub = plan.hub
      guard let token = entry.drafts.first(where: { $0 != hub }), let pair = pairs[token] else {
        let test = Test(position: 0, token: hub, threshold: plan.target[hub])
        return Row(
          drafts: entry.drafts, probability: entry.probability, tests: [test],
          residual: test.threshold == 1 ? [] : residual)
      }
      let isHubFirst = entry.drafts[0] == hub
      let paid =
        isHubFirst
        ? [(1, token, pair.tokenFromHubFirst), (0, hub, pair.hubFromHubFirst)]
        : [(0, token, pair.tokenFromTokenFirst), (1, hub, pair.hubFromTokenFirst)]
      var left = entry.probability
      var tests: [Test] = []
      for (position, token, mass) in paid where !left.isZero {
        tests.append(Test(position: position, token: token, threshold: mass / left))
        left -= mass
      }
      return Row(
        drafts: entry.drafts, probability: entry.probability, tests: tests,
        residual: left.isZero ? [] : residual)
    }
    self.init(rows: rows, vocabulary: plan.target.count)
  }

  /// K-SEQ with a valid ρ: every draft is tested with the same min(1, p/(ρ·q)), and the residual is what
  /// the accepted masses leave of p.
  ///
  /// Cost: O(k + n) a tuple.
  public init(_ rule: KSequential, factor: Rational, law: DraftLaw) {
    let (target, draft) = (rule.target, rule.draft)
    let scale = rule.scale(at: factor)
    let excess = zip(target.probabilities, draft.probabilities).map { p, q in
      max(0, p - scale * min(p, factor * q))
    }
    let total = excess.reduce(0, +)
    let residual = total.isZero ? [] : excess.map { $0 / total }
    let rows = law.entries.map { entry -> Row in
      var tests: [Test] = []
      for (position, token) in entry.drafts.enumerated() {
        let threshold = min(1, target[token] / (factor * draft[token]))
        tests.append(Test(position: position, token: token, threshold: threshold))
        if threshold == 1 { break }
      }
      return Row(
        drafts: entry.drafts, probability: entry.probability, tests: tests,
        residual: tests.contains { $0.threshold == 1 } ? [] : residual)
    }
    self.init(rows: rows, vocabulary: target.count)
  }

  /// A kernel carried out with a single uniform: the row's output law is cumulated.
  public init(singleUniform kernel: Kernel, vocabulary: Int) {
    self.init(
      rows: kernel.rows.map {
        Row(drafts: $0.drafts, probability: $0.probability, tests: [], residual: $0.output)
      }, vocabulary: vocabulary)
  }
}
