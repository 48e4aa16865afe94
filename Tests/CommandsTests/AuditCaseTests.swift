// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import Rationals
import Testing

@testable import Commands

/// Audits of real implementations, with answers that were computed independently of this code.
@Suite("Recorded audit cases")
struct AuditCaseTests {
  private static let folder = DocumentationTests.root
    .appendingPathComponent("Examples/audit/cases")

  static let cases =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
    .filter { $0.hasSuffix(".json") }.sorted() ?? []

  /// What the audit must compute; it is taken out of the input before the audit sees it.
  private static let answerKeys: Set<String> = [
    "law", "preserves_target", "tv", "alpha", "overlap_Y_in_draft",
    "alpha_optimal_for_this_draft_pmf", "error", "joint2_tv", "first_token_law",
    "expected_block_length", "G", "dof", "expected", "tv_vs_normalized_p", "within_tolerance",
    "first_token_law_float", "p_sum", "q_sum", "p_normalized", "q_normalized",
  ]
  /// Recorded beside the answers, but not an answer of this input.
  private static let descriptions: Set<String> = ["expected", "G"]

  @Test("there are cases")
  func present() { #expect(Self.cases.count >= 17) }

  @Test("every recorded key is reproduced exactly", arguments: cases)
  func reproduces(_ name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(name)))
    let recorded = try JSONValue.parse(bytes, source: name)
    guard case .object(let members) = recorded else { return #expect(Bool(false), "no object") }
    // An output law audited by itself is the input.
    let category = members.first { $0.key == "category" }?.value
    let answers = category == "law" ? Self.answerKeys.subtracting(["law"]) : Self.answerKeys
    let input = JSONValue.object(members.filter { !answers.contains($0.key) })
    let answer = Audit.answer(JSONCursor(input, source: name), AuditOptions())
    guard case .object(let found) = answer.json else { return #expect(Bool(false), "no object") }
    var compared = 0
    for member in members
    where answers.contains(member.key) && !Self.descriptions.contains(member.key) {
      let value = found.first { $0.key == member.key }?.value
      #expect(value == member.value, "\(member.key)")
      compared += 1
    }
    try checkVerdict(answer, members)
    #expect(compared > 0)
  }

  private func checkVerdict(_ answer: AuditAnswer, _ members: [JSONValue.Member]) throws {
    func recorded(_ key: String) -> JSONValue? { members.first { $0.key == key }?.value }
    if let statistic = recorded("G"), case .number(let expected) = statistic {
      // The recorded statistic was summed in floating point.
      guard case .number(let found)? = answer.members.first(where: { $0.key == "G" })?.value else {
        return #expect(Bool(false), "no G")
      }
      #expect((found - expected).magnitude < expected / 1_000_000_000)
    }
    switch recorded("expected") {
    case "consistent": #expect(answer.verdict == .consistent)
    case "reject": #expect(answer.verdict == .rejected)
    case nil:
      switch recorded("category") {
      case "malformed":
        #expect(answer.verdict == .refused)
        #expect(answer.status == .badInput)
      case "irrational": #expect(answer.verdict == .notRational)
      default:
        let isLossless = recorded("preserves_target") == true
        #expect(answer.verdict == (isLossless ? .lossless : .notLossless))
        #expect(answer.status == (isLossless ? .holds : .refuted))
      }
    default: #expect(Bool(false), "an unknown expectation")
    }
  }
}
