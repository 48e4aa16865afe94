// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import LinearPrograms
import Rationals
import Testing

private func read(_ text: String, relaxing: Bool = false) throws -> LinearProgram {
  try LinearProgram(mps: Array(text.utf8), source: "test.mps", relaxing: relaxing)
}

/// The bounds of x after a bounds section.
private func bounds(_ lines: String, relaxing: Bool = false) throws -> [Bound] {
  let text = "NAME\nROWS\n N c\nCOLUMNS\n x c 1\n y c 1\nBOUNDS\n\(lines)\nENDATA\n"
  let variable = try read(text, relaxing: relaxing).variables[0]
  return [variable.lower, variable.upper]
}

@Suite("Reading the MPS format")
struct MPSReaderTests {
  /// Everything at its column, so that both forms read it.
  static let everything = """
    * a comment
    NAME          all of it
    OBJSENSE
        MAX
    ROWS
     N  profit
     L  less
     G  greater
     E  equal
     N  idle

    COLUMNS
        x         profit             1/3   less                 1
        x         greater           -0.5
    * another
        y         less            2.5E-3   equal                2
        y         idle                 7
        empty     profit               0
    RHS
        RHS       less                 4   equal             -1/7
        RHS       profit             -12
    RANGES
        RNG       less                 3   greater            2.5
        RNG       equal               -1
    BOUNDS
     UP BND       x                    4
     FR BND       y
    ENDATA
    """

