// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import LinearPrograms
import Rationals
import Testing

private func read(_ text: String, relaxing: Bool = false) throws -> LinearProgram {
  try LinearProgram(lp: Array(text.utf8), source: "test.lp", relaxing: relaxing)
}

/// The only row of a program with the variables x and y.
private func row(_ text: String) throws -> LinearProgram.Row {
  try #require(read("min\n 0 x + 0 y\nst\n\(text)\nend").rows.first)
}

/// The bounds of x after a bounds section.
private func bounds(_ text: String) throws -> [Bound] {
  let variable = try read("min\n x + y\nst\nbounds\n\(text)\nend").variables[0]
  return [variable.lower, variable.upper]
}

@Suite("Reading the LP format")
struct LPReaderTests {
  @Test("a program with everything in it")
  func everything() throws {
    let program = try read(
      """
      \\Problem name: all of it
      \\* a comment *\\
      MAXIMIZE
        profit: 1/3 x + 0.1 y - 2.5e3z + 7   \\ constants are allowed
      Subject To
        first: x + 2 y
          + 3 z <= 4
        - x >= -2
        both: -1 <= x + y - x <= 4
        single: 2 <= x
        moved: x + 5 = 2
      Bounds
        x <= 4
        -3 <= y <= 4.5
        z free
      End
      """)
    #expect(program.name == "all of it")
    #expect(program.sense == .maximize)
    #expect(program.objectiveName == "profit")
    #expect(program.objectiveConstant == 7)
    #expect(program.variables.map(\.name) == ["x", "y", "z"])
    #expect(program.variables.map(\.cost) == [Rational(1, 3), Rational(1, 10), -2500])
    #expect(program.rows.map(\.name) == ["first", "r.2", "both", "single", "moved"])
    #expect(program.rows.map(\.lower) == [.none, -2, -1, 2, -3])
    #expect(program.rows.map(\.upper) == [4, .none, 4, .none, -3])
    #expect(
      program.columns == [
        [.init(row: 0, value: 1), .init(row: 1, value: -1), .init(row: 3, value: 1)]
          + [.init(row: 4, value: 1)],
        [.init(row: 0, value: 2), .init(row: 2, value: 1)], [.init(row: 0, value: 3)],
      ])
    #expect(program.variables.map(\.lower) == [0, -3, .none])
    #expect(program.variables.map(\.upper) == [4, .finite(Rational(9, 2)), .none])
  }

  @Test(
    "senses", arguments: ["min", "Minimize", "MINIMUM", "minimise", "max", "MaXiMiZe", "maximum"])
  func senses(_ word: String) throws {
    let program = try read("\(word) x\nst\nend")
    #expect(program.sense == (word.lowercased().hasPrefix("min") ? .minimize : .maximize))
    #expect(program.objectiveName == "obj")
  }

  @Test(
    "the word before the rows",
    arguments: ["st", "s.t.", "ST.", "Subject To", "subject   to", "SUCH THAT"])
  func rowsWord(_ word: String) throws {
    #expect(try read("min x\n\(word)\n x >= 1\nend").rows.count == 1)
  }

  @Test(
    "coefficients",
    arguments: [
      ("x", 1), ("- x", -1), ("+ x", 1), ("- - x", 1), ("+ - + x", -1), ("2x", 2), ("2 x", 2),
      ("1/3 x", Rational(1, 3)), ("1/3x", Rational(1, 3)), ("-2/4 x", Rational(-1, 2)),
      ("0.1 x", Rational(1, 10)), (".5x", Rational(1, 2)), ("2. x", 2), ("2.5e3 x", 2500),
      ("2.5E-1x", Rational(1, 4)), ("1e+2 x", 100), ("x + x", 2), ("2 x - 1/2 x", Rational(3, 2)),
      ("3\n x", 3), ("0x", 0),
      ("123456789012345678901234567890 x", Rational("123456789012345678901234567890")!),
    ] as [(String, Rational)])
  func coefficients(_ text: String, _ value: Rational) throws {
    #expect(try read("min \(text)\nst\nend").variables.map(\.cost) == [value])
    #expect(
      try read("min\nst\n c: \(text) >= 1\nend").columns
        == [value.isZero ? [] : [.init(row: 0, value: value)]])
  }

  @Test("names like numbers and words")
  func names() throws {
    let names = [
      "e3", "E", "e1e", "_x", "a.b", "!", "\"q\"", "x(1,2)", "End2", "x#", "~", "@", "a|b",
      "x/3", "a/b/",
    ]
    let program = try read("min " + names.joined(separator: " + ") + "\nst\n st: + st >= 1\nend")
    #expect(program.variables.map(\.name) == names + ["st"])
    #expect(program.rows.map(\.name) == ["st"])
    #expect(try read("min 2 e3 + 3 e\nst\nend").variables.map(\.cost) == [2, 3])
  }

  @Test(
    "rows",
    arguments: [
      ("x <= 4", .none, 4), ("x < 4", .none, 4), ("x =< 4", .none, 4), ("x >= 4", 4, .none),
      ("x > -4", -4, .none), ("x => 4", 4, .none), ("x = 4", 4, 4), ("4 >= x", .none, 4),
      ("4 <= x", 4, .none), ("4 = x", 4, 4), ("1 <= x <= 4", 1, 4), ("4 >= x >= 1", 1, 4),
      ("1 < x + y + 1 < 4", 0, 3), ("4 <= x <= 1", 4, 1), ("-inf <= x <= 4", .none, 4),
      ("1 <= x <= +Infinity", 1, .none), ("x >= -inf", .none, .none), ("x <= inf", .none, .none),
      ("x + 3 >= 5", 2, .none), ("x <= 1e30", .none, .finite(Rational("1e30")!)),
      ("c: 0 x >= 1", 1, .none), ("x\n >=\n 4", 4, .none),
    ] as [(String, Bound, Bound)])
  func rows(_ text: String, _ lower: Bound, _ upper: Bound) throws {
    let row = try row(text)
    #expect(row.lower == lower)
    #expect(row.upper == upper)
  }

  @Test(
    "bounds",
    arguments: [
      ("x <= 4", [0, 4]), ("x >= -3", [-3, .none]), ("-3 <= x <= 4", [-3, 4]), ("x = 5", [5, 5]),
      ("4 >= x >= -3", [-3, 4]), ("3 <= x", [3, .none]), ("x free", [.none, .none]),
      ("x FREE", [.none, .none]), ("-inf <= x", [.none, .none]),
      ("x >= -infinity", [.none, .none]),
      ("x <= -2", [0, -2]), ("-Inf <= x <= 4", [.none, 4]), ("x >= 1\nx <= 2", [1, 2]),
      ("x <= 1/3", [0, .finite(Rational(1, 3))]), ("0 <= x <= +inf", [0, .none]),
      ("5 = x", [5, 5]),
      ("- - 2 <= x", [2, .none]),
    ] as [(String, [Bound])])
  func boundsSection(_ text: String, _ expected: [Bound]) throws {
    #expect(try bounds(text) == expected)
  }

  @Test("variables that appear only with 0 are there, in order of first appearance")
  func order() throws {
    let program = try read("min z + 0 y\nst\n x + y >= 1\n 0 w <= 2\nend")
    #expect(program.variables.map(\.name) == ["z", "y", "x", "w"])
    #expect(program.nonzeroCount == 2)
  }

  @Test("the name is in one of the comments that open the text")
  func titles() throws {
    let text = "min x\nst\nend"
    #expect(try read("\\ENCODING=ISO-8859-1\r\n\\Problem name: a b\r\n\r\n" + text).name == "a b")
    #expect(try read("\n\\Problem name: a\n" + text).name == "")
    #expect(try read("min x\n\\Problem name: a\nst\nend").name == "")
    #expect(try read("\\Problem name: \n" + text).name == "")
  }

  @Test("no objective, no rows, Windows line ends")
  func sparse() throws {
    let empty = try read("min\r\n obj:\r\nst\r\nend\r\n")
    #expect(empty == LinearProgram(sense: .minimize))
    #expect(try read("max 5\nst\nend").objectiveConstant == 5)
    #expect(try read("min x\nst\nc1: x >= 1 c2: x <= 2\nend").rows.count == 2)
    #expect(try read("min x\nst\n 2 <= x + 3\n c2: x >= 1\nend").rows.map(\.lower) == [-1, 1])
  }

  @Test("a person is told what may surprise")
  func notes() throws {
    func notes(_ text: String) throws -> [String] {
      var notes: [String] = []
      _ = try LinearProgram(lp: Array(text.utf8), source: "test.lp") { notes.append($0) }
      return notes
    }
    #expect(try notes("min 1/3 x + a/b\nst\nbounds\n x >= -5\nend") == [])
    #expect(
      try notes("min y + x/3\nst\nend")
        == ["x/3 is a name here; a fraction stands before its variable: 1/3 x"])
    #expect(
      try notes("min x\nst\nbounds\n x <= -2\nend")
        == ["x: the upper bound is below the lower bound, 0 unless stated otherwise"])
    #expect(
      try notes("min x\nst\nbounds\n x <= 1e30\nend")
        == ["x: a bound of 1e20 or more is a number here; inf means no bound"])
  }

  @Test("integer variables are relaxed on request")
  func relaxing() throws {
    let text = "min x + y + z\nst\n x + y >= 1\ngeneral\n x\nbinary\n y z\nend"
    let program = try read(text, relaxing: true)
    #expect(program.variables.map(\.upper) == [.none, 1, 1])
  }
}
