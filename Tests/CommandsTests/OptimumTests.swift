// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Foundation
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding
import TestSupport
import Testing

@testable import Commands

@Suite("spechub optimum and its certificates")
struct OptimumTests {
  private let workedExample = """
    { "name": "figure6", "target": ["1/10", "3/5", "3/10"], "draft": ["1/2", "3/10", "1/5"],
      "drafts": 2 }
    """

  private func instance(
    _ text: String, mode: InstanceText.Mode = .strict
  ) throws -> InstanceText {
    let value = try JSONValue.parse(Array(text.utf8), source: "test.json")
    return try InstanceText(JSONCursor(value, source: "test.json"), mode: mode)
  }

  private func answer(_ text: String, mode: InstanceText.Mode = .strict) throws -> JSONCursor {
    let instance = try instance(text, mode: mode)
    let report = OptimumReport(
      instance, OptimalAcceptance(try instance.problem()), certificate: nil, isBrief: false,
      isOneOfMany: false)
    return JSONCursor(
      try JSONValue.parse(Array(report.json.text().utf8), source: "answer"), source: "answer")
  }

  @Test("the worked example: 17/20, cut and accepted masses by hand")
  func worked() throws {
    let answer = try answer(workedExample)
    #expect(try answer.required("alpha").rational() == Rational(17, 20))
    #expect(try answer.required("cut_value").rational() == Rational(17, 20))
    #expect(try answer.required("cut").rationals() == [1, 2])
    #expect(try answer.required("threshold").rational() == Rational(3, 2))
    #expect(
      try answer.required("accepted").rationals()
        == [Rational(1, 10), Rational(9, 20), Rational(3, 10)])
    #expect(try answer.required("verified").bool())
    #expect(try answer.required("drafts").integer() == 2)
    #expect(try answer.required("sampling").string() == "iid")
  }

  @Test(
    "published optima",
    arguments: [
      // Khisti et al., figure 2 at 5/9; a public worst case; the example of Traversal Verification.
      (["1/3", "5/9", "1/9"], ["1/3", "1/3", "1/3"], "iid", 2, "1"),
      (
        ["309/500", "177/500", "7/250"], ["373/1000", "29/50", "47/1000"], "iid", 2,
        "988871/1000000"
      ),
      (["3/10", "2/5", "3/10"], ["3/5", "3/10", "1/10"], "iid", 2, "89/100"),
      (["3/10", "2/5", "3/10"], ["3/5", "3/10", "1/10"], "iid", 3, "971/1000"),
      (["3/10", "2/5", "3/10"], ["3/5", "3/10", "1/10"], "without-replacement", 2, "139/140"),
      (["3/10", "2/5", "3/10"], ["3/5", "3/10", "1/10"], "hub", 2, "19/20"),
      (["0", "1/4", "3/4"], ["1/3", "1/3", "1/3"], "iid", 3, "103/108"),
    ])
  func published(
    _ target: [String], _ draft: [String], _ sampling: String, _ drafts: Int, _ optimum: String
  ) throws {
    let text = """
      {"target": \(target), "draft": \(draft), "sampling": "\(sampling)", "drafts": \(drafts)}
      """
    #expect(try answer(text).required("alpha").rational() == Rational(optimum))
  }

  @Test("float32 bits under --normalize are the dyadic numbers they are")
  func floats() throws {
    // 0x3f000000 is 1/2, 0x3e800000 is 1/4, 0x00000001 the least subnormal.
    let text = #"{"p_hex": ["3f000000", "3e800000"], "q_hex": ["3f000000", "00000001"]}"#
    let instance = try instance(text, mode: .normalize)
    #expect(instance.target[0] == Rational(2, 3))
    #expect(instance.draft[1] == 1 / (1 + Rational(2).raised(to: 148)))
    #expect(instance.notes.count == 2)
    #expect(throws: JSONPathError.self) { try self.instance(text) }
  }

  @Test("the example of the specification is valid")
  func specification() throws {
    let article = DocumentationTests.root
      .appendingPathComponent(
        "Sources/LPFormats/LPFormats.docc/AcceptanceCertificateFormat.md")
    let blocks = try String(contentsOf: article, encoding: .utf8).split(separator: "```\n")
    let texts = blocks.filter { $0.hasPrefix("{") || $0.hasPrefix("spechub-acceptance") }
    #expect(texts.count == 2)
    let claim = try AcceptanceCertificateText.read(Array(texts[1].utf8), source: "example")
    #expect(claim.verify(against: try instance(String(texts[0])).problem()) == .valid)
  }

  @Test("a certificate reads back as it was written, and any digit changed in it is refused")
  func textTampering() throws {
    let samplings = ["iid", "without-replacement", "hub", "greedy"]
    try forAll(
      "certificates as text", cases: 1000,
      { choices in
        let size = choices.integer(in: 1...6)
        let lists = [choices.distribution(size: size), choices.distribution(size: size)]
        let quoted = lists.map { "[" + $0.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
        let sampling = choices.pick(from: samplings)
        let drafts = sampling == "hub" ? 2 : choices.integer(in: 1...3)
        let instance = """
          {"target": \(quoted[0]), "draft": \(quoted[1]), "drafts": \(drafts),
           "sampling": "\(sampling)"}
          """
        return (instance, choices.integer(in: 0...(1 << 20)), choices.integer(in: 1...9))
      }
    ) { text, place, change in
      let problem = try instance(text).problem()
      let certificate = OptimalAcceptance(problem).certificate
      let written = AcceptanceCertificateText.write(certificate, for: problem, mode: .strict)
      let claim = try AcceptanceCertificateText.read(Array(written.utf8), source: "test")
      try demand(claim.certificate == certificate, "it reads back differently")
      try demand(claim.verify(against: problem).isValid, "it is not valid")
      var bytes = Array(written.utf8)
      let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
      let digit = digits[place % digits.count]
      bytes[digit] = 0x30 + (bytes[digit] - 0x30 + UInt8(change)) % 10
      guard let tampered = try? AcceptanceCertificateText.read(bytes, source: "test") else {
        return
      }
      try demand(!tampered.verify(against: problem).isValid, String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test("a false certificate is refused with the condition and the amount")
  func refusals() throws {
    let problem = try instance(workedExample).problem()
    let written = AcceptanceCertificateText.write(
      OptimalAcceptance(problem).certificate, for: problem, mode: .strict)
    func reasons(_ old: String, _ new: String) throws -> String {
      let text = written.replacing(old, with: new)
      let claim = try AcceptanceCertificateText.read(Array(text.utf8), source: "test")
      guard case .invalid(let violations) = claim.verify(against: problem) else { return "valid" }
      return violations.map(\.description).joined(separator: "; ")
    }
    #expect(
      try reasons("acceptance 17/20", "acceptance 9/10").contains(
        "the acceptance is stated to be 9/10 but the cut has 17/20: off by 0.05"))
    #expect(
      try reasons("threshold 3/2", "threshold 2").contains(
        "min(p, c·q) at the threshold 2 sums to 1, not to 17/20: off by 0.15"))
    #expect(
      try reasons("cut 2", "cut 1").contains(
        "the cut is stated to be the first 1 tokens, but that of the first 2 is smaller"))
    #expect(
      try reasons("1\n2\n0", "2\n1\n0").contains(
        "the order has token 2 before 1, though p/q of the second is larger: the cross products of "
          + "the weights differ by 3"))
    #expect(try reasons("1\n2\n0", "1\n1\n0").contains("the order has token 1 twice"))
  }

  @Test("a certificate for another instance is refused, and malformed ones with their line")
  func malformed() throws {
    let problem = try instance(workedExample).problem()
    let other = try instance(workedExample.replacing("\"drafts\": 2", with: "\"drafts\": 3"))
    let written = AcceptanceCertificateText.write(
      OptimalAcceptance(problem).certificate, for: problem, mode: .strict)
    let claim = try AcceptanceCertificateText.read(Array(written.utf8), source: "test")
    guard case .invalid(let violations) = claim.verify(against: try other.problem()) else {
      Issue.record("accepted for another instance")
      return
    }
    #expect(violations[0].description.contains("the certificate is about instance"))
    for (old, new, line) in [
      ("numbers strict", "numbers exact", 3), ("theorem prefix-cut", "theorem magic", 4),
      ("order 3", "order 4", 12), ("\nend\n", "\nend\nmore\n", 14), ("cut 2", "cut two", 6),
      ("17/20", "17/0", 5), ("threshold 3/2", "threshold 2 1", 7),
    ] {
      let text = written.replacing(old, with: new)
      let error = #expect(throws: ParseError.self) {
        try AcceptanceCertificateText.read(Array(text.utf8), source: "test")
      }
      #expect(error?.line == line, "\(new)")
    }
  }

  @Test("a law that is too large to enumerate is refused with a way out")
  func tooLarge() throws {
    let weights = [Int](repeating: 1, count: 200)
    let text = """
      {"target": \(weights), "draft": \(weights), "total": 200, "drafts": 3,
       "sampling": "without-replacement"}
      """
    let error = #expect(throws: JSONPathError.self) { try instance(text).problem() }
    #expect(error?.description.contains("two drafts have no such limit") == true)
    let many = "{\"target\": [1], \"draft\": [1], \"drafts\": 1000000}"
    #expect(throws: JSONPathError.self) { try instance(many).problem() }
  }
}