  @Test(
    "a program with everything in it",
    arguments: [
      everything, everything.replacing("\n", with: "\r\n"),
      everything.replacing(#/ {3,}/#, with: "\t "), everything.replacing("RHS   ", with: ""),
      everything.replacing("OBJSENSE\n    MAX", with: "OBJSENSE MAX"),
      everything.replacing("x   ", with: "x 1 ").replacing("less", with: "le ss"),
    ])
  func wholeProgram(_ text: String) throws {
    let hasBlanks = text.contains("le ss")
    let program = try read(text)
    #expect(program.name == "all of it")
    #expect(program.sense == .maximize)
    #expect(program.objectiveName == "profit")
    #expect(program.objectiveConstant == 12)
    #expect(
      program.rows.map(\.name) == [hasBlanks ? "le ss" : "less", "greater", "equal", "idle"])
    #expect(program.rows.map(\.lower) == [1, 0, .finite(Rational(-8, 7)), .none])
    #expect(
      program.rows.map(\.upper)
        == [4, .finite(Rational(5, 2)), .finite(Rational(-1, 7)), .none])
    #expect(program.variables.map(\.name) == [hasBlanks ? "x 1" : "x", "y", "empty"])
    #expect(program.variables.map(\.cost) == [Rational(1, 3), 0, 0])
    #expect(program.variables.map(\.lower) == [0, .none, 0])
    #expect(program.variables.map(\.upper) == [4, .none, .none])
    #expect(
      program.columns == [
        [.init(row: 0, value: 1), .init(row: 1, value: Rational(-1, 2))],
        [.init(row: 0, value: Rational(1, 400)), .init(row: 2, value: 2), .init(row: 3, value: 7)],
        [],
      ])
  }

  @Test(
    "bounds",
    arguments: [
      ("UP b x 4", [0, 4]), ("UP x 4", [0, 4]), ("LO b x -3", [-3, .none]), ("FX b x 5", [5, 5]),
      ("FR b x", [.none, .none]), ("FR x", [.none, .none]), ("MI b x", [.none, .none]),
      ("MI x 0", [.none, .none]), ("MI b x 0", [.none, .none]), ("PL b x", [0, .none]),
      ("UP b x 0", [0, 0]), ("UP b x -2", [.none, -2]), ("UP b x -2\n LO b x -3", [-3, -2]),
      ("LO b x 0\n UP b x -2", [0, -2]), ("MI b x\n UP b x 4", [.none, 4]),
      ("up b x 1/3", [0, .finite(Rational(1, 3))]), ("LO b x -inf", [.none, .none]),
      ("UP b x Inf\n LO b x 1", [1, .none]), ("UP b x 1e30", [0, .finite(Rational("1e30")!)]),
      ("LO y 7", [0, .none]), ("UP x x 4", [0, 4]),
    ] as [(String, [Bound])])
  func boundsSection(_ lines: String, _ expected: [Bound]) throws {
    #expect(try bounds(" " + lines) == expected)
  }

  @Test(
    "bounds of integers, relaxed",
    arguments: [
      ("BV b x", [0, 1]), ("LI b x 2", [2, .none]), ("UI b x 7", [0, 7]),
      ("UI b x -7", [.none, -7]),
    ] as [(String, [Bound])])
  func integerBounds(_ line: String, _ expected: [Bound]) throws {
    #expect(try bounds(" " + line, relaxing: true) == expected)
  }

  @Test("ranges follow the sign", arguments: [("E", 2), ("E", -2), ("E", 0), ("L", -2), ("G", -2)])
  func ranges(_ type: String, _ range: Int) throws {
    let row = try read(
      "NAME\nROWS\n N c\n \(type) r\nCOLUMNS\n x r 1\nRHS\n r 5\nRANGES\n r \(range)\nENDATA"
    ).rows[0]
    let expected: [Bound] =
      switch (type, range) {
      case ("E", 0): [5, 5]
      case ("E", 2), ("G", _): [5, 7]
      default: [3, 5]
      }
    #expect([row.lower, row.upper] == expected)
  }

  @Test("integers between markers are relaxed; those without bounds are binary")
  func markers() throws {
    let text = """
      NAME
      ROWS
       N c
      COLUMNS
       w c 1
       M1 'MARKER' 'INTORG'
       x c 1
       y c 1
       M2 'MARKER' 'INTEND'
       z c 1
      BOUNDS
       LO y 2
      ENDATA
      """
    let program = try read(text, relaxing: true)
    #expect(program.variables.map(\.lower) == [0, 0, 2, 0])
    #expect(program.variables.map(\.upper) == [.none, 1, .none, .none])
    #expect(throws: ParseError.self) { try read(text) }
  }

  @Test("the objective is the first N row, or the one that OBJNAME names")
  func objectives() throws {
    let text = "ROWS\n N a\n L r\n N b\nCOLUMNS\n x a 1 r 2\n x b 3\nENDATA"
    let first = try read(text)
    #expect(first.objectiveName == "a" && first.rows.map(\.name) == ["r", "b"])
    #expect(first.columns == [[.init(row: 0, value: 2), .init(row: 1, value: 3)]])
    #expect(first.variables[0].cost == 1)
    let named = try read("OBJNAME\n b\n" + text)
    #expect(named.objectiveName == "b" && named.rows.map(\.name) == ["a", "r"])
    #expect(named.columns == [[.init(row: 0, value: 1), .init(row: 1, value: 2)]])
    #expect(named.variables[0].cost == 3)
    #expect(try read("OBJNAME b\n" + text) == named)
  }

  @Test("sections may be empty")
  func empty() throws {
    let program = try read("NAME\nROWS\n N obj\nCOLUMNS\nRHS\nRANGES\nBOUNDS\nENDATA\n")
    #expect(program == LinearProgram(sense: .minimize))
  }

  @Test("a person is told what may surprise")
  func notes() throws {
    func notes(_ rows: String, _ bounds: String) throws -> [String] {
      var notes: [String] = []
      let text = "ROWS\n\(rows)\nCOLUMNS\n x r 1\n y r 1\nBOUNDS\n\(bounds)\nENDATA"
      _ = try LinearProgram(mps: Array(text.utf8), source: "test.mps") { notes.append($0) }
      return notes
    }
    #expect(try notes(" N c\n L r", " UP x 4") == [])
    #expect(try notes(" L r", "") == ["there is no row of type N: the objective is 0"])
    let dropped = "a negative upper bound and no lower one; the lower bound 0 is dropped"
    #expect(try notes(" N r", " UP x -4") == ["x: \(dropped)"])
    #expect(try notes(" N r", " UP x -4\n UP y -1") == ["x (and 1 more): \(dropped)"])
    #expect(
      try notes(" N r", " LO y -1e30")
        == ["y: a bound of 1e20 or more is a number here; inf means no bound"])
  }

  @Test("comments behind $, and columns without a name in the fixed form")
  func oldHabits() throws {
    let text = """
      ROWS
       N  cost      $ of everything
       L  r 1       $
       G  r2
      COLUMNS
          x         cost                 1   r 1                  2
                    r2                   3   $ another row
      RHS
                    r 1                  4   $ nothing
      BOUNDS
       UP           x                    5   $ 6
      ENDATA
      """
    let program = try read(text)
    #expect(program.rows == [.init("r 1", upper: 4), .init("r2", lower: 0)])
    #expect(program.variables == [.init("x", upper: 5, cost: 1)])
    #expect(program.columns == [[.init(row: 0, value: 2), .init(row: 1, value: 3)]])
    let named = try read("ROWS\n N $\n L r\nCOLUMNS\n x r 2 $ 3\nENDATA")
    #expect(named.variables[0].cost == 3 && named.objectiveName == "$")
  }

  @Test("numbers of any length at the end of a line in the fixed form")
  func longNumbers() throws {
    let value = "-1000000000001/1000000000000"
    let program = try read(
      "NAME\nROWS\n N  a b\nCOLUMNS\n    x y       a b       \(value)\nENDATA")
    #expect(program.variables == [.init("x y", cost: Rational(value)!)])
  }
}
