// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

@Suite("Audits of kernels")
struct KernelAuditTests {
  @Test("right rules are lossless, recognised, and never above the optimum, which is proved")
  func rightRules() throws {
    try forAll(
      "audit of RRS and RRSw",
      { choices in
        let drafts = choices.integer(in: 1...3)
        return (choices.pair(upTo: [6, 5, 3][drafts - 1]), drafts, choices.bool())
      }
    ) { pair, drafts, replacement in
      let (target, draft) = pair
      let rule = RecursiveRejection(
        target: target, draft: draft, drafts: drafts, replacement: replacement)
      let kernel = rule.kernel
      try demand(
        kernel.firstDefect(vocabulary: target.count, declaredLaw: rule.law) == nil, "a defect")
      let audit = KernelAudit(kernel, target: target.probabilities)
      try demand(audit.preservesTarget, "TV \(audit.deviation.totalVariation)")
      try demand(audit.acceptanceRate == rule.acceptanceRate, "acceptance")
      try demand(audit.optimum.isProved, "the optimum is not proved")
      try demand(audit.overlap <= audit.optimum.value, "above the optimum")
      let cut = MinimumCut.bySubsets(of: rule.law.transport(to: target))
      try demand(audit.optimum.value == cut?.value, "\(audit.optimum.value) ≠ \(cut!.value)")
      let found = KernelRecognition(
        kernel, target: target, draft: draft, usesAcceptance: true)
      let name =
        replacement ? "recursive-rejection" : "recursive-rejection-without-replacement"
      try demand(found.rules.contains { $0.name == name }, "\(name) was not recognised")
      try demand(found.misuse == nil && found.firstWrongRow == nil, "a mistake in a right rule")
    }
  }

  @Test("every mistake is named on its own kernel, and the deviation is that of the law")
  func mistakes() throws {
    var harmful = 0
    try forAll(
      "recognition of mistakes",
      { choices in
        let drafts = choices.integer(in: 1...3)
        let rule = choices.pick(from: RecognizedRule.all)
        return (choices.pair(upTo: [6, 4, 3][drafts - 1]), drafts, rule)
      }
    ) { pair, drafts, rule in
      let (target, draft) = pair
      let law = DraftLaw.iid(draft, drafts: drafts)
      var rows: [Kernel.Row] = []
      for entry in law.entries {
        guard
          let row = rule.variant.row(
            drafts: entry.drafts, target: target.probabilities, draft: draft.probabilities)
        else { return }
        rows.append(
          .init(
            drafts: entry.drafts, probability: entry.probability, output: row.output,
            accepted: row.accepted))
      }
      let kernel = Kernel(rows: rows)
      try demand(kernel.isStochastic, "the variant is no kernel")
      let found = KernelRecognition(
        kernel, target: target, draft: draft, usesAcceptance: true)
      try demand(found.rules.contains(rule), "\(rule.name) was not recognised")
      let audit = KernelAudit(kernel, target: target.probabilities)
      let naive = zip(kernel.outputLaw, target.probabilities)
        .reduce(Rational(0)) { $0 + max(0, $1.0 - $1.1) }
      try demand(audit.deviation.totalVariation == naive, "two ways to the total variation")
      try demand(audit.preservesTarget == (audit.deviation.witness == nil), "witness")
      if !audit.preservesTarget, rule.isMistake {
        harmful += 1
        try demand(found.firstWrongRow != nil || found.draftLaw != .iid, "no row is shown")
      }
    }
    #expect(harmful > scaled(50), "mistakes hardly ever did harm")
  }

