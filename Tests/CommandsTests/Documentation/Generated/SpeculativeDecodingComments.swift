// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import ExactSolving
import GLPK
import LPFormats
import LPWriting
import LinearPrograms
import OptimalTransport
import Rationals
import SpeculativeDecoding
import Testing

@Suite("SpeculativeDecodingComments: code in documents")
struct SpeculativeDecodingCommentsSnippets {
  @Test("Sources/SpeculativeDecoding/AcceptancePlan.swift, example 1")
  func AcceptancePlan1() throws {
    let document = "Sources/SpeculativeDecoding/AcceptancePlan.swift"
    // One draft of two equally probable tokens, and a target that wants token 0.
    let target = try Distribution([3 / 4, 1 / 4])
    let law = DraftLaw.iid(try Distribution([1 / 2, 1 / 2]), drafts: 1)
    let plan = try AcceptancePlan(
      law: law, target: target,
      accepted: TransportPlan(moves: [[.init(sink: 0, mass: 1 / 2)], [.init(sink: 1, mass: 1 / 4)]]))
    shows(plan.acceptanceRate, #"3/4"#, document, #"plan.acceptanceRate                 // → 3/4"#)
    shows(plan.residual!, #"[1, 0]"#, document, #"plan.residual!                      // → [1, 0]"#)
    shows(plan.kernel.outputLaw, #"[3/4, 1/4]"#, document, #"plan.kernel.outputLaw               // → [3/4, 1/4]"#)
  }

  @Test("Sources/SpeculativeDecoding/Auditing/KernelAudit.swift, example 1")
  func KernelAudit1() throws {
    let document = "Sources/SpeculativeDecoding/Auditing/KernelAudit.swift"
    // Emits the draft, whatever the target says.
    let target = try Distribution([1 / 4, 3 / 4])
    let kernel = Kernel(rows: [
      .init(drafts: [0], probability: 1 / 2, output: [1, 0], accepted: [1, 0]),
      .init(drafts: [1], probability: 1 / 2, output: [0, 1], accepted: [0, 1]),
    ])
    let audit = KernelAudit(kernel, target: target.probabilities)
    shows(audit.acceptanceRate, #"1"#, document, #"audit.acceptanceRate                // → 1"#)
    shows(audit.optimum.value, #"3/4"#, document, #"audit.optimum.value                 // → 3/4"#)
    shows(audit.preservesTarget, #"false"#, document, #"audit.preservesTarget               // → false"#)
    shows(audit.deviation.totalVariation, #"1/4"#, document, #"audit.deviation.totalVariation      // → 1/4"#)
  }

  @Test("Sources/SpeculativeDecoding/Auditing/TestPower.swift, example 1")
  func TestPower1() throws {
    let document = "Sources/SpeculativeDecoding/Auditing/TestPower.swift"
    let test = TestPower(supportSize: 32768, level: 1 / 1000000, power: 9 / 10)
    shows(test.fewestSamples(totalVariation: 1 / 100), #"60541"#, document, #"test.fewestSamples(totalVariation: 1 / 100)   // → 60541"#)
  }

  @Test("Sources/SpeculativeDecoding/Comparison.swift, example 1")
  func Comparison1() throws {
    let document = "Sources/SpeculativeDecoding/Comparison.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let instance = try Instance(target: target, draft: draft, drafts: 2, sampling: .iid)
    let comparison = Comparison(Position(instance), schemes: [RRS(), RRSw(), SpecHub()])
    shows(comparison.rows.map(\.id), #"["spechub", "rrsw", "rrs"]"#, document, #"comparison.rows.map(\.id)                   // → ["spechub", "rrsw", "rrs"]"#)
    shows(comparison.rows.map(\.acceptance.lower), #"[1, 47/50, 4/5]"#, document, #"comparison.rows.map(\.acceptance.lower)     // → [1, 47/50, 4/5]"#)
    shows(comparison.rows.last?.bound, #"17/20"#, document, #"comparison.rows.last?.bound                 // → 17/20"#)
  }

  @Test("Sources/SpeculativeDecoding/DraftLaw.swift, example 1")
  func DraftLaw1() throws {
    let document = "Sources/SpeculativeDecoding/DraftLaw.swift"
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let pairs = DraftLaw.hub(draft, token: 0)
    shows(pairs.entries.map(\.drafts), #"[[0, 1], [0, 2], [1, 0], [2, 0]]"#, document, #"pairs.entries.map(\.drafts)          // → [[0, 1], [0, 2], [1, 0], [2, 0]]"#)
    shows(pairs.entries.map(\.probability), #"[3/10, 1/5, 3/10, 1/5]"#, document, #"pairs.entries.map(\.probability)     // → [3/10, 1/5, 3/10, 1/5]"#)
    shows(DraftLaw.iid(draft, drafts: 2).entries.count, #"9"#, document, #"DraftLaw.iid(draft, drafts: 2).entries.count                  // → 9"#)
    shows(DraftLaw.withoutReplacement(draft, drafts: 2).entries.count, #"6"#, document, #"DraftLaw.withoutReplacement(draft, drafts: 2).entries.count   // → 6"#)
    shows(DraftLaw.greedy(draft, drafts: 2).entries.map(\.drafts), #"[[0, 1], [0, 2]]"#, document, #"DraftLaw.greedy(draft, drafts: 2).entries.map(\.drafts)       // → [[0, 1], [0, 2]]"#)
  }

  @Test("Sources/SpeculativeDecoding/ExchangePlan.swift, example 1")
  func ExchangePlan1() throws {
    let document = "Sources/SpeculativeDecoding/ExchangePlan.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let instance = try Instance(target: target, draft: draft, drafts: 2, sampling: .iid)
    let plan = ExchangePlan(OptimalAcceptance(try instance.acceptanceProblem()))!
    shows(plan.acceptance, #"17/20"#, document, #"plan.acceptance                     // → 17/20"#)
    shows(plan.order, #"[1, 2, 0]"#, document, #"plan.order                          // → [1, 2, 0]"#)
    shows(plan.ceiling, #"3/2"#, document, #"plan.ceiling                        // → 3/2"#)
    shows(plan.floor, #"1/2"#, document, #"plan.floor                          // → 1/2"#)
    shows(plan.givers.count, #"1"#, document, #"plan.givers.count                   // → 1"#)
  }

  @Test("Sources/SpeculativeDecoding/KSequential.swift, example 1")
  func KSequential1() throws {
    let document = "Sources/SpeculativeDecoding/KSequential.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let rule = KSequential(target: target, draft: draft, drafts: 2)
    shows(rule.gap(at: 2).signum, #"-1"#, document, #"rule.gap(at: 2).signum                             // → -1"#)
    shows(rule.acceptanceRate().lower.decimal(places: 9), #"0.815036763"#, document, #"rule.acceptanceRate().lower.decimal(places: 9)     // → 0.815036763"#)
    shows(rule.acceptanceRate().upper.decimal(places: 9), #"0.815036763"#, document, #"rule.acceptanceRate().upper.decimal(places: 9)     // → 0.815036763"#)
  }

  @Test("Sources/SpeculativeDecoding/Kernel.swift, example 1")
  func Kernel1() throws {
    let document = "Sources/SpeculativeDecoding/Kernel.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let kernel = RecursiveRejection.single(target: target, draft: draft).kernel
    shows(kernel.rows[0].drafts, #"[0]"#, document, #"kernel.rows[0].drafts               // → [0]"#)
    shows(kernel.rows[0].accepted, #"[1/5, 0, 0]"#, document, #"kernel.rows[0].accepted             // → [1/5, 0, 0]"#)
    shows(kernel.rows[0].output, #"[1/5, 3/5, 1/5]"#, document, #"kernel.rows[0].output               // → [1/5, 3/5, 1/5]"#)
    shows(kernel.outputLaw, #"[1/10, 3/5, 3/10]"#, document, #"kernel.outputLaw                    // → [1/10, 3/5, 3/10]"#)
    shows(kernel.acceptanceRate, #"3/5"#, document, #"kernel.acceptanceRate               // → 3/5"#)
  }

  @Test("Sources/SpeculativeDecoding/Kernel.swift, example 2")
  func Kernel2() throws {
    let document = "Sources/SpeculativeDecoding/Kernel.swift"
    let target = try Distribution([0, 1 / 3, 2 / 3])
    let deviation = Deviation(of: [0, 2 / 9, 7 / 9], from: target)
    shows(deviation.totalVariation, #"1/9"#, document, #"deviation.totalVariation            // → 1/9"#)
    shows(deviation.witness?.token, #"1"#, document, #"deviation.witness?.token            // → 1"#)
  }

  @Test("Sources/SpeculativeDecoding/RecursiveRejection.swift, example 1")
  func RecursiveRejection1() throws {
    let document = "Sources/SpeculativeDecoding/RecursiveRejection.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let rule = RecursiveRejection(target: target, draft: draft, drafts: 2, replacement: true)
    shows(rule.thresholds, #"[0, 1, 7/5]"#, document, #"rule.thresholds                     // → [0, 1, 7/5]"#)
    shows(rule.acceptanceRate, #"4/5"#, document, #"rule.acceptanceRate                 // → 4/5"#)
    shows(rule.kernel.outputLaw, #"[1/10, 3/5, 3/10]"#, document, #"rule.kernel.outputLaw               // → [1/10, 3/5, 3/10]"#)
  }

  @Test("Sources/SpeculativeDecoding/SpecHubPlan.swift, example 1")
  func SpecHubPlan1() throws {
    let document = "Sources/SpeculativeDecoding/SpecHubPlan.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let plan = SpecHubPlan(target: target, draft: draft)
    shows(plan.hub, #"0"#, document, #"plan.hub                            // → 0"#)
    shows(plan.pairs.map(\.token), #"[1, 2]"#, document, #"plan.pairs.map(\.token)             // → [1, 2]"#)
    shows(plan.pairs[1].hubFromHubFirst, #"1/10"#, document, #"plan.pairs[1].hubFromHubFirst       // → 1/10"#)
    shows(plan.residualMass, #"[0, 0, 0]"#, document, #"plan.residualMass                   // → [0, 0, 0]"#)
    shows(plan.acceptanceRate, #"1"#, document, #"plan.acceptanceRate                 // → 1"#)
  }

  @Test("Sources/SpeculativeDecoding/Trees/TreeValue.swift, example 1")
  func TreeValue1() throws {
    let document = "Sources/SpeculativeDecoding/Trees/TreeValue.swift"
    // One token back, two tokens; a chain of two drafts.
    let target = try [Distribution([1 / 2, 1 / 2]), Distribution([1, 0])]
    let draft = try [Distribution([1, 0]), Distribution([1 / 2, 1 / 2])]
    let model = ModelPair(bigramTarget: target, bigramDraft: draft)
    let value = TreeValue(try DraftTree(widths: [1, 1]), root: 0, of: model)
    // Speculative sampling at each node: A = min(p, q).
    let accepted = try value.accepted { state, _, _, _ in
      .total(zip(target[state].probabilities, draft[state].probabilities).map { min($0, $1) })
    }
    shows(accepted, #"3/4"#, document, #"accepted                            // → 3/4"#)
  }

  @Test("Sources/SpeculativeDecoding/Verification.swift, example 1")
  func Verification1() throws {
    let document = "Sources/SpeculativeDecoding/Verification.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let instance = try Instance(
      target: target, draft: draft, drafts: 2, sampling: .hub(token: nil))
    let verification = try Verification(instance, solver: ExactSolver(oracle: NoOracle()))
    shows(verification.holds, #"true"#, document, #"verification.holds                  // → true"#)
    shows(verification.baselines.rrs, #"4/5"#, document, #"verification.baselines.rrs          // → 4/5"#)
    shows(verification.specHub?.acceptanceRate, #"1"#, document, #"verification.specHub?.acceptanceRate   // → 1"#)
  }

  @Test("Sources/SpeculativeDecoding/Warping.swift, example 1")
  func Warping1() throws {
    let document = "Sources/SpeculativeDecoding/Warping.swift"
    let law = try Distribution([1 / 2, 1 / 3, 1 / 6])
    shows(Warping.topK(2)(law).probabilities, #"[3/5, 2/5, 0]"#, document, #"Warping.topK(2)(law).probabilities              // → [3/5, 2/5, 0]"#)
    shows(Warping.power(2)(law).probabilities, #"[9/14, 2/7, 1/14]"#, document, #"Warping.power(2)(law).probabilities             // → [9/14, 2/7, 1/14]"#)
    shows(Warping.minP(1 / 2)(law).probabilities, #"[3/5, 2/5, 0]"#, document, #"Warping.minP(1 / 2)(law).probabilities          // → [3/5, 2/5, 0]"#)
  }
}
