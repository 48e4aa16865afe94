// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport

extension Instance {
  /// The question about the largest acceptance that the instance asks.
  ///
  /// Throws for more drafts than can be worked on; see `DraftedSetLaw`.
  public func acceptanceProblem() throws(AcceptanceProblemError) -> AcceptanceProblem {
    let (target, draft) = (target.integers, draft.integers)
    let law: DraftedSetLaw
    switch sampling {
    case .iid: law = try .iid(drafts: drafts)
    case .withoutReplacement: law = try .withoutReplacement(draft, drafts: drafts)
    case .hub(let token): law = try .hub(draft, token: token, drafts: drafts)
    case .greedy: law = try .greedy(draft, drafts: drafts)
    case .joint(let entries):
      law = try .joint(
        entries.map { ($0.drafts, $0.probability) }, drafts: drafts, vocabulary: draft.count)
    }
    return try AcceptanceProblem(target: target, draft: draft, law: law)
  }
}
