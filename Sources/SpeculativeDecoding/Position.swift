// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport

/// An instance prepared for many schemes: with the order of its tokens by p/q, found once.
public struct Position: Sendable {
  /// What was prepared.
  public let instance: Instance
  /// The tokens by descending p/q.
  public let order: LikelihoodOrder

  /// Prepares an instance. Cost: sorting its tokens.
  public init(_ instance: Instance) {
    self.instance = instance
    order = LikelihoodOrder(target: instance.target, draft: instance.draft)
  }

  /// p.
  public var target: Distribution { instance.target }
  /// q.
  public var draft: Distribution { instance.draft }
  /// k.
  public var drafts: Int { instance.drafts }

  /// The hub that the instance names, or the most probable draft token.
  public var hub: Int {
    if case .hub(let token?) = instance.sampling { return token }
    return draft.mode
  }
}
