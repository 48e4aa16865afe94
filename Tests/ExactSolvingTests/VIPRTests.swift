// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import LPWriting
import LinearPrograms
import Rationals
import TestSupport
import Testing

/// What is written in VIPR's format, read by a checker that knows the format's document and nothing
/// of ours.
@Suite("Certificates in VIPR's format")
struct VIPRTests {
  private func solve(_ program: LinearProgram) throws -> Outcome {
    try ExactSolver(oracle: NoOracle()).solve(program).outcome
  }

  @Test("every optimum and every contradiction is derived")
  func randomPrograms() throws {
    try forAll("write and check", cases: 1000, { $0.linearProgram() }) { program in
      let outcome = try solve(program)
      if case .unbounded = outcome {
        #expect(throws: FormatError.self) { try program.viprText(proving: outcome) }
        return
      }
      var file = try VIPRFile(try program.viprText(proving: outcome))
      try demand(file.isProved, "not proved: \(file)")
      // A bound that is a little better is not derived.
      file.improveClaim()
      try demand(!file.isProved, "a better bound was accepted")
    }
  }

  @Test("library problems", arguments: problemLibrary)
  func library(_ problem: Problem) throws {
    let outcome = try solve(problem.program)
    if case .unbounded = outcome { return }
    let file = try VIPRFile(try problem.program.viprText(proving: outcome))
    #expect(file.isProved)
  }

  @Test("crossed bounds, names that are no words, and a constant in the objective")
  func awkwardPrograms() throws {
    var program = LinearProgram(sense: .maximize, objectiveConstant: Rational(1, 3))
    let row = program.addRow("a b", upper: 4)
    program.addRow("a_b", lower: 0, upper: 1)
    program.addVariable("", lower: .none, cost: 3, entries: [.init(row: row, value: 2)])
    program.addVariable("x.lower", cost: 0, entries: [.init(row: 1, value: 1)])
    program.addVariable("x", lower: 1, upper: 1, entries: [])
    let file = try VIPRFile(try program.viprText(proving: try solve(program)))
    #expect(file.isProved)
    #expect(file.claim.rightSide == 6)
    #expect(Set(file.constraints.map(\.name)).count == file.constraints.count)

    program.setBounds(ofRow: 1, lower: 2, upper: 1)
    let crossedRow = Outcome.infeasible(.crossedRow(1))
    #expect(try VIPRFile(try program.viprText(proving: crossedRow)).isProved)
    program.setBounds(ofRow: 1, lower: 0, upper: 1)
    program.setBounds(ofVariable: 2, lower: 1, upper: 0)
    let crossedVariable = Outcome.infeasible(.crossedVariable(2))
    #expect(try VIPRFile(try program.viprText(proving: crossedVariable)).isProved)
  }

  @Test("a certificate that does not hold is not written")
  func invalidCertificate() throws {
    let program = LinearProgram(
      .minimize, costs: [1], rows: [([2], .finite(Rational(1, 3)), .none)], bounds: [(0, 1)])
    let forged = OptimalityCertificate(primal: [Rational(1, 6)], multipliers: [0])
    #expect(throws: FormatError.self) { try program.viprText(proving: .optimal(forged)) }
  }
}

/// A file of VIPR 1.0 with one derivation, read word by word.
private struct VIPRFile {
  struct Constraint {
    var name: String
    /// 1 for ≥, 0 for =, −1 for ≤.
    var sense: Int
    var rightSide: Rational
    var form: [Int: Rational]
  }

  var isMinimization = true
  var objective: [Int: Rational] = [:]
  var constraints: [Constraint] = []
  var range: Rational?
  var solutions: [[Int: Rational]] = []
  var claim: Constraint
  var combination: [Int: Rational] = [:]

  init(_ text: String) throws {
    let lines = text.split(separator: "\n").drop { $0.hasPrefix("%") }
    var words = lines.flatMap { $0.split(separator: " ").map(String.init) }[...]
    func next() throws -> String {
      let word = words.popFirst()
      return try #require(word)
    }
    func expect(_ word: String) throws { try demand(try next() == word, "expected \(word)") }
    func count() throws -> Int { try #require(Int(try next())) }
    func value() throws -> Rational { try #require(Rational(try next())) }
    func form(_ objective: [Int: Rational] = [:]) throws -> [Int: Rational] {
      let first = try next()
      if first == "OBJ" { return objective }
      var form: [Int: Rational] = [:]
      for _ in 0..<(try #require(Int(first))) {
        let index = try count()
        try demand(form.updateValue(try value(), forKey: index) == nil, "an index stands twice")
      }
      return form
    }
    func constraint(_ objective: [Int: Rational]) throws -> Constraint {
      let name = try next()
      let sense = try #require(["G": 1, "E": 0, "L": -1][try next()])
      return Constraint(
        name: name, sense: sense, rightSide: try value(), form: try form(objective))
    }
    try expect("VER")
    try expect("1.0")
    try expect("VAR")
    let variableCount = try count()
    for _ in 0..<variableCount { _ = try next() }
    try expect("INT")
    try expect("0")
    try expect("OBJ")
    isMinimization = try next() == "min"
    objective = try form()
    try expect("CON")
    let total = try count()
    let boundCount = try count()
    for index in 0..<total {
      constraints.append(try constraint(objective))
      if index < boundCount { try demand(constraints[index].form.count == 1, "no bound") }
    }
    try expect("RTP")
    if try next() == "range" {
      range = try value()
      try demand(try value() == range, "one number is the optimum")
    }
    try expect("SOL")
    for _ in 0..<(try count()) {
      _ = try next()
      solutions.append(try form())
    }
    try expect("DER")
    try expect("1")
    claim = try constraint(objective)
    try expect("{")
    try expect("lin")
    combination = try form()
    try expect("}")
    try expect("-1")
    try demand(words.isEmpty, "more words: \(words)")
  }

  mutating func improveClaim() {
    let step: Rational = (isMinimization || range == nil ? 1 : -1) / 1_000_000_007
    claim.rightSide += step
    range? += step
  }

  /// Whether the combination is suitable and dominates the claim, the claim is what is to be proved,
  /// and the solutions satisfy everything and attain the optimum.
  var isProved: Bool {
    var form: [Int: Rational] = [:]
    var rightSide: Rational = 0
    let direction = claim.sense
    for (index, multiplier) in combination {
      let constraint = constraints[index]
      if multiplier.signum * constraint.sense * direction < 0 { return false }
      for (variable, value) in constraint.form { form[variable, default: 0] += multiplier * value }
      rightSide += multiplier * constraint.rightSide
    }
    guard form.filter({ !$1.isZero }) == claim.form.filter({ !$1.isZero }),
      (rightSide - claim.rightSide).signum * direction >= 0
    else { return false }
    guard let range else {
      return claim.form.isEmpty && claim.sense == 1 && claim.rightSide > 0
    }
    return claim.form == objective && claim.rightSide == range
      && claim.sense == (isMinimization ? 1 : -1) && !solutions.isEmpty
      && solutions.allSatisfy { solution in
        Self.product(objective, solution) == range
          && constraints.allSatisfy { constraint in
            let slack = Self.product(constraint.form, solution) - constraint.rightSide
            return constraint.sense == 0 ? slack.isZero : slack.signum * constraint.sense >= 0
          }
      }
  }

  private static func product(_ form: [Int: Rational], _ point: [Int: Rational]) -> Rational {
    form.reduce(0) { $0 + $1.value * point[$1.key, default: 0] }
  }
}
