// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// The joint law Q of the ordered k-tuple of drafted tokens.
///
/// Always true: every entry has positive probability, entries are in lexicographic order of their
/// tuples, no tuple comes twice, and the probabilities sum to exactly 1.
///
/// ```swift
/// let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
/// let pairs = DraftLaw.hub(draft, token: 0)
/// pairs.entries.map(\.drafts)          // → [[0, 1], [0, 2], [1, 0], [2, 0]]
/// pairs.entries.map(\.probability)     // → [3/10, 1/5, 3/10, 1/5]
/// DraftLaw.iid(draft, drafts: 2).entries.count                  // → 9
/// DraftLaw.withoutReplacement(draft, drafts: 2).entries.count   // → 6
/// DraftLaw.greedy(draft, drafts: 2).entries.map(\.drafts)       // → [[0, 1], [0, 2]]
/// ```
public struct DraftLaw: Sendable, Hashable {
  /// One tuple and its probability.
  public struct Entry: Sendable, Hashable {
    /// The tuple, in the order of drafting.
    public var drafts: [Int]
    /// Q of the tuple.
    public var probability: Rational

    /// A tuple with its probability.
    public init(drafts: [Int], probability: Rational) {
      self.drafts = drafts
      self.probability = probability
    }
  }

  /// The tuples of positive probability, in lexicographic order.
  public let entries: [Entry]
  /// k, the number of drafts in every tuple.
  public let drafts: Int

  /// The tuples must be distinct, of length k, and their probabilities sum to 1; zeros are dropped.
  init(unchecked entries: [Entry], drafts: Int) {
    self.entries =
      entries
      .filter { !$0.probability.isZero }
      .sorted { $0.drafts.lexicographicallyPrecedes($1.drafts) }
    self.drafts = drafts
  }

  /// The law of `drafts` ≥ 1 tokens drawn from `draft` in the given way.
  ///
  /// Cost: one entry a tuple of positive probability; see ``tupleCount(of:drafts:sampling:)``.
  public init(
    _ sampling: Sampling, draft: Distribution, drafts: Int
  ) throws(DraftLawError) {
    guard drafts >= 1 else { throw .noDrafts }
    switch sampling {
    case .iid: self = .iid(draft, drafts: drafts)
    case .withoutReplacement: self = .withoutReplacement(draft, drafts: drafts)
    case .hub(let token):
      guard drafts == 2 else { throw .hubNeedsTwoDrafts(found: drafts) }
      if let token, !draft.probabilities.indices.contains(token) {
        throw .tokenOutOfRange(entry: nil, token: token, vocabulary: draft.count)
      }
      self = .hub(draft, token: token ?? draft.mode)
    case .greedy: self = .greedy(draft, drafts: drafts)
    case .joint(let entries):
      self = try .joint(entries, drafts: drafts, vocabulary: draft.count)
    }
  }

  /// The optimal transport problem between the drafted tuples and the target: a tuple accepts a token
  /// free of charge when the token is one of its drafts. Sources are the entries in order.
  public func transport(to target: Distribution) -> MembershipTransport {
    MembershipTransport(
      supply: entries.map(\.probability), demand: target.probabilities,
      neighbours: entries.map(\.drafts))
  }

  /// An upper bound on the number of tuples, without enumerating them; `Int.max` when it overflows.
  public static func tupleCount(
    of draft: Distribution, drafts: Int, sampling: Sampling
  ) -> Int {
    let support = draft.support.count
    switch sampling {
    case .hub: return 2 * support
    case .greedy: return support
    case .joint(let entries): return entries.count
    case .iid, .withoutReplacement:
      var count = 1
      for _ in 0..<drafts {
        let (product, overflow) = count.multipliedReportingOverflow(by: support)
        if overflow { return .max }
        count = product
      }
      return count
    }
  }
}

/// Why a draft law cannot be built.
public enum DraftLawError: Error, Sendable, Hashable {
  /// Nothing is drafted.
  case noDrafts
  /// Hub pairs are two drafts.
  case hubNeedsTwoDrafts(found: Int)
  /// A hub (`entry` is `nil`) or a draft of a listed tuple is no token.
  case tokenOutOfRange(entry: Int?, token: Int, vocabulary: Int)
  /// A listed tuple has another number of drafts than it should.
  case wrongLength(entry: Int, expected: Int, found: Int)
  /// A listed tuple has a negative probability.
  case negative(entry: Int, probability: Rational)
  /// The probabilities of the listed tuples do not sum to 1.
  case wrongSum(Rational)
}

extension DraftLawError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noDrafts: "the number of drafts must be at least 1"
    case .hubNeedsTwoDrafts(let found):
      "hub sampling draws pairs: it needs drafts = 2, found \(found)"
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
