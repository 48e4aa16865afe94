// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import LPWriting
import LinearPrograms
import Rationals
import TestSupport
import Testing

@Suite("Writing the LP format")
struct LPRoundTripTests {
  @Test("what was written is read back, to the last digit and in order")
  func roundTrip() throws {
    try forAll("read ∘ write is the identity", cases: 2000, { $0.linearProgram() }) { program in
      let text = try program.lpText()
      let back = try LinearProgram(lp: Array(text.utf8), source: "written.lp")
      try demand(back == program, "read back as \(back)\nfrom\n\(text)")
      try demand(back.fingerprint == program.fingerprint, "another fingerprint")
      try demand(text.split(separator: "\n").allSatisfy { $0.utf8.count < 400 }, "long lines")
    }
  }

  @Test("decimals are exact or refused")
  func decimals() throws {
    try forAll("read ∘ write decimals", cases: 1000, { $0.linearProgram() }) { program in
      do {
        let text = try program.lpText(numbers: .decimals)
        try demand(!text.replacing("x/3", with: "").contains("/"), "a fraction in \(text)")
        let back = try LinearProgram(lp: Array(text.utf8), source: "written.lp")
        try demand(back == program, "read back as \(back)\nfrom\n\(text)")
      } catch let error as FormatError {
        try demand("\(error)".contains("is no finite decimal"), "\(error)")
      }
    }
  }

  @Test("a damaged file is read or refused, and nothing else")
  func damaged() throws {
    try forAll(
      "damaged LP files", cases: 3000,
      { choices in
        let text = try choices.linearProgram().lpText()
        return choices.damaged(text)
      }
    ) { bytes in
      do {
        _ = try LinearProgram(lp: bytes, source: "damaged.lp")
      } catch {
        try demand("\(error)".contains("damaged.lp:"), "no place in \(error)")
      }
    }
  }

  @Test("the text is what a person would write")
  func text() throws {
    var program = LinearProgram(name: "diet", sense: .minimize, objectiveConstant: 5)
    program.addRow("need", lower: 1)
    program.addRow("box", lower: -1, upper: .finite(Rational(1, 2)))
    program.addRow("idle")
    program.addVariable("x", cost: Rational(1, 3), entries: [.init(row: 0, value: 1)])
    program.addVariable(
      "y", lower: .none, cost: -1,
      entries: [.init(row: 0, value: Rational(-2, 3)), .init(row: 1, value: 2)])
    program.addVariable("z", upper: -3, entries: [])
    #expect(
      try program.lpText() == """
        \\Problem name: diet
        Minimize
         obj: 1/3 x - y + 0 z + 5
        Subject To
         need: x - 2/3 y >= 1
         box: -1 <= 2 y <= 1/2
         idle: 0 x >= -inf
        Bounds
         y free
         0 <= z <= -3
        End

        """)
  }

  @Test(
    "names that the format would misread are refused",
    arguments: [
      "", "1x", ".x", "a b", "free", "Inf", "infinity", "END", "st", "max", "/b", "lazy", "x+y",
      "é", "x:",
    ])
  func names(_ name: String) {
    var program = LinearProgram(sense: .minimize)
    program.addVariable(name, entries: [])
    let error = #expect(throws: FormatError.self) { try program.lpText() }
    #expect(error?.reason == "\"\(name)\" cannot name a variable")
  }

  @Test("two things of one name are refused")
  func duplicates() {
    var program = LinearProgram(sense: .minimize)
    program.addRow("c")
    program.addRow("c")
    let error = #expect(throws: FormatError.self) { try program.lpText() }
    #expect(error?.reason == "two rows are named c")
  }
}
