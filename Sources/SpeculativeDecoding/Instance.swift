// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport

/// One position of speculative decoding: a target, a draft distribution, and how drafts are drawn.
public struct Instance: Sendable {
  /// What the instance is called in output.
  public let name: String?
  /// The names of the tokens, when they have any.
  public let tokens: [String]?
  /// p.
  public let target: Distribution
  /// q.
  public let draft: Distribution
  /// k.
  public let drafts: Int
  /// How the drafts are drawn.
  public let sampling: Sampling

  /// Throws unless both distributions share a vocabulary and the draft law exists.
  public init(
    name: String? = nil, tokens: [String]? = nil, target: Distribution, draft: Distribution,
    drafts: Int, sampling: Sampling
  ) throws(InstanceError) {
    guard target.count == draft.count else {
      throw .vocabulariesDiffer(target: target.count, draft: draft.count)
    }
    if let tokens, tokens.count != target.count {
      throw .wrongTokenCount(names: tokens.count, vocabulary: target.count)
    }
    guard drafts >= 1 else { throw .law(.noDrafts) }
    switch sampling {
    case .iid, .withoutReplacement, .greedy: break
    case .hub, .joint:
      // Cheap laws: building them is the check.
      do {
        _ = try DraftLaw(sampling, draft: draft, drafts: drafts)
      } catch {
        throw .law(error)
      }
    }
    self.name = name
    self.tokens = tokens
    self.target = target
    self.draft = draft
    self.drafts = drafts
    self.sampling = sampling
  }

  /// The name of a token: its own, or its index.
  public func token(_ index: Int) -> String { tokens?[index] ?? String(index) }
}

/// Why an instance makes no sense.
public enum InstanceError: Error, Sendable, Hashable {
  /// The two distributions are not on the same tokens.
  case vocabulariesDiffer(target: Int, draft: Int)
  /// There is not one name a token.
  case wrongTokenCount(names: Int, vocabulary: Int)
  /// The draft law does not exist.
  case law(DraftLawError)
}

extension InstanceError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .vocabulariesDiffer(let target, let draft):
      "target has \(target) tokens and draft \(draft): they must share a vocabulary"
    case .wrongTokenCount(let names, let vocabulary):
      "\(names) token names for a vocabulary of \(vocabulary)"
    case .law(let error): error.description
    }
  }
}
