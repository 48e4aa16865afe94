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
  @Test("Sources/SpeculativeDecoding/AcceptancePlan.swift, line 14")
  func AcceptancePlan14() throws {
    let document = "Sources/SpeculativeDecoding/AcceptancePlan.swift"
    // One draft of two equally probable tokens, and a target that wants token 0.
    let target = try Distribution([3 / 4, 1 / 4])
    let law = DraftLaw.iid(try Distribution([1 / 2, 1 / 2]), drafts: 1)
    let plan = try AcceptancePlan(
      law: law, target: target,
      accepted: TransportPlan(moves: [[.init(sink: 0, mass: 1 / 2)], [.init(sink: 1, mass: 1 / 4)]]))
    shows(plan.acceptanceRate, #"3/4"#, document, 20)
    shows(plan.residual!, #"[1, 0]"#, document, 21)
    shows(plan.kernel.outputLaw, #"[3/4, 1/4]"#, document, 22)
  }

  @Test("Sources/SpeculativeDecoding/Auditing/KernelAudit.swift, line 15")
  func KernelAudit15() throws {
    let document = "Sources/SpeculativeDecoding/Auditing/KernelAudit.swift"
    // Emits the draft, whatever the target says.
    let target = try Distribution([1 / 4, 3 / 4])
    let kernel = Kernel(rows: [
      .init(drafts: [0], probability: 1 / 2, output: [1, 0], accepted: [1, 0]),
      .init(drafts: [1], probability: 1 / 2, output: [0, 1], accepted: [0, 1]),
    ])
    let audit = KernelAudit(kernel, target: target.probabilities)
    shows(audit.acceptanceRate, #"1"#, document, 22)
    shows(audit.optimum.value, #"3/4"#, document, 23)
    shows(audit.preservesTarget, #"false"#, document, 24)
    shows(audit.deviation.totalVariation, #"1/4"#, document, 25)
  }

  @Test("Sources/SpeculativeDecoding/Auditing/TestPower.swift, line 14")
  func TestPower14() throws {
    let document = "Sources/SpeculativeDecoding/Auditing/TestPower.swift"
    let test = TestPower(supportSize: 32768, level: 1 / 1000000, power: 9 / 10)
    shows(test.fewestSamples(totalVariation: 1 / 100), #"60541"#, document, 15)
  }

  @Test("Sources/SpeculativeDecoding/Comparison.swift, line 10")
  func Comparison10() throws {
    let document = "Sources/SpeculativeDecoding/Comparison.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let instance = try Instance(target: target, draft: draft, drafts: 2, sampling: .iid)
    let comparison = Comparison(Position(instance), schemes: [RRS(), RRSw(), SpecHub()])
    shows(comparison.rows.map(\.id), #"["spechub", "rrsw", "rrs"]"#, document, 14)
    shows(comparison.rows.map(\.acceptance.lower), #"[1, 47/50, 4/5]"#, document, 15)
    shows(comparison.rows.last?.bound, #"17/20"#, document, 16)
  }

  @Test("Sources/SpeculativeDecoding/DraftLaw.swift, line 12")
  func DraftLaw12() throws {
    let document = "Sources/SpeculativeDecoding/DraftLaw.swift"
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let pairs = DraftLaw.hub(draft, token: 0)
    shows(pairs.entries.map(\.drafts), #"[[0, 1], [0, 2], [1, 0], [2, 0]]"#, document, 14)
    shows(pairs.entries.map(\.probability), #"[3/10, 1/5, 3/10, 1/5]"#, document, 15)
    shows(DraftLaw.iid(draft, drafts: 2).entries.count, #"9"#, document, 16)
    shows(DraftLaw.withoutReplacement(draft, drafts: 2).entries.count, #"6"#, document, 17)
    shows(DraftLaw.greedy(draft, drafts: 2).entries.map(\.drafts), #"[[0, 1], [0, 2]]"#, document, 18)
  }

  @Test("Sources/SpeculativeDecoding/ExchangePlan.swift, line 26")
  func ExchangePlan26() throws {
    let document = "Sources/SpeculativeDecoding/ExchangePlan.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let instance = try Instance(target: target, draft: draft, drafts: 2, sampling: .iid)
    let plan = ExchangePlan(OptimalAcceptance(try instance.acceptanceProblem()))!
    shows(plan.acceptance, #"17/20"#, document, 30)
    shows(plan.order, #"[1, 2, 0]"#, document, 31)
    shows(plan.ceiling, #"3/2"#, document, 32)
    shows(plan.floor, #"1/2"#, document, 33)
    shows(plan.givers.count, #"1"#, document, 34)
  }

  @Test("Sources/SpeculativeDecoding/KSequential.swift, line 17")
  func KSequential17() throws {
    let document = "Sources/SpeculativeDecoding/KSequential.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let rule = KSequential(target: target, draft: draft, drafts: 2)
    shows(rule.gap(at: 2).signum, #"-1"#, document, 20)
    shows(rule.acceptanceRate().lower.decimal(places: 9), #"0.815036763"#, document, 21)
    shows(rule.acceptanceRate().upper.decimal(places: 9), #"0.815036763"#, document, 22)
  }

  @Test("Sources/SpeculativeDecoding/Kernel.swift, line 9")
  func Kernel9() throws {
    let document = "Sources/SpeculativeDecoding/Kernel.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let kernel = RecursiveRejection.single(target: target, draft: draft).kernel
    shows(kernel.rows[0].drafts, #"[0]"#, document, 12)
    shows(kernel.rows[0].accepted, #"[1/5, 0, 0]"#, document, 13)
    shows(kernel.rows[0].output, #"[1/5, 3/5, 1/5]"#, document, 14)
    shows(kernel.outputLaw, #"[1/10, 3/5, 3/10]"#, document, 15)
    shows(kernel.acceptanceRate, #"3/5"#, document, 16)
  }

  @Test("Sources/SpeculativeDecoding/Kernel.swift, line 87")
  func Kernel87() throws {
    let document = "Sources/SpeculativeDecoding/Kernel.swift"
    let target = try Distribution([0, 1 / 3, 2 / 3])
    let deviation = Deviation(of: [0, 2 / 9, 7 / 9], from: target)
    shows(deviation.totalVariation, #"1/9"#, document, 89)
    shows(deviation.witness?.token, #"1"#, document, 90)
  }

  @Test("Sources/SpeculativeDecoding/RecursiveRejection.swift, line 19")
  func RecursiveRejection19() throws {
    let document = "Sources/SpeculativeDecoding/RecursiveRejection.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let rule = RecursiveRejection(target: target, draft: draft, drafts: 2, replacement: true)
    shows(rule.thresholds, #"[0, 1, 7/5]"#, document, 22)
    shows(rule.acceptanceRate, #"4/5"#, document, 23)
    shows(rule.kernel.outputLaw, #"[1/10, 3/5, 3/10]"#, document, 24)
  }

  @Test("Sources/SpeculativeDecoding/SpecHubPlan.swift, line 25")
  func SpecHubPlan25() throws {
    let document = "Sources/SpeculativeDecoding/SpecHubPlan.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let plan = SpecHubPlan(target: target, draft: draft)
    shows(plan.hub, #"0"#, document, 28)
    shows(plan.pairs.map(\.token), #"[1, 2]"#, document, 29)
    shows(plan.pairs[1].hubFromHubFirst, #"1/10"#, document, 30)
    shows(plan.residualMass, #"[0, 0, 0]"#, document, 31)
    shows(plan.acceptanceRate, #"1"#, document, 32)
  }

  @Test("Sources/SpeculativeDecoding/Trees/TreeValue.swift, line 22")
  func TreeValue22() throws {
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
    shows(accepted, #"3/4"#, document, 31)
  }

  @Test("Sources/SpeculativeDecoding/Verification.swift, line 14")
  func Verification14() throws {
    let document = "Sources/SpeculativeDecoding/Verification.swift"
    let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
    let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
    let instance = try Instance(
      target: target, draft: draft, drafts: 2, sampling: .hub(token: nil))
    let verification = try Verification(instance, solver: ExactSolver(oracle: NoOracle()))
    shows(verification.holds, #"true"#, document, 19)
    shows(verification.baselines.rrs, #"4/5"#, document, 20)
    shows(verification.specHub?.acceptanceRate, #"1"#, document, 21)
  }

  @Test("Sources/SpeculativeDecoding/Warping.swift, line 12")
  func Warping12() throws {
    let document = "Sources/SpeculativeDecoding/Warping.swift"
    let law = try Distribution([1 / 2, 1 / 3, 1 / 6])
    shows(Warping.topK(2)(law).probabilities, #"[3/5, 2/5, 0]"#, document, 13)
    shows(Warping.power(2)(law).probabilities, #"[9/14, 2/7, 1/14]"#, document, 14)
    shows(Warping.minP(1 / 2)(law).probabilities, #"[3/5, 2/5, 0]"#, document, 15)
  }
}
