// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding
import Testing

@Suite("SpeculativeDecodingWritingAScheme: code in documents")
struct SpeculativeDecodingWritingASchemeSnippets {
  @Test("Sources/SpeculativeDecoding/SpeculativeDecoding.docc/WritingAScheme.md, example 1")
  func WritingAScheme1() throws {
    let document = "Sources/SpeculativeDecoding/SpeculativeDecoding.docc/WritingAScheme.md"

    struct HalfHearted: Scheme {
      var id: String { "half-hearted" }
      var summary: String { "one draft, accepted half as often as possible" }

      func sampling(at position: Position) throws(SchemeError) -> Sampling { .iid }

      func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
        zip(position.target.probabilities, position.draft.probabilities)
          .map { Enclosure(min($0, $1) / 2) }
      }

      func kernel(at position: Position) throws(SchemeError) -> Kernel {
        let (p, q) = (position.target, position.draft)
        // The residual p − A, normalised.
        let left = (0..<p.count).map { p[$0] - min(p[$0], q[$0]) / 2 }
        let residual = left.map { $0 / left.sum() }
        let rows = try law(at: position).entries.map { entry in
          let drafted = entry.drafts[0]
          let kept = min(p[drafted], q[drafted]) / q[drafted] / 2
          var accepted = [Rational](repeating: 0, count: p.count)
          accepted[drafted] = kept
          let output = zip(accepted, residual).map { $0 + (1 - kept) * $1 }
          return Kernel.Row(
            drafts: entry.drafts, probability: entry.probability, output: output, accepted: accepted)
        }
        return Kernel(rows: rows)
      }
    }
    let instance = try Instance(
      target: Distribution([1 / 10, 3 / 5, 3 / 10]), draft: Distribution([1 / 2, 3 / 10, 1 / 5]),
      drafts: 1, sampling: .iid)
    let position = Position(instance)
    let kernel = try HalfHearted().kernel(at: position)
    shows(kernel.outputLaw == instance.target.probabilities, #"true"#, document, #"kernel.outputLaw == instance.target.probabilities        // → true"#)
    shows(kernel.acceptanceRate, #"3/10"#, document, #"kernel.acceptanceRate                                    // → 3/10"#)
    shows(try SingleDraft().acceptance(at: position).exact, #"3/5"#, document, #"try SingleDraft().acceptance(at: position).exact         // → 3/5"#)
    shows(try HalfHearted().bound(at: position), #"3/5"#, document, #"try HalfHearted().bound(at: position)                    // → 3/5"#)

    let comparison = Comparison(position, schemes: [HalfHearted(), SingleDraft()])
    shows(comparison.rows.map(\.id), #"["single", "half-hearted"]"#, document, #"comparison.rows.map(\.id)                                // → ["single", "half-hearted"]"#)
    shows(comparison.rows.allSatisfy(\.isLossless), #"true"#, document, #"comparison.rows.allSatisfy(\.isLossless)                 // → true"#)
  }
}
