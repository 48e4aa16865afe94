// SPDX-License-Identifier: GPL-3.0-or-later

public import OptimalTransport
public import Rationals

/// Which draft law and which rule a kernel is, when it is one that is known.
///
/// A rule is recognised only when it agrees with every row of positive weight exactly, acceptances
/// included where they are given. Rule and draft law are recognised apart, because a right rule fed
/// with drafts it does not expect is a mistake of its own: an argmax draft declared as a softmax q.
public struct KernelRecognition: Sendable {
  /// How the tuples are distributed.
  public enum DraftLawKind: String, Sendable {
    /// Independent draws from q.
    case iid
    /// Each draw without the tokens drawn before.
    case withoutReplacement = "without-replacement"
    /// Pairs with a hub.
    case hub
    /// The most probable tokens and one draw from the rest.
    case greedy
    /// The k most probable tokens, always the same tuple, while q is not a point.
    case argmax
  }

  /// `nil` when the law is none of those known.
  public let draftLaw: DraftLawKind?
  /// Every known rule that agrees with all rows.
  public let rules: [RecognizedRule]
  /// The hub around which the kernel carries out SpecHub's plan exactly.
  public let specHub: Int?
  /// Right rules that met drafts they are not for, with what to do; empty for a lossless kernel.
  public let misuse: String?
  /// The first row in which the kernel differs from the right rule for its drafts.
  public let firstWrongRow: (row: Int, rule: String, output: [Rational])?

  /// Cost: O(rows·k·n) a rule. All tuples must have the same length k.
  public init(_ kernel: Kernel, target: Distribution, draft: Distribution, usesAcceptance: Bool) {
    let rows = kernel.rows.indices.filter { !kernel.rows[$0].probability.isZero }
    draftLaw = Self.kind(of: kernel, draft: draft)
    rules = RecognizedRule.all.filter { rule in
      rows.allSatisfy { index in
        let row = kernel.rows[index]
        let expected = rule.variant.row(
          drafts: row.drafts, target: target.probabilities, draft: draft.probabilities)
        guard let expected, expected.output == row.output else { return false }
        return !usesAcceptance || expected.accepted == row.accepted
      }
    }
    let isLossless = kernel.outputLaw == target.probabilities
    let plans =
      draftLaw == .hub || draftLaw == .withoutReplacement
      ? Self.hubs(of: kernel, draft: draft).map { ($0, Self.plan(target, draft, hub: $0)) } : []
    specHub =
      plans.first { _, plan in
        rows.allSatisfy { Self.agrees(kernel.rows[$0], plan, usesAcceptance: usesAcceptance) }
      }?.0
    misuse = isLossless ? nil : Self.misuse(rules, of: draftLaw)
    if isLossless {
      firstWrongRow = nil
    } else if draftLaw == .hub, let plan = plans.first?.1 {
      firstWrongRow = rows.first { !Self.agrees(kernel.rows[$0], plan, usesAcceptance: false) }
        .map { ($0, "spechub", plan[kernel.rows[$0].drafts]!.output) }
    } else {
      firstWrongRow = Self.firstWrongRow(
        of: kernel, rows, target: target, draft: draft, draftLaw)
    }
  }

  private static func kind(of kernel: Kernel, draft: Distribution) -> DraftLawKind? {
    guard let drafts = kernel.rows.first?.drafts.count, drafts >= 1,
      kernel.rows.allSatisfy({ $0.drafts.count == drafts })
    else { return nil }
    let found = kernel.tupleLaw.filter { !$0.value.isZero }
    func equals(_ law: DraftLaw) -> Bool {
      law.entries.count == found.count
        && law.entries.allSatisfy { found[$0.drafts] == $0.probability }
    }
    // A law has as many tuples as the kernel or is another, so an enumeration is never longer.
    func isSmall(_ sampling: Sampling) -> Bool {
      DraftLaw.tupleCount(of: draft, drafts: drafts, sampling: sampling) <= 4 * found.count + 16
    }
    if isSmall(.iid), equals(.iid(draft, drafts: drafts)) { return .iid }
    // With two tokens in the support, hub pairs are drafts without replacement.
    if isSmall(.withoutReplacement), equals(.withoutReplacement(draft, drafts: drafts)) {
      return .withoutReplacement
    }
    if drafts == 2, !hubs(of: kernel, draft: draft).isEmpty { return .hub }
    if found.count == 1, draft.support.count > 1 {
      let order = draft.probabilities.indices.sorted {
        draft[$0] != draft[$1] ? draft[$0] > draft[$1] : $0 < $1
      }
      if found.keys.first! == Array(order.prefix(drafts)) { return .argmax }
    }
    return equals(.greedy(draft, drafts: drafts)) ? .greedy : nil
  }