  @Test("SpecHub's plan is recognised around every hub, and a damaged row of it is shown")
  func specHub() throws {
    try forAll("SpecHub", cases: 300, { $0.pair(upTo: 5) }) { target, draft in
      for hub in 0..<target.count where !draft[hub].isZero && draft[hub] != 1 {
        var kernel = DecisionTable(SpecHubPlan(target: target, draft: draft, hub: hub)).kernel
        let found = KernelRecognition(
          kernel, target: target, draft: draft, usesAcceptance: true)
        try demand(found.specHub != nil, "hub \(hub) was not recognised")
        try demand(found.firstWrongRow == nil, "a wrong row in a right plan")
        // Two hubs of two tokens make the same pairs; three tokens or more tell them apart.
        guard draft.support.count > 2 else { continue }
        try demand(found.specHub == hub && found.draftLaw == .hub, "\(hub) ≠ \(found.specHub!)")
        let last = kernel.rows.count - 1
        kernel.rows[last].output = target.probabilities.indices.map { $0 == hub ? 0 : 1 }
        let sum = kernel.rows[last].output.reduce(0, +)
        kernel.rows[last].output = kernel.rows[last].output.map { $0 / sum }
        let damaged = KernelRecognition(
          kernel, target: target, draft: draft, usesAcceptance: false)
        if kernel.outputLaw != target.probabilities {
          try demand(damaged.firstWrongRow?.rule == "spechub", "no row is shown")
        }
      }
    }
  }

  @Test("an argmax draft declared as a softmax q is named")
  func argmax() throws {
    let target = try Distribution([1 / 2, 1 / 4, 1 / 4])
    let draft = try Distribution([1 / 4, 1 / 4, 1 / 2])
    let row = RejectionVariant().row(
      drafts: [2], target: target.probabilities, draft: draft.probabilities)!
    let kernel = Kernel(rows: [
      .init(drafts: [2], probability: 1, output: row.output, accepted: row.accepted)
    ])
    let audit = KernelAudit(kernel, target: target.probabilities)
    #expect(audit.law == [1 / 2, 0, 1 / 2] as [Rational])
    #expect(audit.deviation.totalVariation == Rational(1, 4))
    let found = KernelRecognition(kernel, target: target, draft: draft, usesAcceptance: true)
    #expect(found.draftLaw == .argmax)
    #expect(found.misuse?.contains("most probable") == true)
    #expect(found.firstWrongRow?.output == target.probabilities)
  }

  @Test("a damaged kernel is refused, and the row named")
  func defects() throws {
    try forAll(
      "one damage a kernel",
      { choices in
        (
          choices.pair(upTo: 4), choices.integer(in: 0...5), choices.integer(in: 0...63),
          choices.integer(in: 0...7)
        )
      }
    ) { pair, kind, place, column in
      let (target, draft) = pair
      let rule = RecursiveRejection(
        target: target, draft: draft, drafts: 2, replacement: true)
      var kernel = rule.kernel
      let index = place % kernel.rows.count
      let token = column % target.count
      switch kind {
      case 0: kernel.rows[index].output[token] += 1 / 10
      case 1: kernel.rows[index].accepted[token] = kernel.rows[index].output[token] + 1 / 7
      case 2: kernel.rows[index].drafts[0] = target.count
      case 3: kernel.rows[index].output.removeLast()
      case 4: kernel.rows[index].output[token] -= 2
      default: kernel.rows[index].probability = -1 / 9
      }
      let defect = kernel.firstDefect(vocabulary: target.count)
      try demand(defect?.row == index, "\(String(describing: defect)), expected row \(index)")
      try demand(defect!.description.contains("row \(index)"), "the message names no row")
    }
  }

  @Test("weights must be those of the declared law")
  func declaredLaw() throws {
    let target = try Distribution([1 / 2, 1 / 2])
    let draft = try Distribution([1 / 3, 2 / 3])
    let rule = RecursiveRejection(
      target: target, draft: draft, drafts: 2, replacement: true)
    var kernel = rule.kernel
    kernel.rows[0].probability += 1 / 9
    kernel.rows[3].probability -= 1 / 9
    let defect = kernel.firstDefect(vocabulary: 2, declaredLaw: rule.law)
    #expect(
      defect
        == .unexpectedWeight(row: 0, drafts: [0, 0], weight: 2 / 9, declared: 1 / 9))
    kernel = rule.kernel
    kernel.rows[0].probability += kernel.rows[1].probability
    kernel.rows.remove(at: 1)
    #expect(kernel.firstDefect(vocabulary: 2, declaredLaw: rule.law)?.row == 0)
    #expect(kernel.firstDefect(vocabulary: 2) == nil)
  }
}
