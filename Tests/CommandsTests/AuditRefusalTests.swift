// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Testing

@testable import Commands

@Suite("Audit refusals and undefined branches")
struct AuditRefusalTests {
  private func answer(_ text: String, mode: AuditMode = .strict) throws -> AuditAnswer {
    var options = AuditOptions()
    options.mode = mode
    return Audit.answer(try Audit.parse(Array(text.utf8), source: "test.json"), options)
  }

  private static let pq = #""p": ["1/2", "1/2"], "q": ["1/3", "2/3"], "k": 1"#
  private static let rows = [
    #"{"draft": [0], "w": "1/3", "out": ["1", "0"], "acc": ["1", "0"]}"#,
    #"{"draft": [1], "w": "2/3", "out": ["1/4", "3/4"], "acc": ["0", "3/4"]}"#,
  ]

  private static func kernel(_ rows: [String], _ more: String = "") -> String {
    "{\(pq), \(more)\"kernel\": [\(rows.joined(separator: ", "))]}"
  }

  @Test("the sound kernel is lossless, with and without its declared sampling")
  func sound() throws {
    #expect(try answer(Self.kernel(Self.rows)).verdict == .lossless)
    #expect(try answer(Self.kernel(Self.rows, #""sampling": "iid", "#)).verdict == .lossless)
    #expect(try answer(Self.kernel(Self.rows, #""sampling": "free", "#)).verdict == .lossless)
  }

