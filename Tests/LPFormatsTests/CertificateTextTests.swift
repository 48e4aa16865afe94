// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Foundation
import LPFormats
import LinearPrograms
import Rationals
import TestSupport
import Testing

private let diet: LinearProgram = {
  var program = LinearProgram(sense: .minimize, objectiveName: "cost")
  program.addRow("need", lower: 1)
  program.addRow("have", lower: .finite(Rational(1, 2)))
  program.addVariable("x", cost: 3, entries: [.init(row: 0, value: 1), .init(row: 1, value: 2)])
  program.addVariable("y", cost: 2, entries: [.init(row: 0, value: 3), .init(row: 1, value: 1)])
  return program
}()

private let proof = Outcome.optimal(
  OptimalityCertificate(
    primal: [Rational(1, 10), Rational(3, 10)], multipliers: [Rational(1, 5), Rational(7, 5)]))

private func read(_ text: String) throws -> CertificateClaim {
  try CertificateText.read(Array(text.utf8), source: "test.cert", for: diet)
}

@Suite("Certificates as text")
struct CertificateTextTests {
  private let text = CertificateText.write(proof, for: diet)

  @Test("the example of the specification is valid, and what we write")
  func specification() throws {
    let article = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/LPFormats/LPFormats.docc/CertificateFormat.md")
    let blocks = try String(contentsOf: article, encoding: .utf8).components(separatedBy: "```\n")
    try #require(blocks.count == 5)
    let program = try LinearProgram(lp: Array(blocks[1].utf8), source: "diet.lp")
    #expect(program == diet)
    let claim = try read(blocks[3])
    #expect(claim.verify(against: program) == .valid)
    #expect(claim.summary == "optimal, objective 9/10")
    #expect(blocks[3] == text)
  }

  @Test("the example of the article on models is one program in three formats")
  func models() throws {
    let article = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/LPFormats/LPFormats.docc/ModelFormats.md")
    let blocks = try String(contentsOf: article, encoding: .utf8).components(separatedBy: "```\n")
    try #require(blocks.count == 7)
    let programs = try zip([ModelFormat.lp, .mps, .json], [1, 3, 5]).map { format, block in
      try format.read(bytes: Array(blocks[block].utf8), source: "\(format)")
    }
    #expect(programs[0].rows.count == 1)
    #expect(Set(programs).count == 1)
  }

  @Test("what was written is read back, for every kind of proof")
  func roundTrip() throws {
    try forAll(
      "certificates", cases: 1000,
      { choices in
        let program = choices.linearProgram()
        return (program, choices.outcome(for: program))
      }
    ) { program, outcome in
      let text = CertificateText.write(outcome, for: program)
      let claim = try CertificateText.read(Array(text.utf8), source: "test.cert", for: program)
      try demand(claim.outcome == outcome, "read back as \(claim) from \(text)")
      var verdict = outcome.verify(against: program)
      try demand(claim.verify(against: program) == verdict, "another verdict")
      verdict = claim.verify(against: diet)
      try demand(!verdict.isValid, "valid for another model")
    }
  }