  /// The hubs whose pairs these drafts are.
  private static func hubs(of kernel: Kernel, draft: Distribution) -> [Int] {
    guard kernel.rows.allSatisfy({ $0.drafts.count == 2 }) else { return [] }
    let found = kernel.tupleLaw.filter { !$0.value.isZero }
    return draft.support.filter { hub in
      let law = DraftLaw.hub(draft, token: hub)
      return law.entries.count == found.count
        && law.entries.allSatisfy { found[$0.drafts] == $0.probability }
    }
  }

  /// SpecHub's rule around a hub, by drafts.
  private static func plan(
    _ target: Distribution, _ draft: Distribution, hub: Int
  ) -> [[Int]: Kernel.Row] {
    let table = DecisionTable(SpecHubPlan(target: target, draft: draft, hub: hub))
    return Dictionary(table.kernel.rows.map { ($0.drafts, $0) }) { first, _ in first }
  }

  private static func agrees(
    _ row: Kernel.Row, _ plan: [[Int]: Kernel.Row], usesAcceptance: Bool
  ) -> Bool {
    guard let expected = plan[row.drafts] else { return false }
    return expected.output == row.output
      && (!usesAcceptance || expected.accepted == row.accepted)
  }

  private static func misuse(_ rules: [RecognizedRule], of law: DraftLawKind?) -> String? {
    let names = Set(rules.map(\.name))
    let isRecursive = names.contains("recursive-rejection")
    let isRecursiveWithout = names.contains("recursive-rejection-without-replacement")
    switch law {
    case .argmax where isRecursive || isRecursiveWithout:
      return
        "the drafts are the most probable tokens of q, always the same, but the rule takes them "
        + "for samples from q: verify them with q(draft) = 1, or sample them"
    case .withoutReplacement where isRecursive && !isRecursiveWithout:
      return "the drafts are drawn without replacement, but the rule takes them for independent: "
        + "remove each rejected token from q"
    case .iid where isRecursiveWithout && !isRecursive:
      return "the drafts are independent, but the rule takes them for drawn without replacement: "
        + "keep q as it is after a rejection"
    case .hub where isRecursive || isRecursiveWithout:
      return "the drafts are SpecHub's pairs, but the rule takes both for samples from q"
    case .greedy where isRecursive || isRecursiveWithout:
      return "all drafts but the last are fixed, but the rule takes them for samples from q"
    default: return nil
    }
  }

  /// The rule that is right for these drafts, and the first row that is not what it says.
  private static func firstWrongRow(
    of kernel: Kernel, _ rows: [Int], target: Distribution, draft: Distribution,
    _ law: DraftLawKind?
  ) -> (row: Int, rule: String, output: [Rational])? {
    let right: String
    switch law {
    case .iid: right = "recursive-rejection"
    case .withoutReplacement: right = "recursive-rejection-without-replacement"
    case .argmax, .greedy: right = "independent-match"
    case .hub, nil: return nil
    }
    let variant = RecognizedRule.all.first { $0.name == right }!.variant
    for index in rows {
      let row = kernel.rows[index]
      if let expected = variant.row(
        drafts: row.drafts, target: target.probabilities, draft: draft.probabilities),
        expected.output != row.output
      {
        return (index, right, expected.output)
      }
    }
    return nil
  }
}
