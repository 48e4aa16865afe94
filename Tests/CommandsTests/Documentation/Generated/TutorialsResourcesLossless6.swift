// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import OptimalTransport
import Rationals
import SpeculativeDecoding
import Testing

@Suite("TutorialsResourcesLossless6: code in documents")
struct TutorialsResourcesLossless6Snippets {
  @Test("Sources/SpecHub.docc/Tutorials/Resources/lossless-6.swift, example 1")
  func lossless61() throws {
    let document = "Sources/SpecHub.docc/Tutorials/Resources/lossless-6.swift"

    let target = try Distribution([0, 1 / 3, 2 / 3])
    let draft = try Distribution([2 / 3, 0, 1 / 3])

    /// My verifier: tries the drafts in turn, all of them.
    func verify(_ drafts: [Int]) -> (output: [Rational], accepted: [Rational]) {
      var accepted = [Rational](repeating: 0, count: target.count)
      var reached: Rational = 1  // the probability of coming so far
      var residual = target.probabilities
      for token in drafts {
        let keep = min(1, residual[token] / draft[token])
        accepted[token] += reached * keep
        reached *= 1 - keep
        let left = zip(residual, draft.probabilities).map { max(0, $0 - $1) }
        if reached > 0 { residual = left.map { $0 / left.sum() } }
      }
      return (zip(accepted, residual).map { $0 + reached * $1 }, accepted)
    }

    let rows = DraftLaw.iid(draft, drafts: 2).entries.map { entry in
      let answer = verify(entry.drafts)
      return Kernel.Row(
        drafts: entry.drafts, probability: entry.probability, output: answer.output,
        accepted: answer.accepted)
    }
    let kernel = Kernel(rows: rows)

    let audit = KernelAudit(kernel, target: target.probabilities)
    shows(audit.acceptanceRate!, #"5/9"#, document, #"print(audit.acceptanceRate!)  // → 5/9"#)
    shows(audit.optimum.value, #"5/9"#, document, #"print(audit.optimum.value)  // → 5/9"#)
    shows(audit.preservesTarget, #"true"#, document, #"print(audit.preservesTarget)  // → true"#)
    shows(audit.deviation.totalVariation, #"0"#, document, #"print(audit.deviation.totalVariation)  // → 0"#)

  }
}