  @Test("names that fit no line, or stand for two things, are written as places")
  func places() throws {
    var program = LinearProgram(sense: .minimize)
    let names = ["x", "x", "", "@1", "a b", " c ", "line\nbreak", "e\u{301}", "-3"]
    for name in names { program.addVariable(name, cost: 1, entries: []) }
    let point = names.indices.map { Rational($0 + 1) }
    let outcome = Outcome.unbounded(UnboundednessCertificate(point: point, ray: point))
    let text = CertificateText.write(outcome, for: program)
    #expect(
      text.contains("point 9\n1 @1\n2 @2\n3 @3\n4 @4\n5 a b\n6  c \n7 @7\n8 e\u{301}\n9 -3\n"))
    let claim = try CertificateText.read(Array(text.utf8), source: "test.cert", for: program)
    #expect(claim.outcome == outcome)
  }

  @Test("another model is a rejection, not a mistake of the text")
  func wrongModel() throws {
    var other = diet
    other.setCost(ofVariable: 0, to: 4)
    let claim = try CertificateText.read(Array(text.utf8), source: "test.cert", for: other)
    let rejection = Violation.wrongModel(expected: other.fingerprint, found: diet.fingerprint)
    #expect(claim.verify(against: other) == .invalid([rejection]))
    #expect(claim.outcome == nil)
    #expect(try read(text).verify(against: other) == .invalid([rejection]))
  }

  @Test("a wrong objective is a rejection that says by how much")
  func wrongObjective() throws {
    let claim = try read(text.replacing("objective 9/10", with: "objective 1"))
    #expect(
      claim.verify(against: diet)
        == .invalid([.wrongObjective(stated: 1, found: Rational(9, 10))]))
  }

  @Test("a wrong point is a rejection")
  func wrongPoint() throws {
    let claim = try read(text.replacing("1/10 x", with: "1/20 x"))
    #expect(!claim.verify(against: diet).isValid)
  }

  @Test(
    "damaged lines are refused, with the place",
    arguments: [
      (
        "certificate 1", "certificate 2",
        "1:1: expected the line \"spechub-certificate 1\", found \"spechub\""
      ),
      ("model 9", "model x", "2:7: expected a fingerprint of 16 hexadecimal digits, found \"x"),
      (
        "status optimal", "status fine",
        "3:8: expected optimal, infeasible or unbounded, found \"fine\""
      ),
      ("objective 9/10", "objective 0.9.1", "4:11: expected a number, found \"0.9.1\""),
      ("objective 9/10\n", "", "4:1: expected \"objective\" and its value, found \"primal\""),
      ("primal 2", "primal 3", "5:8: expected a number of entries from 0 to 2, found \"3\""),
      ("primal 2", "primal 99999999999999999999", "5:8: expected a number of entries from 0 to 2"),
      ("primal 2", "primal -1", "5:8: expected a number of entries from 0 to 2, found \"-\""),
      ("primal 2", "primal 1", "7:1: expected \"multipliers\" and its value, found \"3\""),
      ("1/10 x", "1/10 w", "6:6: expected a name of the model, found \"w\""),
      ("1/10 x", "1/10 @0", "6:6: expected a name of the model, found \"@0\""),
      ("1/10 x", "1/10 @3", "6:6: expected a name of the model, found \"@3\""),
      ("1/10 x", "1/10", "6:1: expected a value, a space and a name, found \"1\""),
      ("1/10 x", "1/10  x", "6:6: expected a name of the model, found \" x\""),
      ("1/10 x", "0 x", "6:1: expected each name once, with a value that is not 0, found \"0 x\""),
      (
        "1/10 x", "1/10 y",
        "7:1: expected each name once, with a value that is not 0, found \"3/10 y\""
      ),
      ("1/10 x", "one x", "6:1: expected a number, found \"one\""),
      ("end\n", "", "11:1: expected the line \"end\", found the end of the file"),
      ("end\n", "end\n\n", "12:1: expected nothing after \"end\", found the end of the line"),
    ])
  func damagedLines(_ part: String, _ replacement: String, _ message: String) {
    do {
      let claim = try read(text.replacing(part, with: replacement))
      Issue.record("read as \(claim)")
    } catch {
      #expect("\(error)".hasPrefix("test.cert:" + message), "\(error)")
    }
  }

  @Test("a damaged text is never a proof of something else")
  func damaged() throws {
    try forAll("damaged certificates", cases: 3000, { $0.damaged(text) }) { bytes in
      guard let claim = try? CertificateText.read(bytes, source: "test.cert", for: diet),
        claim.verify(against: diet).isValid
      else { return }
      try demand(claim.objective == Rational(9, 10), "valid: \(claim)")
    }
  }
}

extension Choices {
  /// Any outcome of the right shape; hardly ever a true one.
  fileprivate mutating func outcome(for program: LinearProgram) -> Outcome {
    let variables = program.variables.count
    let rows = program.rows.count
    func vector(_ count: Int, _ choices: inout Choices) -> [Rational] {
      (0..<count).map { _ in choices.bool() ? choices.awkwardRational() : 0 }
    }
    switch integer(in: 0...4) {
    case 0:
      return .optimal(
        OptimalityCertificate(
          primal: vector(variables, &self), multipliers: vector(rows, &self)))
    case 1:
      return .unbounded(
        UnboundednessCertificate(point: vector(variables, &self), ray: vector(variables, &self)))
    case 2 where rows > 0: return .infeasible(.crossedRow(integer(in: 0...(rows - 1))))
    case 3 where variables > 0:
      return .infeasible(.crossedVariable(integer(in: 0...(variables - 1))))
    default: return .infeasible(.multipliers(vector(rows, &self)))
    }
  }
}
