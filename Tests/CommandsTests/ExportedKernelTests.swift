// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding
import Testing

@testable import Commands

/// What `compare --kernel` prints, read by `audit` and laid beside recorded rules.
@Suite("Exported kernels")
struct ExportedKernelTests {
  private static let instances = [
    "worked-example", "hub-loses-to-rrs", "certain-draft", "disjoint-supports",
    "identical-models", "one-token", "two-independent-drafts", "joint",
  ]

  private static func instance(_ name: String, drafts: Int?) throws -> Instance {
    if name == "joint" { return try joint() }
    let path = DocumentationTests.root.path + "/Examples/instances/\(name).json"
    return try InstanceBatch(reading: path, mode: .strict, drafts: drafts).single()
  }

  /// Two drafts that are equal, or the last two tokens.
  private static func joint() throws -> Instance {
    let half = Rational(1, 2)
    return try Instance(
      target: Distribution([Rational(1, 6), Rational(1, 2), Rational(1, 3)]),
      draft: Distribution([half, Rational(1, 4), Rational(1, 4)]), drafts: 2,
      sampling: .joint([
        .init(drafts: [0, 0], probability: half), .init(drafts: [1, 2], probability: half),
      ]))
  }

  @Test(
    "every scheme's kernel is what the scheme says of itself, as the audit finds",
    arguments: SchemeCatalog.all.map(\.id) + ["kseq-rho=7/4", "kseq-rho=3", "star-1/3"])
  func audited(_ id: String) throws {
    let scheme = try #require(SchemeCatalog.scheme(id))
    var audited = 0
    for name in Self.instances {
      for drafts in [nil, 1, 3] {
        // A joint law has its own number of drafts.
        guard let instance = try? Self.instance(name, drafts: drafts) else { continue }
        let position = Position(instance)
        let export: KernelExport
        do {
          export = try KernelExport(scheme, of: instance)
        } catch is CommandFailure {
          #expect(throws: SchemeError.self) { try scheme.kernel(at: position) }
          continue
        }
        audited += 1
        let text = export.json.text(indented: true)
        let answer = Audit.answer(
          JSONCursor(try JSONValue.parse(Array(text.utf8), source: id), source: id),
          AuditOptions())
        let isLossless = try scheme.isLossless(at: position)
        #expect(
          answer.verdict == (isLossless ? .lossless : .notLossless), "\(name), \(drafts ?? 0)")
        let kernel = try scheme.kernel(at: position)
        let alpha = answer.members.first { $0.key == "alpha" }?.value
        #expect(alpha == .exact(kernel.acceptanceRate), "\(name), \(drafts ?? 0)")
        let law = answer.members.first { $0.key == "law" }?.value
        #expect(law == .array(kernel.outputLaw.map(JSONValue.exact)), "\(name), \(drafts ?? 0)")
      }
    }
    #expect(audited > 0)
  }

  @Test(
    "the recorded kernels of real implementations are ours, row by row",
    arguments: [
      ("01_hf_speculative_sampling", "single"), ("09_spechub_repo_rrs_dedupe_min", "rrs-dedupe"),
      ("11_spechub_hub_n4", "spechub"), ("18_vllm_draft_probs_none_sampled", "sampler-match"),
      ("22_kseq_rho_7_4_valid", "kseq-rho=7/4"),
    ])
  func recorded(_ name: String, _ id: String) throws {
    let recorded = try Self.recorded(name)
    #expect(try Self.exported(id, beside: recorded) == (try Self.rows(recorded)))
  }

  /// An optimal plan is not unique: two maximum flows may fill other tuples with the same token.
  @Test("a recorded optimal plan differs from ours only in who carries a token, not in how much")
  func recordedOptimum() throws {
    let recorded = try Self.recorded("24_ot_optimal_plan_iid_k2")
    let ours = Kernel(rows: try Self.exported("otm-iid", beside: recorded))
    let theirs = Kernel(rows: try Self.rows(recorded))
    #expect(ours.rows.map(\.drafts) == theirs.rows.map(\.drafts))
    #expect(ours.rows.map(\.probability) == theirs.rows.map(\.probability))
    #expect(ours.outputLaw == theirs.outputLaw)
    #expect(ours.acceptedMass == theirs.acceptedMass)
    let differing = zip(ours.rows, theirs.rows).filter { $0 != $1 }.map(\.0.drafts)
    #expect(differing == [[2, 2], [2, 3], [3, 2]])
    // Both draw from the one residual, whatever is left of a tuple.
    for (left, right) in zip(ours.rows, theirs.rows) {
      let (rest, other) = (Self.residual(left), Self.residual(right))
      #expect(rest == nil || other == nil || rest == other, "\(left.drafts)")
    }
  }

  private static func residual(_ row: Kernel.Row) -> [Rational]? {
    let rest = zip(row.output, row.accepted).map { $0 - $1 }
    let total = rest.sum()
    return total.isZero ? nil : rest.map { $0 / total }
  }

  @Test(
    "the recorded blocks of two drafts are ours, block by block",
    arguments: [
      ("33_seq_token_verification_g2", ChainRule.token),
      ("34_seq_block_verification_g2", .block),
    ])
  func recordedBlocks(_ name: String, _ rule: ChainRule) throws {
    let recorded = try Self.recorded(name)
    var reader = AuditReader(recorded, mode: .strict)
    let (target, draft) = try reader.modelTables()
    var blocks: [[Int]: Rational] = [:]
    for row in try recorded.required("emitted").elements() {
      let block = try row.required("out").elements().map { try $0.integer() }
      blocks[block, default: 0] += try row.required("w").rational()
    }
    guard case .exact(let ours) = rule.outcome(target: target, draft: draft, length: 2) else {
      Issue.record("\(rule) is not rational")
      return
    }
    #expect(ours.filter { !$0.value.isZero } == blocks.filter { !$0.value.isZero })
  }

  private static func recorded(_ name: String) throws -> JSONCursor {
    let path = DocumentationTests.root.path + "/Examples/audit/cases/\(name).json"
    return JSONCursor(try JSONValue.parse(TextFile.read(path), source: name), source: name)
  }

  /// The rows that are printed for the laws of a recorded kernel, read back.
  private static func exported(_ id: String, beside recorded: JSONCursor) throws -> [Kernel.Row] {
    let instance = try Instance(
      target: try Distribution(recorded.required("p").rationals()),
      draft: try Distribution(recorded.required("q").rationals()),
      drafts: try recorded.required("k").integer(), sampling: .iid)
    let export = try KernelExport(try #require(SchemeCatalog.scheme(id)), of: instance)
    return try rows(JSONCursor(export.json, source: id))
  }

  private static func rows(_ cursor: JSONCursor) throws -> [Kernel.Row] {
    try cursor.required("kernel").elements().map { row in
      Kernel.Row(
        drafts: try row.required("draft").elements().map { try $0.integer() },
        probability: try row.required("w").rational(),
        output: try row.required("out").rationals(), accepted: try row.required("acc").rationals())
    }
  }
}