  @Test(
    "malformed kernels are refused, naming the row",
    arguments: [
      (#"{"draft": [1], "w": "2/3", "out": ["1/4", "1/4"]}"#, "row 1 sums to 1/2"),
      (
        #"{"draft": [1], "w": "2/3", "out": ["5/4", "-1/4"]}"#,
        "row 1: out[1] is negative: -1/4"
      ),
      (
        #"{"draft": [1], "w": "2/3", "out": ["1/4", "3/4"], "acc": ["0", "1"]}"#,
        "row 1: acc[1] = 1 exceeds out[1] = 3/4"
      ),
      (
        #"{"draft": [2], "w": "2/3", "out": ["1/4", "3/4"]}"#,
        "row 1: token 2 is outside the vocabulary 0 … 1"
      ),
      (
        #"{"draft": [1], "w": "-2/3", "out": ["1/4", "3/4"]}"#, "row 1: w is negative: -2/3"
      ),
      (#"{"draft": [1], "w": "2/3", "out": ["1"]}"#, "row 1: out has 1 entries, expected 2"),
      (
        #"{"draft": [1], "w": "1/3", "out": ["1/4", "3/4"]}"#,
        "w sums to 2/3 (about 0.666666666667) over rows 0 … 1, not to 1"
      ),
    ])
  func malformed(_ row: String, _ message: String) throws {
    let answer = try answer(Self.kernel([Self.rows[0], row]))
    #expect(answer.verdict == .refused)
    #expect(answer.status == .badInput)
    #expect(answer.lines == [message])
    #expect(answer.members.contains { $0.key == "row" && $0.value == 1 })
  }

  @Test("weights that are not those of q and sampling are refused")
  func declared() throws {
    let rows = [
      #"{"draft": [0], "w": "1/2", "out": ["1", "0"]}"#,
      #"{"draft": [1], "w": "1/2", "out": ["1/4", "3/4"]}"#,
    ]
    #expect(try answer(Self.kernel(rows)).verdict == .notLossless)
    let refused = try answer(Self.kernel(rows, #""sampling": "iid", "#))
    #expect(refused.verdict == .refused)
    #expect(refused.lines[0].hasPrefix("row 0: w of the drafts [0] is 1/2"))
    #expect(try answer(Self.kernel(rows, #""sampling": "free", "#)).verdict == .notLossless)
  }

  @Test(
    "numbers of drafts that make no sense are refused", arguments: [-1, 0, 65, 1_000_000_000_000])
  func draftCounts(_ count: Int) throws {
    let text = Self.kernel(Self.rows, #""sampling": "iid", "#)
      .replacing(#""k": 1"#, with: #""k": \#(count)"#)
    let refused = try answer(text)
    #expect(refused.verdict == .refused)
    #expect(refused.lines[0].hasPrefix("k: expected a number of drafts from 1 to 64"))
  }

  @Test(
    "what is no number makes its branch undefined",
    arguments: [
      (#"["NaN", "1"]"#, "kernel[1].out[0] is NaN"), (#"[NaN, 1]"#, "kernel[1].out[0] is NaN"),
      (#"["0/0", "0/0"]"#, "kernel[1].out[0] is 0/0"), ("null", "kernel[1].out is null"),
      (#"["1/4", null]"#, "kernel[1].out[1] is null"),
      ("[Infinity, 0]", "kernel[1].out[0] is Infinity"),
    ])
  func undefined(_ out: String, _ place: String) throws {
    let row = #"{"draft": [1], "w": "2/3", "out": \#(out)}"#
    let answer = try answer(Self.kernel([Self.rows[0], row]))
    #expect(answer.verdict == .undefined)
    #expect(answer.status == .badInput)
    #expect(answer.lines[0].hasPrefix("row 1 (draft [1]), of probability 2/3: \(place)"))
    // Where nobody ever gets, it does no harm.
    let unreachable = #"{"draft": [0, 0], "w": 0, "out": \#(out)}"#
    #expect(
      try self.answer(Self.kernel(Self.rows + [unreachable])).verdict == .lossless)
  }

  @Test("a draw of a token with q = 0 is undefined, unless the declared law draws it")
  func impossibleDraw() throws {
    let text =
      #"{"p": ["1/2", "1/2"], "q": ["1", "0"], "kernel": [{"draft": [0], "w": "1/2", "out": [1, 0]},"#
      + #" {"draft": [1], "w": "1/2", "out": [0, 1]}]"#
    let found = try answer(text + "}")
    #expect(found.verdict == .undefined)
    #expect(found.lines[0].contains("row 1 drafts token 1"))
    #expect(found.lines[0].contains("q(1) = 0"))
    #expect(try answer(text + #", "sampling": "free"}"#).verdict == .lossless)
  }

  @Test("floats: NaN and all-zero rows are undefined, negative ones refused")
  func floats() throws {
    let one = #""3f800000""#
    #expect(
      try answer(#"{"p_hex": ["7fc00000"], "q_hex": [\#(one)]}"#).verdict == .undefined)
    #expect(
      try answer(#"{"p_hex": [\#(one)], "q_hex": ["00000000"]}"#).verdict == .undefined)
    #expect(try answer(#"{"p_hex": ["bf800000"], "q_hex": [\#(one)]}"#).verdict == .refused)
    // p below q everywhere: rejection leaves 0/0.
    #expect(
      try answer(#"{"p_hex": ["3f000000"], "q_hex": [\#(one)]}"#).verdict == .undefined)
    #expect(try answer(#"{"p_hex": [\#(one)], "q_hex": [\#(one)]}"#).verdict == .lossless)
  }

  @Test("sums: strict refuses, --normalize divides, --as-used keeps")
  func modes() throws {
    let text = #"{"p": [1, 1], "kernel": [{"draft": [0], "w": 1, "out": ["1/2", "1/2"]}]}"#
    #expect(try answer(text).verdict == .refused)
    let normalized = try answer(text, mode: .normalize)
    #expect(normalized.verdict == .lossless)
    #expect(normalized.notes == ["p sums to 2; divided by it"])
    let used = try answer(text, mode: .asUsed)
    #expect(used.verdict == .notLossless)
    #expect(used.members.contains { $0.key == "tv" && $0.value == "1/2" })
  }

  @Test("blocks and tables that make no sense are refused, naming the row")
  func blocks() throws {
    let tables = #""p_tables": {"": ["1/2", "1/2"]}, "gamma": 1, "#
    func emitted(_ rows: String) throws -> AuditAnswer {
      try answer("{\(tables)\"emitted\": [\(rows)]}")
    }
    #expect(
      try emitted(#"{"out": [0], "w": "1/2"}, {"out": [1], "w": "1/2"}"#).verdict == .lossless)
    for (rows, message) in [
      (#"{"out": [], "w": 1}"#, "row 0: the block is empty"),
      (#"{"out": [0], "w": "1/2"}, {"out": [0, 2], "w": "1/2"}"#, "row 1: token 2 is outside"),
      (#"{"out": [0, 0, 0], "w": 1}"#, "row 0: the block has 3 tokens, but gamma = 1 allows 2"),
      (#"{"out": [0], "w": "-1"}"#, "row 0: w is negative"),
      (#"{"out": [0], "w": "1/2"}"#, "w sums to 1/2"),
    ] {
      let answer = try emitted(rows)
      #expect(answer.verdict == .refused)
      #expect(answer.lines[0].hasPrefix(message), "\(answer.lines[0])")
    }
    #expect(try emitted(#"{"out": [0], "w": "0/0"}"#).verdict == .undefined)
    let noRoot = try answer(#"{"p_tables": {"0": [1]}, "emitted": [{"out": [0], "w": 1}]}"#)
    #expect(noRoot.lines[0].contains("empty context"))
  }

  @Test("samples: too few are inconclusive, more are consistent, wrong totals are refused")
  func samples() throws {
    #expect(try answer(#"{"p": ["1/2", "1/2"], "counts": [5, 5]}"#).verdict == .inconclusive)
    #expect(
      try answer(#"{"p": ["1/2", "1/2"], "counts": [50000, 50100]}"#).verdict == .consistent)
    #expect(
      try answer(#"{"p": ["1/2", "1/2"], "ids": [0, 1, 1], "N": 3}"#).verdict == .inconclusive)
    #expect(try answer(#"{"p": ["1/2", "1/2"], "ids": [0, 1, 1], "N": 4}"#).verdict == .refused)
    #expect(try answer(#"{"p": ["1/2", "1/2"], "ids": [0, 2]}"#).verdict == .refused)
    #expect(try answer(#"{"p": [1, 0], "ids": [0, 1]}"#).verdict == .rejected)
    // A control that so few samples could not reject makes silence mean nothing.
    let control = #""control_law": ["501/1000", "499/1000"]"#
    #expect(
      try answer(#"{"p": ["1/2", "1/2"], "counts": [50000, 50100], \#(control)}"#).verdict
        == .inconclusive)
  }

  /// Found by fuzzing `serve`: twelve drafts of two tokens took minutes, since the cost of a path of
  /// enclosures grows with the cube of its length.
  @Test("product of uniforms: long chains are refused, not answered after minutes")
  func longProductOfUniforms() throws {
    func audit(_ rule: String, _ length: Int) throws -> AuditAnswer {
      try answer(
        #"{"rule": "\#(rule)", "gamma": \#(length), "p_tables": {"": ["1/2", "1/2"]}, "#
          + #""q_tables": {"": ["1/4", "3/4"]}}"#)
    }
    #expect(try audit("product-of-uniforms", 2).verdict == .notRational)
    #expect(try audit("token", 12).verdict == .lossless)
    let refused = try audit("product-of-uniforms", 12)
    #expect(refused.verdict == .refused)
    #expect(refused.lines == ["gamma: 2 tokens and 12 drafts give too many paths to enumerate"])
  }
}
