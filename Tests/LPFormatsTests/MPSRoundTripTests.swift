// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import LPWriting
import LinearPrograms
import Rationals
import TestSupport
import Testing

private func read(_ text: String) throws -> LinearProgram {
  try LinearProgram(mps: Array(text.utf8), source: "written.mps")
}

@Suite("Writing the MPS format")
struct MPSRoundTripTests {
  @Test(
    "what was written is read back, to the last digit and in order",
    arguments: [Choices.Vocabulary.plain, .dense, .short])
  func roundTrip(_ vocabulary: Choices.Vocabulary) throws {
    var written = 0
    try forAll("MPS, \(vocabulary) names", cases: 500, { $0.linearProgram(vocabulary) }) {
      program in
      let text: String
      do {
        text = try program.mpsText()
      } catch let error as FormatError {
        // The two things that MPS cannot say.
        let crosses = program.rows.contains { row in
          guard let lower = row.lower.value, let upper = row.upper.value else { return false }
          return lower > upper
        }
        let isAmbiguous = vocabulary == .short && error.reason.contains("read in the free form")
        return try demand(crosses && error.reason.contains("cross") || isAmbiguous, "\(error)")
      }
      let back = try read(text)
      try demand(back == program, "read back as \(back)\nfrom\n\(text)")
      try demand(back.fingerprint == program.fingerprint, "another fingerprint")
      written += 1
    }
    #expect(written > scaled(150))
  }

  @Test("decimals are exact or refused")
  func decimals() throws {
    try forAll("MPS decimals", cases: 500, { $0.linearProgram() }) { program in
      do {
        let text = try program.mpsText(numbers: .decimals)
        try demand(!text.replacing("x/3", with: "").contains("/"), "a fraction in \(text)")
        try demand(try read(text) == program, "not read back from\n\(text)")
      } catch let error as FormatError {
        let reason = error.reason
        try demand(reason.contains("is no finite decimal") || reason.contains("cross"), reason)
      }
    }
  }

  @Test("a damaged file is read or refused, and nothing else")
  func damaged() throws {
    try forAll(
      "damaged MPS files", cases: 1500,
      { choices in
        let program = choices.linearProgram(choices.pick(from: [.plain, .dense, .short]))
        guard let text = try? program.mpsText() else { throw Discard() }
        return choices.damaged(text)
      }
    ) { bytes in
      do {
        _ = try LinearProgram(mps: bytes, source: "damaged.mps", relaxing: true)
      } catch {
        try demand("\(error)".contains("damaged.mps:"), "no place in \(error)")
      }
    }
  }

  private static let diet: LinearProgram = {
    var program = LinearProgram(name: "diet", sense: .maximize, objectiveConstant: 5)
    program.addRow("need", lower: 1)
    program.addRow("box", lower: -1, upper: .finite(Rational(1, 2)))
    program.addRow("idle")
    program.addRow("same", lower: 2, upper: 2)
    program.addVariable("x", cost: Rational(1, 3), entries: [.init(row: 0, value: 1)])
    program.addVariable("y", lower: .none, cost: -1, entries: [.init(row: 1, value: 2)])
    program.addVariable("z", upper: -3, entries: [])
    return program
  }()

  @Test("the text stands at the columns of the fixed form")
  func text() throws {
    let text = """
      NAME          diet
      OBJSENSE
          MAX
      ROWS
       N  obj
       G  need
       L  box
       N  idle
       E  same
      COLUMNS
          x         obj       1/3
          x         need      1
          y         obj       -1
          y         box       2
          z         obj       0
      RHS
          RHS       obj       -5
          RHS       need      1
          RHS       box       1/2
          RHS       same      2
      RANGES
          RNG       box       3/2
      BOUNDS
       FR BND       y
       LO BND       z         0
       UP BND       z         -3
      ENDATA

      """
    #expect(try Self.diet.mpsText() == text)
    #expect(try Self.diet.mpsText(form: .fixed) == text)
    var blank = Self.diet
    blank.addVariable("a b", entries: [])
    #expect(try blank.mpsText().contains("\n    a b       obj       0\n"))
  }

  @Test(
    "names that the form would misread are refused",
    arguments: [
      ("", MPSForm.free), ("a b", .free), ("a\tb", .free), ("a\n", .free), ("'MARKER'", .free),
      ("", .fixed), ("ninebytes", .fixed), ("äöüßé", .fixed), (" a", .fixed), ("a ", .fixed),
      ("a\tb", .fixed), ("'MARKER'", .fixed),
    ])
  func names(_ name: String, _ form: MPSForm) {
    var program = LinearProgram(sense: .minimize)
    program.addVariable(name, entries: [])
    let error = #expect(throws: FormatError.self) { try program.mpsText(form: form) }
    #expect(error?.reason == "\"\(name)\" cannot name a variable")
  }

  @Test("what the format cannot say is refused, with the reason")
  func refusals() {
    func reason(_ program: LinearProgram, _ form: MPSForm? = nil) -> String? {
      #expect(throws: FormatError.self) { try program.mpsText(form: form) }?.description
    }
    var program = LinearProgram(sense: .minimize)
    program.addRow("c", lower: 2, upper: 1)
    #expect(
      reason(program) == "cannot be written as free MPS: the bounds of row c cross: 2 and 1")
    program = LinearProgram(sense: .minimize)
    program.addRow("obj")
    #expect(reason(program) == "cannot be written as free MPS: two rows are named obj")
    program = LinearProgram(name: " a", sense: .minimize)
    #expect(reason(program)?.hasSuffix("begins or ends with a blank") == true)
    program = LinearProgram(name: "a\nb", sense: .minimize)
    #expect(reason(program)?.hasSuffix("has control characters") == true)
    // Read by white space, this is a column x with 5 in obj and 3 in r.
    program = LinearProgram(sense: .minimize)
    program.addRow("r")
    program.addVariable("x obj 5", entries: [.init(row: 0, value: 3)])
    #expect(reason(program)?.hasSuffix("read in the free form, as another program") == true)
  }
}
