// SPDX-License-Identifier: GPL-3.0-or-later

import ExactSolving
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding
import Testing

@testable import Commands

@Suite("spechub verify")
struct VerifyTests {
  private let workedExample = """
    { "name": "figure6", "tokens": ["a", "b", "c"],
      "target": ["1/10", "3/5", "3/10"], "draft": ["1/2", "3/10", "1/5"],
      "drafts": 2, "sampling": "hub" }
    """

  private func instance(_ text: String, mode: InstanceFile.Mode = .strict) throws -> InstanceFile {
    let value = try JSONValue.parse(Array(text.utf8), source: "test.json")
    return try InstanceFile(JSONCursor(value, source: "test.json"), mode: mode)
  }

  private func verify(_ text: String, json: Bool) throws -> (status: CommandStatus, output: String)
  {
    var output = ""
    let status = try VerifyCommand.verify(
      try instance(text).instance, variableLimit: 300_000, json: json, print: { output += $0 })
    return (status, output)
  }

  @Test("the worked example: the six numbers, and every claim holds")
  func worked() throws {
    let (status, output) = try verify(workedExample, json: true)
    #expect(status == .holds)
    let answer = JSONCursor(
      try JSONValue.parse(Array(output.utf8), source: "answer"), source: "answer")
    func number(_ path: String...) throws -> Rational {
      try path.reduce(answer) { try $0.required($1) }.rational()
    }
    #expect(try number("alpha", "otm") == 1)
    #expect(try number("alpha", "acceptance_lp") == 1)
    #expect(try number("alpha", "closed_form") == 1)
    #expect(try number("alpha", "iid", "otm") == Rational(17, 20))
    #expect(try number("alpha", "iid", "rrs") == Rational(4, 5))
    #expect(try number("alpha", "without_replacement", "otm") == 1)
    #expect(try number("alpha", "without_replacement", "rrsw") == Rational(47, 50))
    #expect(try number("alpha", "hub", "otm") == 1)
    #expect(try number("alpha", "hub", "acceptance_lp") == 1)
    #expect(try number("alpha", "hub", "closed_form") == 1)
    #expect(try answer.required("holds").value == true)
    #expect(
      try answer.required("marginal").rationals()
        == [Rational(1, 10), Rational(3, 5), Rational(3, 10)])
    let ids = try answer.required("claims").elements().map {
      try $0.required("id").string()
    }
    #expect(
      Set(ids) == [
        "closed-form-is-optimal", "simplified-equals-full", "marginal-preserved",
        "cut-equals-lp", "rrs-below-otm", "rrsw-below-otm",
      ])
  }

  @Test("a corrupted closed form ends with status 1 and the exact discrepancy")
  func corrupted() throws {
    var output = ""
    let status = try VerifyCommand.verify(
      try instance(workedExample).instance, variableLimit: 300_000, json: false,
      closedForm: { instance, hub in
        // The wrong hub's rule under the right hub's name.
        let right = Verification.specHub(instance, hub: hub)
        var kernel = right.kernel
        kernel.rows[0].output = kernel.rows[0].output.reversed()
        kernel.rows[0].accepted = kernel.rows[0].accepted.map { $0 / 2 }
        return (right.plan, kernel)
      }, print: { output += $0 })
    #expect(status == .refuted)
    #expect(output.contains("FAILS by"))
    #expect(output.contains("claims FAIL"))
  }

  @Test("closed_form is null unless the instance draws hub pairs")
  func noHub() throws {
    let text = workedExample.replacing("\"hub\"", with: "\"iid\"")
    let (_, output) = try verify(text, json: true)
    let answer = JSONCursor(
      try JSONValue.parse(Array(output.utf8), source: "answer"), source: "answer")
    #expect(try answer.required("alpha").required("closed_form").value == JSONValue.null)
    #expect(try answer.required("alpha").required("otm").rational() == Rational(17, 20))
  }

  @Test("a program too large is refused with its size and a way out")
  func tooLarge() throws {
    let instance = try instance(workedExample).instance
    let failure = #expect(throws: CommandFailure.self) {
      try VerifyCommand.verify(instance, variableLimit: 20, json: false, print: { _ in })
    }
    #expect(failure?.status == .badInput)
    #expect(failure?.description.contains("27 variables") == true)
    #expect(failure?.description.contains("spechub plan") == true)
  }

  @Test(
    "bad instances are refused with the file and the key path",
    arguments: [
      (
        #"{"target": ["1/2", "1/3"], "draft": ["1/2", "1/2"]}"#,
        "test.json: target: the sum is 5/6 (about 0.833333333333), not 1; --normalize divides by the sum"
      ),
      (
        #"{"target": [2, 3], "draft": [4, 1], "total": 4}"#,
        #"test.json: target: the entries sum to 5, not to "total" = 4"#
      ),
      (
        #"{"target": ["3/2", "-1/2"], "draft": ["1/2", "1/2"]}"#,
        "test.json: target: entry 1 is negative: -1/2"
      ),
      (
        #"{"target": ["1/2", "x"], "draft": ["1/2", "1/2"]}"#,
        #"test.json: target[1]: expected a number such as 0.25, "1/4" or "0x1p-2", found "x" (expected a digit at character 1)"#
      ),
      (
        #"{"target": [1], "draft": ["1/2", "1/2"]}"#,
        "test.json: target has 1 tokens and draft 2: they must share a vocabulary"
      ),
      (
        #"{"target": [], "draft": []}"#,
        "test.json: target: a distribution needs at least one point"
      ),
      (
        #"{"target": [1], "draft": [1], "drafts": 0, "sampling": "iid"}"#,
        "test.json: the number of drafts must be at least 1"
      ),
      (
        #"{"target": [1], "draft": [1], "drafts": 3, "sampling": "hub"}"#,
        "test.json: hub sampling draws pairs: it needs drafts = 2, found 3"
      ),
      (
        #"{"target": [1], "draft": [1], "sampling": "hub", "hub": 1}"#,
        "test.json: token 1 is outside the vocabulary 0 … 0"
      ),
      (#"{"draft": [1]}"#, "test.json: target: this key is missing"),
      (
        #"{"target": [1], "draft": [1], "sampling": "best"}"#,
        #"test.json: sampling: expected iid, without-replacement, hub, greedy or {"joint": […]}, found "best""#
      ),
      (
        #"{"target": [1], "draft": [1], "sampling": {"joint": [{"draft": [0, 0], "w": "1/2"}]}}"#,
        "test.json: the probabilities of the tuples sum to 1/2 (about 0.5), not 1"
      ),
      (#"[1]"#, "test.json: expected an object, found an array"),
    ])
  func refusals(_ text: String, _ message: String) {
    let error = #expect(throws: JSONPathError.self) { try instance(text) }
    #expect(error?.description == message)
  }

  @Test("a key that comes twice is refused with line and column")
  func duplicateKey() {
    let error = #expect(throws: ParseError.self) {
      try instance("{\"target\": [1],\n \"target\": [1]}")
    }
    #expect(error?.line == 2)
    #expect(error?.column == 2)
  }

  @Test("unknown keys are named, annotations pass")
  func unknownKeys() throws {
    let file = try instance(
      #"{"target": [1], "draft": [1], "temprature": 1, "note": "x", "temperature": "1"}"#)
    #expect(file.notes == ["unknown key \"temprature\" is ignored"])
  }

  @Test("0.1 is a tenth, floats are their bits, and --normalize reports the sum it divides by")
  func numbers() throws {
    let decimals = try instance(#"{"target": [0.1, 0.9], "draft": [1e-1, "0.9"]}"#).instance
    #expect(decimals.target[0] == Rational(1, 10))
    #expect(decimals.draft == decimals.target)
    let floats = try instance(
      #"{"p_hex": ["3f000000", "3f000000"], "draft": {"hex16": ["3800", "3800"]}}"#
    ).instance
    #expect(floats.target.probabilities == [Rational(1, 2), Rational(1, 2)])
    #expect(floats.draft == floats.target)
    let weights = try instance(#"{"target": [3, 5, 2], "draft": [1, 1, 2]}"#, mode: .normalize)
    #expect(weights.instance.target[1] == Rational(1, 2))
    #expect(
      weights.notes == [
        "target sums to 10 (about 10); divided by it", "draft sums to 4 (about 4); divided by it",
      ])
  }

  @Test("more drafts than supported tokens without replacement: the whole support is drafted")
  func exhaustedSupport() throws {
    let text =
      #"{"target": ["1/2", "1/2", 0], "draft": ["1/3", 0, "2/3"], "drafts": 3,"#
      + #" "sampling": "without-replacement"}"#
    let (status, output) = try verify(text, json: true)
    let answer = JSONCursor(
      try JSONValue.parse(Array(output.utf8), source: "answer"), source: "answer")
    #expect(status == .holds)
    // α = p(support of q).
    #expect(try answer.required("alpha").required("otm").rational() == Rational(1, 2))
  }
}
