// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPK
import LinearPrograms
import Rationals
import TestSupport
import Testing

private func read(
  _ text: String, data: String? = nil, relaxing: Bool = false, trusting: Bool = false
) throws -> LinearProgram {
  try GMPLModel.read(
    GMPLText(Array(text.utf8), source: "test.mod"),
    data: data.map { GMPLText(Array($0.utf8), source: "test.dat") }, relaxing: relaxing,
    trusting: trusting)
}

private func message(_ body: () throws -> LinearProgram) -> String {
  do {
    return "\(try body())"
  } catch {
    return "\(error)"
  }
}

@Suite("GMPL models")
struct GMPLModelTests {
  private let diet = """
    set Food; param price{Food}; param energy{Food};
    var buy{f in Food} >= 0, <= 10.5;
    maximize idle: 0;
    minimize cost: sum{f in Food} price[f] * buy[f] + 0.1;
    s.t. need: sum{f in Food} energy[f] * buy[f] >= 1e-3;
    s.t. box: -1 <= buy['a'] - buy['b'] <= 1/3;
    """
  private let numbers = """
    data;
    set Food := a b;
    param price := a 0.1 b 2.5e-2;
    param energy := a 0.3 b 7;
    end;
    """

  @Test("doubles become the shortest decimals; the first objective counts, another is a row")
  func numbersAndRows() throws {
    let program = try read(diet, data: numbers)
    #expect(program.sense == .maximize && program.objectiveName == "idle")
    #expect(program.rows.map(\.name) == ["cost", "need", "box"])
    #expect(
      program.rows.map(\.lower) == [.none, .finite(Rational(1, 1000)), -1])
    #expect(program.rows.map(\.upper) == [.none, .none, .finite(Rational("0.3333333333333333")!)])
    #expect(
      program.variables == [
        .init("buy[a]", upper: .finite(Rational(21, 2))),
        .init("buy[b]", upper: .finite(Rational(21, 2))),
      ])
    #expect(
      program.columns[0] == [
        .init(row: 0, value: Rational(1, 10)), .init(row: 1, value: Rational(3, 10)),
        .init(row: 2, value: 1),
      ])
    #expect(try read(diet + numbers) == program)
    let single = try read(diet.replacing("maximize idle: 0;", with: ""), data: numbers)
    #expect(single.objectiveConstant == Rational(1, 10) && single.sense == .minimize)
    #expect(single.variables.map(\.cost) == [Rational(1, 10), Rational(1, 40)])
  }

  @Test("every double comes back as a number that rounds to it")
  func shortest() throws {
    try forAll("shortest decimals", cases: 200, { $0.awkwardRational().nearestDouble }) { double in
      let program = try read("var x; minimize c: \(double) * x; s.t. r: x >= 0; end;")
      let cost = program.variables[0].cost
      try demand(cost.nearestDouble == double, "\(cost) from \(double)")
      try demand(cost == Rational(double.description), "\(cost) from \(double)")
    }
  }

  @Test("integers are refused, or relaxed")
  func integers() throws {
    let text = "var x integer; var y binary; minimize c: x + y; end;"
    #expect(
      message { try read(text) } == "expected a linear program, found the integer variable x")
    #expect(try read(text, relaxing: true).variables.map(\.upper) == [.none, 1])
  }

  @Test(
    "mistakes are told in GLPK's words, with file and line",
    arguments: [
      ("var x;\nminimize c: y;\nend;", "test.mod:2: y not defined"),
      ("var x\nminimize c: x;\nend;", "test.mod:2: "),
      ("param p := 1/0;\nvar x;\nminimize c: p*x;\nend;", "test.mod:3: "),
      ("", "test.mod:0: "), ("\u{0}", "test.mod:1: "),
      ("set S;\nvar x{S};\nminimize c: sum{i in S} x[i]; end;", "test.mod:3: "),
      ("param p; var x >= p; minimize c: x;\nend;\n", "test.mod:1: "),
    ])
  func mistakes(_ text: String, _ words: String) {
    let message = message { try read(text) }
    #expect(message.hasPrefix(words), "\(message)")
    #expect(!message.contains("/proc/"), "\(message)")
  }

  @Test("a mistake in the data names the data")
  func mistakeInData() {
    let message = message { try read(diet, data: numbers.replacing("set Food", with: "set Fod")) }
    #expect(message.hasPrefix("test.dat:2: "), "\(message)")
  }

  @Test("what would fill the memory ends with an error")
  func memory() {
    let text = "set S := 1..1000000000; var x{S}; minimize c: sum{i in S} x[i]; end;"
    let message = message {
      try GMPLModel.read(GMPLText(Array(text.utf8), source: "test.mod"), memoryLimit: 16)
    }
    #expect(message.hasPrefix("test.mod: GLPK refused the model: "), "\(message)")
    #expect(message.contains("memory"), "\(message)")
  }

  @Test(
    "statements that touch files are refused before GLPK sees them",
    arguments: [
      "printf \"x\" > \"FILE\";", "printf{i in 1..2} \"%d\", i >> \"FILE\";",
      "printf\"x\"/* > */>'FILE';", "for {i in 1..2} { printf \"x\" > \"FILE\"; }",
      "table t{i in 1..2} OUT \"CSV\" \"FILE\": i;", "set S; table t IN 'CSV' 'FILE' : S <- [i];",
      "for {i in 1..2} { display i; } table t{i in 1..2} OUT \"CSV\" \"FILE\": i;",
      "printf if 1 > 2 then 'a' else 'b' > \"FILE\";",
      "#\n'#' ; table t{i in {1}} OUT 'CSV' 'F': i;",
    ])
  func files(_ statement: String) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "gmpl-\(UUID()).csv").path()
    let text = "var x;\n\(statement.replacing("FILE", with: path))\nminimize c: x;\nend;"
    let message = message { try read(text) }
    #expect(message.contains("expected a statement that touches no files"), "\(message)")
    #expect(message.hasPrefix("test.mod:"), "\(message)")
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("a trusted model may write")
  func trusted() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "gmpl-\(UUID()).txt").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try read(
      "var x; printf \"%d\", 7 > \"\(path)\"; minimize c: x; end;", trusting: true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "7")
  }

  @Test(
    "harmless statements are not refused, and print nothing",
    arguments: [
      "printf \"a > b\";", "printf{i in 1..3: i > 1} \"%d\", i;", "display 1 > 0;",
      "printf \"%d\", (if 2 > 1 then 1 else 0);", "printf \"%d\", if 2 > 1 then 1 else 0;",
      "check 2 > 1;", "# printf > 'f';", "/* table */",
      "solve; printf \"x\" > \"/proc/never\"; table t{i in 1..2} OUT 'CSV' '/proc/never': i;",
    ])
  func harmless(_ statement: String) throws {
    let program = try read("var x; minimize c: x; \(statement)\nend;")
    #expect(program.variables == [.init("x", lower: .none, cost: 1)])
  }

  @Test("a damaged model is read or refused, and nothing else")
  func damaged() throws {
    let text = diet + numbers
    try forAll(
      "damaged GMPL models", cases: 300,
      { choices in
        var bytes = Array(text.utf8)
        for _ in 0..<choices.integer(in: 1...3) {
          bytes[choices.integer(in: 0...(bytes.count - 1))] = UInt8(choices.integer(in: 0...255))
        }
        return bytes
      }
    ) { bytes in
      do {
        _ = try GMPLModel.read(GMPLText(bytes, source: "damaged.mod"), relaxing: true)
      } catch {
        try demand(!"\(error)".contains("/proc/"), "\(error)")
      }
    }
  }
}
