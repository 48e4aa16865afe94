// SPDX-License-Identifier: GPL-3.0-or-later

/// How the k drafts of a position are drawn from the draft distribution q.
public enum Sampling: Sendable, Hashable {
  /// k independent draws.
  case iid
  /// k draws one after the other, each from q without the tokens drawn before.
  case withoutReplacement
  /// SpecHub's pairs: one of the two drafts is always the hub, the most probable token unless another
  /// is named. Two drafts only.
  case hub(token: Int?)
  /// The k−1 most probable tokens, then one draw from the rest (Hu et al. 2025).
  case greedy
  /// A joint law given tuple by tuple.
  case joint([DraftLaw.Entry])

  /// The name in files and in output.
  public var name: String {
    switch self {
    case .iid: "iid"
    case .withoutReplacement: "without-replacement"
    case .hub: "hub"
    case .greedy: "greedy"
    case .joint: "joint"
    }
  }
}
