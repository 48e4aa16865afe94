// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import LPWriting
import LinearPrograms
import Rationals
import TestSupport
import Testing

private func read(_ text: String, relaxing: Bool = false) throws -> LinearProgram {
  try ModelFormat.json.read(bytes: Array(text.utf8), source: "test.json", relaxing: relaxing)
}

/// A model with these members beside the format.
private func model(_ members: String) -> String {
  "{\"format\": \"spechub-lp 1\", \(members)}"
}

@Suite("Models in JSON")
struct JSONModelTests {
  @Test("what was written is read back, whatever the names", arguments: Choices.Vocabulary.allCases)
  func roundTrip(_ vocabulary: Choices.Vocabulary) throws {
    try forAll(
      "JSON, \(vocabulary) names", cases: vocabulary == .any ? 1000 : 250,
      { $0.linearProgram(vocabulary) }
    ) {
      program in
      let text = try ModelFormat.json.text(of: program)
      let back = try read(text)
      try demand(back == program, "read back as \(back)\nfrom\n\(text)")
    }
  }

  @Test("a damaged file is read or refused, and nothing else")
  func damaged() throws {
    try forAll(
      "damaged JSON models", cases: 1500,
      { choices in
        let program = choices.linearProgram(choices.pick(from: Choices.Vocabulary.allCases))
        return choices.damaged(try ModelFormat.json.text(of: program))
      }
    ) { bytes in
      do {
        _ = try ModelFormat.json.read(bytes: bytes, source: "damaged.json", relaxing: true)
      } catch {
        try demand("\(error)".contains("damaged.json:"), "no place in \(error)")
      }
    }
  }

  @Test("a program with everything in it")
  func everything() throws {
    let program = try read(
      model(
        """
        "name": "all", "sense": "maximize", "note": "of it",
        "variables": ["x", {"name": "y", "lower": null, "upper": "7/2", "integer": false}, "z"],
        "objective": {"name": "profit", "constant": 5, "terms": {"x": "1/3", "y": -0.1}},
        "rows": [{"name": "a", "lower": 1, "terms": {"z": 1, "x": "0x1p-1"}},
                 {"equals": 2, "terms": [[1, 1], ["x", 3]]}, {"upper": null, "note": 3}]
        """))
    #expect(program.name == "all" && program.sense == .maximize)
    #expect(program.objectiveName == "profit" && program.objectiveConstant == 5)
    #expect(
      program.variables == [
        .init("x", cost: Rational(1, 3)),
        .init("y", lower: .none, upper: .finite(Rational(7, 2)), cost: Rational(-1, 10)),
        .init("z"),
      ])
    #expect(
      program.rows == [.init("a", lower: 1), .init("r.2", lower: 2, upper: 2), .init("r.3")])
    #expect(
      program.columns == [
        [.init(row: 0, value: Rational(1, 2)), .init(row: 1, value: 3)],
        [.init(row: 1, value: 1)], [.init(row: 0, value: 1)],
      ])
    #expect(try read(model("\"variables\": []")) == LinearProgram(sense: .minimize))
  }

  @Test("the text is what a person would write")
  func text() throws {
    var program = LinearProgram(name: "diet", sense: .minimize, objectiveConstant: 5)
    program.addRow("need", lower: 1)
    program.addRow("same", lower: 2, upper: 2)
    program.addVariable(
      "x", cost: Rational(1, 3), entries: [.init(row: 0, value: 1), .init(row: 1, value: -1)])
    program.addVariable("y", lower: .none, upper: 4, entries: [])
    #expect(
      try ModelFormat.json.text(of: program) == """
        {
          "format": "spechub-lp 1",
          "name": "diet",
          "sense": "minimize",
          "variables": [
            "x",
            {
              "name": "y",
              "lower": null,
              "upper": 4
            }
          ],
          "objective": {
            "name": "obj",
            "constant": 5,
            "terms": {
              "x": "1/3"
            }
          },
          "rows": [
            {
              "name": "need",
              "lower": 1,
              "terms": {
                "x": 1
              }
            },
            {
              "name": "same",
              "equals": 2,
              "terms": {
                "x": -1
              }
            }
          ]
        }

        """)
  }

  @Test(
    "refusals, with the path",
    arguments: [
      ("[]", "expected an object, found an array"),
      ("{}", "format: this key is missing"),
      ("{\"format\": \"mps\"}", "format: expected \"spechub-lp 1\", found \"mps\""),
      (model("\"rows\": []"), "variables: this key is missing"),
      (
        model("\"variables\": [], \"columns\": []"),
        "unknown key \"columns\"; known are format, name, sense, variables, objective, rows"
      ),
      (
        model("\"variables\": [], \"sense\": \"max\""),
        "sense: expected \"minimize\" or \"maximize\", found \"max\""
      ),
      (
        model("\"variables\": [{\"name\": \"x\", \"uper\": 4}]"),
        "variables[0]: unknown key \"uper\"; known are name, lower, upper, integer"
      ),
      (
        model("\"variables\": [\"x\", {\"name\": \"y\", \"integer\": true}]"),
        "variables[1].integer: expected a linear program (integers may be relaxed), "
          + "found an integer variable"
      ),
      (
        model("\"variables\": [\"x\"], \"rows\": [{\"equals\": 1, \"lower\": 0}]"),
        "rows[0].equals: \"equals\" stands beside \"lower\" or \"upper\""
      ),
      (
        model("\"variables\": [\"x\"], \"rows\": [{\"terms\": {\"x\": 1, \"y\": 2}}]"),
        "rows[0].terms.y: expected the name of one variable, found \"y\""
      ),
      (
        model("\"variables\": [\"x\", \"x\"], \"objective\": {\"terms\": {\"x\": 1}}"),
        "objective.terms.x: expected the name of one variable, found \"x\""
      ),
      (
        model("\"variables\": [\"x\"], \"objective\": {\"terms\": [[1, 1]]}"),
        "objective.terms[0][0]: expected a place from 0 to 0, found 1"
      ),
      (
        model("\"variables\": [\"x\"], \"objective\": {\"terms\": [[0, 1], [\"x\", 1]]}"),
        "objective.terms[1][0]: this variable comes twice"
      ),
      (
        model("\"variables\": [\"x\"], \"objective\": {\"terms\": [[0]]}"),
        "objective.terms[0]: expected a variable and a number, found 1 elements"
      ),
      (
        model("\"variables\": [\"x\"], \"objective\": {\"terms\": {\"x\": \"one\"}}"),
        "objective.terms.x: expected a number such as 0.25, \"1/4\" or \"0x1p-2\", found \"one\" "
          + "(expected a digit at character 1)"
      ),
    ])
  func refusals(_ text: String, _ message: String) {
    do {
      Issue.record("read as \(try read(text))")
    } catch {
      #expect("\(error)" == "test.json: " + message)
    }
  }

  @Test("integers are relaxed on request")
  func relaxing() throws {
    let text = model("\"variables\": [{\"name\": \"x\", \"integer\": true}]")
    #expect(try read(text, relaxing: true).variables == [.init("x")])
  }
}
