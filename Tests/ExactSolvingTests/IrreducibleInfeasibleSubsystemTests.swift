// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import Foundation
import GLPK
import LPFormats
import LinearPrograms
import Rationals
import TestSupport
import Testing

private typealias IIS = IrreducibleInfeasibleSubsystem

@Suite("An irreducible infeasible subsystem is infeasible, and feasible without any one constraint")
struct IrreducibleInfeasibleSubsystemTests {
  /// The constraints of a program and nothing else, written down independently of the library.
  private static func bare(_ program: LinearProgram, _ constraints: [IIS.Constraint])
    -> LinearProgram
  {
    var bare = LinearProgram(sense: .minimize)
    for (index, row) in program.rows.enumerated() {
      let sides = Set(
        constraints.compactMap { if case .row(index, let side) = $0 { side } else { nil } })
      bare.addRow(
        row.name, lower: sides.contains(.lower) || sides.contains(.equation) ? row.lower : .none,
        upper: sides.contains(.upper) || sides.contains(.equation) ? row.upper : .none)
    }
    for (index, variable) in program.variables.enumerated() {
      let sides = Set(
        constraints.compactMap { if case .variable(index, let side) = $0 { side } else { nil } })
      bare.addVariable(
        variable.name,
        lower: sides.contains(.lower) || sides.contains(.equation) ? variable.lower : .none,
        upper: sides.contains(.upper) || sides.contains(.equation) ? variable.upper : .none,
        entries: program.columns[index])
    }
    return bare
  }

  private static func isInfeasible(
    _ program: LinearProgram, _ oracle: any BasisOracle
  ) throws -> Bool {
    let outcome = try ExactSolver(oracle: oracle).solve(program).outcome
    try demand(outcome.verify(against: program) == .valid, "invalid certificate")
    if case .infeasible = outcome { return true }
    return false
  }

  /// Everything that is claimed, each by its own solve.
  private static func check(
    _ found: IIS, of program: LinearProgram, oracle: any BasisOracle = NoOracle()
  ) throws {
    try demand(
      Set(found.constraints).count == found.constraints.count, "a constraint is named twice")
    let whole = bare(program, found.constraints)
    try demand(
      whole.rows == found.program.rows && whole.columns == found.program.columns
        && whole.variables == found.program.variables, "the program has other constraints")
    try demand(found.certificate.verify(against: found.program) == .valid, "no proof")
    try demand(found.certificate.verify(against: program) == .valid, "no proof for the original")
    try demand(try isInfeasible(whole, oracle), "the constraints are feasible")
    for constraint in found.constraints {
      let rest = found.constraints.filter { $0 != constraint }
      try demand(try !isInfeasible(bare(program, rest), oracle), "\(constraint) can be spared")
    }
  }

  /// An infeasible program with a proof, of either oracle's taste.
  private static func infeasible(
    _ choices: inout Choices
  ) throws -> (program: LinearProgram, certificate: FarkasCertificate) {
    let program = choices.linearProgram()
    let oracle: any BasisOracle = choices.bool() ? NoOracle() : GLPKOracle()
    guard case .infeasible(let certificate) = try ExactSolver(oracle: oracle).solve(program).outcome
    else { throw Discard() }
    return (program, certificate)
  }

  @Test("random infeasible programs")
  func randomPrograms() throws {
    try forAll("irreducible", cases: 400, { try Self.infeasible(&$0) }) { program, certificate in
      let found = try IIS(of: program, certificate: certificate, oracle: NoOracle())
      try Self.check(found, of: program)
    }
  }

  /// Two programs side by side.
  private static func sideBySide(_ first: LinearProgram, _ second: LinearProgram) -> LinearProgram {
    var both = LinearProgram(sense: .minimize)
    for row in first.rows + second.rows {
      both.addRow(row.name, lower: row.lower, upper: row.upper)
    }
    for (part, offset) in [(first, 0), (second, first.rows.count)] {
      for (variable, column) in zip(part.variables, part.columns) {
        both.addVariable(
          variable.name, lower: variable.lower, upper: variable.upper, cost: variable.cost,
          entries: column.map { .init(row: $0.row + offset, value: $0.value) })
      }
    }
    return both
  }

  @Test("a proof that says too much is shortened to one of its reasons")
  func reducible() throws {
    try forAll(
      "two reasons in one proof", cases: 200,
      { choices in
        let first = try Self.infeasible(&choices)
        let second = try Self.infeasible(&choices)
        guard case .multipliers(let left) = first.certificate,
          case .multipliers(let right) = second.certificate
        else { throw Discard() }
        return (
          program: Self.sideBySide(first.program, second.program),
          certificate: FarkasCertificate.multipliers(left + right), rowCount: left.count,
          variableCount: first.program.variables.count
        )
      }
    ) { program, certificate, rowCount, variableCount in
      for oracle in [NoOracle(), GLPKOracle()] as [any BasisOracle] {
        let found = try IIS(of: program, certificate: certificate, oracle: oracle)
        try Self.check(found, of: program)
        let sides = Set(
          found.constraints.map { constraint in
            switch constraint {
            case .row(let row, _): row < rowCount
            case .variable(let variable, _): variable < variableCount
            }
          })
        try demand(sides.count == 1, "the subsystem mixes two reasons")
      }
    }
  }

