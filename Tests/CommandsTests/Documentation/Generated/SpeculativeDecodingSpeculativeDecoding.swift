// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding
import Testing

@Suite("SpeculativeDecodingSpeculativeDecoding: code in documents")
struct SpeculativeDecodingSpeculativeDecodingSnippets {
  @Test("Sources/SpeculativeDecoding/SpeculativeDecoding.docc/SpeculativeDecoding.md, example 1")
  func SpeculativeDecoding1() throws {
    let document = "Sources/SpeculativeDecoding/SpeculativeDecoding.docc/SpeculativeDecoding.md"

    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])

    // One draft: 1 − TV(p, q). Two independent ones, tried in turn: more.
    shows(RecursiveRejection.single(target: target, draft: draft).acceptanceRate, #"3/5"#, document, #"RecursiveRejection.single(target: target, draft: draft).acceptanceRate        // → 3/5"#)
    let pair = RecursiveRejection(target: target, draft: draft, drafts: 2, replacement: true)
    shows(pair.acceptanceRate, #"4/5"#, document, #"pair.acceptanceRate                                                           // → 4/5"#)
    let plan = SpecHubPlan(target: target, draft: draft)
    shows(plan.hub, #"0"#, document, #"plan.hub                                                                      // → 0"#)
    shows(plan.acceptanceRate, #"1"#, document, #"plan.acceptanceRate                                                           // → 1"#)
    shows(try plan.acceptancePlan().kernel.outputLaw == target.probabilities, #"true"#, document, #"try plan.acceptancePlan().kernel.outputLaw == target.probabilities            // → true"#)
    let instance = try Instance(target: target, draft: draft, drafts: 2, sampling: .iid)
    let optimum = OptimalAcceptance(try instance.acceptanceProblem())
    shows(optimum.certificate.acceptance.exact, #"17/20"#, document, #"optimum.certificate.acceptance.exact                                          // → 17/20"#)
    shows(optimum.certificate.verify(against: optimum.problem), #"valid"#, document, #"optimum.certificate.verify(against: optimum.problem)                          // → valid"#)
  }
}
