// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

extension DraftedSetLaw {
  /// The largest number of drafts; powers of that many times the digits of q are computed.
  public static let draftLimit = 64
  /// The largest number of ordered tuples that are enumerated.
  public static let tupleLimit = 1_000_000

  /// k independent draws from q.
  public static func iid(drafts: Int) throws(AcceptanceProblemError) -> DraftedSetLaw {
    guard drafts >= 1 else { throw .noDrafts }
    guard drafts <= draftLimit else { throw .tooManyDrafts(drafts, limit: draftLimit) }
    return .independent(drafts: drafts)
  }

  /// SpecHub's pairs: the hub, and one other token from q. The default is the most probable token.
  public static func hub(
    _ draft: IntegerDistribution, token: Int?, drafts: Int
  ) throws(AcceptanceProblemError) -> DraftedSetLaw {
    guard drafts == 2 else { throw .hubNeedsTwoDrafts(found: drafts) }
    let hub = token ?? draft.mostProbable(1)[0]
    guard 0..<draft.count ~= hub else {
      throw .tokenOutOfRange(entry: nil, token: hub, vocabulary: draft.count)
    }
    return .fixed([hub])
  }

  /// The k − 1 most probable tokens, of equal ones the first, and one more from q.
  ///
  /// A token of probability 0 is never drafted: with fewer tokens in the support all of it is.
  public static func greedy(
    _ draft: IntegerDistribution, drafts: Int
  ) throws(AcceptanceProblemError) -> DraftedSetLaw {
    guard drafts >= 1 else { throw .noDrafts }
    let first = draft.mostProbable(drafts - 1).filter { !draft.weights.isZero(at: $0) }
    return .fixed(first.sorted())
  }

  /// k draws one after the other, each from q without the tokens before it.
  ///
  /// With at most k tokens in the support all of them are drafted. Three or more drafts are
  /// enumerated. Cost then: one entry an ordered tuple, at most ``tupleLimit``.
  public static func withoutReplacement(
    _ draft: IntegerDistribution, drafts: Int
  ) throws(AcceptanceProblemError) -> DraftedSetLaw {
    guard drafts >= 1 else { throw .noDrafts }
    let support = draft.support
    if support.count <= drafts { return .fixed(support) }
    switch drafts {
    case 1: return .independent(drafts: 1)
    case 2: return .pairWithoutReplacement
    default: break
    }
    var tuples = 1
    for left in 0..<drafts {
      let (product, overflow) = tuples.multipliedReportingOverflow(by: support.count - left)
      guard !overflow, product <= tupleLimit else {
        throw .tooManyTuples(drafts: drafts, support: support.count, limit: tupleLimit)
      }
      tuples = product
    }
    let probabilities = support.map { draft[$0] }
    var entries: [Entry] = []
    // P(set) = Π q(x) · Σ over its orders of Π 1/(1 − mass before), so one sum a set.
    func extend(_ set: [Int], from start: Int) {
      if set.count == drafts {
        let product = set.reduce(Rational(1)) { $0 * probabilities[$1] }
        let orders = ordersWeight(set.map { probabilities[$0] }, massLeft: 1)
        entries.append(Entry(tokens: set.map { support[$0] }, probability: product * orders))
        return
      }
      for next in start..<support.count { extend(set + [next], from: next + 1) }
    }
    extend([], from: 0)
    return .listed(entries)
  }

  /// Σ over the orders of these masses of Π 1/(mass left before each).
  private static func ordersWeight(_ masses: [Rational], massLeft: Rational) -> Rational {
    if masses.isEmpty { return 1 }
    var total: Rational = 0
    for index in masses.indices {
      var rest = masses
      let mass = rest.remove(at: index)
      total += ordersWeight(rest, massLeft: massLeft - mass)
    }
    return total / massLeft
  }

  /// An explicit law of ordered tuples; those with the same tokens are added up.
  public static func joint(
    _ tuples: [(drafts: [Int], probability: Rational)], drafts: Int, vocabulary: Int
  ) throws(AcceptanceProblemError) -> DraftedSetLaw {
    guard drafts >= 1 else { throw .noDrafts }
    var probabilities: [[Int]: Rational] = [:]
    var sum: Rational = 0
    for (index, tuple) in tuples.enumerated() {
      guard tuple.drafts.count == drafts else {
        throw .wrongLength(entry: index, expected: drafts, found: tuple.drafts.count)
      }
      if let token = tuple.drafts.first(where: { $0 < 0 || $0 >= vocabulary }) {
        throw .tokenOutOfRange(entry: index, token: token, vocabulary: vocabulary)
      }
      guard tuple.probability.signum >= 0 else {
        throw .negative(entry: index, probability: tuple.probability)
      }
      guard !tuple.probability.isZero else { continue }
      probabilities[Array(Set(tuple.drafts)).sorted(), default: 0] += tuple.probability
      sum += tuple.probability
    }
    guard sum == 1 else { throw .wrongSum(sum) }
    let sorted = probabilities.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return .listed(sorted.map { Entry(tokens: $0.key, probability: $0.value) })
  }
}

/// Why there is no such acceptance problem.
public enum AcceptanceProblemError: Error, Sendable, Hashable {
  /// The two distributions are not on the same tokens.
  case vocabulariesDiffer(target: Int, draft: Int)
  /// Nothing is drafted.
  case noDrafts
  /// More independent drafts than powers are taken for.
  case tooManyDrafts(Int, limit: Int)
  /// Hub pairs are two drafts.
  case hubNeedsTwoDrafts(found: Int)
  /// The law has to be listed and is too long: about supportᵈʳᵃᶠᵗˢ tuples.
  case tooManyTuples(drafts: Int, support: Int, limit: Int)
  /// A hub (`entry` is `nil`) or a draft of a listed tuple is no token.
  case tokenOutOfRange(entry: Int?, token: Int, vocabulary: Int)
  /// A listed tuple has another number of drafts than it should.
  case wrongLength(entry: Int, expected: Int, found: Int)
  /// A listed tuple has a negative probability.
  case negative(entry: Int, probability: Rational)
  /// The probabilities of the listed tuples do not sum to 1.
  case wrongSum(Rational)
}

extension AcceptanceProblemError: CustomStringConvertible {
  /// The message for a person.
  public var description: String {
    switch self {
    case .vocabulariesDiffer(let target, let draft):
      "target has \(target) tokens and draft \(draft): they must share a vocabulary"
    case .noDrafts: "the number of drafts must be at least 1"
    case .tooManyDrafts(let found, let limit): "\(found) drafts; at most \(limit) are handled"
    case .hubNeedsTwoDrafts(let found):
      "hub sampling draws pairs: it needs drafts = 2, found \(found)"
    case .tooManyTuples(let drafts, let support, let limit):
      "\(drafts) drafts without replacement of \(support) tokens are more than \(limit) tuples; "
        + "two drafts have no such limit"
    case .tokenOutOfRange(let entry, let token, let vocabulary):
      (entry.map { "entry \($0): " } ?? "")
        + "token \(token) is outside the vocabulary 0 … \(vocabulary - 1)"
    case .wrongLength(let entry, let expected, let found):
      "entry \(entry): \(expected) drafts expected, \(found) found"
    case .negative(let entry, let probability):
      "entry \(entry): the probability is negative: \(probability)"
    case .wrongSum(let sum):
      "the probabilities of the tuples sum to \(sum) (about "
        + "\(sum.decimal(significantDigits: 12))), not 1"
    }
  }
}