  @Test("crossed bounds are two sides, or one when that alone cannot hold")
  func crossed() throws {
    let row = LinearProgram(.minimize, costs: [1], rows: [([1], 2, 1)])
    let ofRow = try IIS(of: row, certificate: .crossedRow(0), oracle: NoOracle())
    #expect(ofRow.constraints == [.row(0, .lower), .row(0, .upper)])
    let variable = LinearProgram(.minimize, costs: [1], rows: [([1], 0, .none)], bounds: [(2, 1)])
    let ofVariable = try IIS(of: variable, certificate: .crossedVariable(0), oracle: NoOracle())
    #expect(ofVariable.constraints == [.variable(0, .lower), .variable(0, .upper)])
    let empty = LinearProgram(.minimize, costs: [1], rows: [([0], 2, 1)])
    let ofEmpty = try IIS(of: empty, certificate: .crossedRow(0), oracle: NoOracle())
    #expect(ofEmpty.constraints == [.row(0, .lower)])
    for (found, program) in [(ofRow, row), (ofVariable, variable), (ofEmpty, empty)] {
      try Self.check(found, of: program)
    }
  }

  @Test("equations and fixed variables are one constraint each")
  func equations() throws {
    let program = LinearProgram(
      .minimize, costs: [0, 0, 0],
      rows: [([1, 1, 0], 2, 2), ([1, -1, 1], 5, 9), ([0, 0, 1], .none, 8)],
      bounds: [(1, 1), (0, 4), (0, 2)])
    // x0 = 1 and x0 + x1 = 2 leave x1 = 1, so that x0 − x1 + x2 ≥ 5 asks for x2 ≥ 5.
    let certificate = FarkasCertificate.multipliers([1, 1, 0])
    let found = try IIS(of: program, certificate: certificate, oracle: NoOracle())
    #expect(
      found.constraints == [
        .row(0, .equation), .row(1, .lower), .variable(0, .equation), .variable(2, .upper),
      ])
    try Self.check(found, of: program)
  }

  @Test("a proof that proves nothing is refused")
  func refusals() throws {
    let program = LinearProgram(.minimize, costs: [1], rows: [([1], 2, 3)])
    for certificate in [
      FarkasCertificate.multipliers([1]), .multipliers([]), .crossedRow(0), .crossedRow(7),
      .crossedVariable(-1),
    ] {
      #expect(throws: SolveError.self) {
        try IIS(of: program, certificate: certificate, oracle: NoOracle())
      }
    }
  }

  @Test("the filter can be stopped, and proves nothing of an objective")
  func stopping() {
    let program = LinearProgram(
      .minimize, costs: [1, 1],
      rows: [([1, 0], 2, .none), ([1, 0], .none, 1), ([0, 1], 2, .none), ([0, 1], .none, 1)])
    #expect(throws: SolveError.stopped(ObjectiveBounds())) {
      try IIS(
        of: program, certificate: .multipliers([1, -1, 1, -1]), oracle: NoOracle(),
        monitor: SolveMonitor(shouldStop: { true }))
    }
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/data/netlib/infeas").standardized.path()

  @Test("the infeasible models of Netlib")
  func netlib() throws {
    let files = ((try? FileManager.default.contentsOfDirectory(atPath: Self.folder)) ?? [])
      .filter { $0.hasSuffix(".mps") }.sorted()
    if files.isEmpty { print("skipped: no infeasible Netlib models in \(Self.folder)") }
    for file in files {
      let program = try ModelFile.read(Self.folder + "/" + file)
      let outcome = try ExactSolver(oracle: GLPKOracle()).solve(program).outcome
      guard case .infeasible(let certificate) = outcome else {
        Issue.record("\(file) is \(outcome.status)")
        continue
      }
      let start = ContinuousClock.now
      let found = try IIS(of: program, certificate: certificate, oracle: GLPKOracle())
      let time = ContinuousClock.now - start
      try Self.check(found, of: program, oracle: GLPKOracle())
      let rowCount = found.constraints.count { if case .row = $0 { true } else { false } }
      print(
        "IIS of \(file): \(rowCount) of \(program.rows.count) rows,",
        "\(found.constraints.count - rowCount) bounds of \(program.variables.count) variables, \(time)"
      )
    }
  }
}
