// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import OptimalTransport
import Rationals
import Testing

@Suite("TutorialsResourcesLossless1: code in documents")
struct TutorialsResourcesLossless1Snippets {
  @Test("Sources/SpecHub.docc/Tutorials/Resources/lossless-1.swift, example 1")
  func lossless11() throws {
    let document = "Sources/SpecHub.docc/Tutorials/Resources/lossless-1.swift"

    let target = try Distribution([0, 1 / 3, 2 / 3])
    let draft = try Distribution([2 / 3, 0, 1 / 3])

    /// My verifier: tries the drafts in turn, and no token twice.
    func verify(_ drafts: [Int]) -> (output: [Rational], accepted: [Rational]) {
      var accepted = [Rational](repeating: 0, count: target.count)
      var reached: Rational = 1  // the probability of coming so far
      var residual = target.probabilities
      var seen: Set<Int> = []
      for token in drafts where seen.insert(token).inserted {
        let keep = min(1, residual[token] / draft[token])
        accepted[token] += reached * keep
        reached *= 1 - keep
        let left = zip(residual, draft.probabilities).map { max(0, $0 - $1) }
        if reached > 0 { residual = left.map { $0 / left.sum() } }
      }
      return (zip(accepted, residual).map { $0 + reached * $1 }, accepted)
    }

    shows(verify([0, 2]).output, #"[0, 0, 1]"#, document, #"print(verify([0, 2]).output)  // → [0, 0, 1]"#)

  }
}
