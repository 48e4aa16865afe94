// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import LinearPrograms
import Rationals
import TestSupport
import Testing

/// Damage that must be fatal: a random nudge may land on another valid certificate, these cannot.
@Suite("Damaged certificates are refused")
struct DamagedCertificateTests {
  private func solve(_ program: LinearProgram) throws -> Outcome {
    try ExactSolver(oracle: NoOracle()).solve(program).outcome
  }

  @Test("a variable moved changes the objective, which the multipliers do not follow")
  func movedPrimal() throws {
    try forAll(
      "move one variable that costs something", cases: 1000,
      { choices in
        (choices.linearProgram(), choices.integer(in: 0...4), choices.bool())
      }
    ) { program, pick, up in
      guard case .optimal(var certificate) = try solve(program) else { return }
      let priced = program.variables.indices.filter { !program.variables[$0].cost.isZero }
      guard !priced.isEmpty else { return }
      let variable = priced[pick % priced.count]
      certificate.primal[variable] += up ? Rational(1, 1_000_000_007) : -1
      let verdict = certificate.verify(against: program)
      guard case .invalid(let violations) = verdict else {
        return try demand(false, "accepted")
      }
      try demand(
        violations.contains { if case .dualityGap = $0 { true } else { false } },
        "the gap is not named: \(violations)")
    }
  }

  @Test("multipliers of a feasible program contradict nothing")
  func forgedFarkas() throws {
    try forAll(
      "any multipliers against a feasible program", cases: 1000,
      { choices in
        (choices.linearProgram(), (0..<5).map { _ in Rational(choices.integer(in: -3...3)) })
      }
    ) { program, multipliers in
      guard case .optimal = try solve(program) else { return }
      let forged = FarkasCertificate.multipliers(Array(multipliers.prefix(program.rows.count)))
      try demand(forged.verify(against: program) != .valid, "accepted \(forged)")
    }
  }

  @Test("a ray turned round no longer improves the objective")
  func reversedRay() throws {
    try forAll("reverse the ray", cases: 1000, { $0.linearProgram() }) { program in
      guard case .unbounded(var certificate) = try solve(program) else { return }
      certificate.ray = certificate.ray.map { -$0 }
      guard case .invalid(let violations) = certificate.verify(against: program) else {
        return try demand(false, "accepted")
      }
      try demand(
        violations.contains { if case .rayDoesNotImprove = $0 { true } else { false } },
        "the rate is not named: \(violations)")
    }
  }

  @Test("the amount of every violation is exact")
  func amounts() {
    let program = LinearProgram(
      .minimize, costs: [1], rows: [([2], .finite(Rational(1, 3)), .none)], bounds: [(0, 1)])
    let optimal = OptimalityCertificate(primal: [Rational(1, 6)], multipliers: [Rational(1, 2)])
    #expect(optimal.verify(against: program) == .valid)
    let short = OptimalityCertificate(primal: [Rational(1, 7)], multipliers: [Rational(1, 2)])
    #expect(
      short.verify(against: program)
        == .invalid([
          .belowLower(.row("r0"), by: Rational(1, 21)),
          .dualityGap(
            objective: Rational(1, 7), provenBound: Rational(1, 6), gap: Rational(1, 42)),
        ]))
    let high = OptimalityCertificate(primal: [2], multipliers: [0])
    #expect(
      high.verify(against: program)
        == .invalid([
          .aboveUpper(.variable("x0"), by: 1),
          .dualityGap(objective: 2, provenBound: 0, gap: 2),
        ]))
    let wrongSign = OptimalityCertificate(primal: [Rational(1, 6)], multipliers: [-1])
    #expect(
      wrongSign.verify(against: program)
        == .invalid([.missingBound(.row("r0"), multiplier: -1)]))
    let wrongLength = OptimalityCertificate(primal: [], multipliers: [])
    #expect(
      wrongLength.verify(against: program)
        == .invalid([
          .wrongLength(what: "point", expected: 1, found: 0),
          .wrongLength(what: "multipliers", expected: 1, found: 0),
        ]))
    #expect(
      FarkasCertificate.crossedVariable(0).verify(against: program)
        == .invalid([.notCrossed(.variable("x0"), slack: 1)]))
    #expect(
      UnboundednessCertificate(point: [1], ray: [1]).verify(against: program)
        == .invalid([
          .rayLeaves(.variable("x0"), by: 1), .rayDoesNotImprove(rate: 1),
        ]))
  }
}
