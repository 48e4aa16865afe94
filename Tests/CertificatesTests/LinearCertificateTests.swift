// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LinearPrograms
import Rationals
import TestSupport
import Testing

/// The checker of linear programs against the definitions, on proofs that are valid and nearly so.
@Suite("Certificates of linear programs")
struct LinearCertificateTests {
  @Test("a program built around a proof has that proof accepted")
  func completeness() throws {
    try forAll("valid certificates", cases: 3000, { $0.certifiedProgram() }) { problem in
      let verdict = problem.outcome.verify(against: problem.program)
      let isTrivialRay: Bool =
        if case .unbounded(let proof) = problem.outcome {
          proof.ray.allSatisfy(\.isZero)
        } else {
          false
        }
      try demand(verdict.isValid == !isTrivialRay, "\(verdict)")
    }
  }

  @Test("damaged proofs: every violation, with its amount and in order, as the definitions have it")
  func definitions() throws {
    var (accepted, refused) = (0, 0)
    try forAll(
      "damaged certificates", cases: 4000,
      { choices in
        let problem = choices.certifiedProgram()
        return choices.damaged(problem)
      }
    ) { problem in
      let verdict = problem.outcome.verify(against: problem.program)
      try demand(verdict == NaiveVerdict.of(problem.outcome, problem.program), "\(verdict)")
      if verdict.isValid { accepted += 1 } else { refused += 1 }
    }
    // Neither kind may become rare without anybody noticing.
    #expect(accepted > scaled(200))
    #expect(refused > scaled(2000))
  }

  @Test("the bounds that half a proof leaves")
  func provenBounds() throws {
    try forAll(
      "bounds of a damaged proof", cases: 2000,
      { choices in
        let problem = choices.optimalProgram()
        return (problem, choices.damaged(problem))
      }
    ) { problem, damaged in
      guard case .optimal(let proof) = problem.outcome, case .optimal(let other) = damaged.outcome
      else { return }
      let optimum = problem.program.objective(at: proof.primal)
      let whole = proof.provenBounds(for: problem.program)
      try demand(whole == ObjectiveBounds(lower: optimum, upper: optimum), "\(whole)")
      let bounds = other.provenBounds(for: problem.program)
      if let lower = bounds.lower { try demand(lower <= optimum, "\(bounds)") }
      if let upper = bounds.upper { try demand(upper >= optimum, "\(bounds)") }
      // The half that was left alone still proves its bound.
      let isMinimization = problem.program.sense == .minimize
      if other.primal == proof.primal {
        try demand((isMinimization ? bounds.upper : bounds.lower) == optimum, "\(bounds)")
      }
      if other.multipliers == proof.multipliers {
        try demand((isMinimization ? bounds.lower : bounds.upper) == optimum, "\(bounds)")
      }
    }
  }

  @Test("what proves nothing leaves no bound")
  func noBounds() {
    var program = LinearProgram(sense: .minimize)
    program.addRow("r", lower: 1)
    program.addVariable("x", cost: 1, entries: [.init(row: 0, value: 1)])
    let nothing = ObjectiveBounds(lower: nil, upper: nil)
    // Infeasible, and leaning on bounds that are not there; then lists of the wrong lengths.
    for proof in [
      OptimalityCertificate(primal: [0], multipliers: [-1]),
      OptimalityCertificate(primal: [], multipliers: []),
      OptimalityCertificate(primal: [1, 1], multipliers: [1, 1]),
    ] {
      #expect(proof.provenBounds(for: program) == nothing)
      #expect(!proof.verify(against: program).isValid)
    }
  }

  @Test("statuses and messages")
  func words() {
    let optimal = Outcome.optimal(.init(primal: [], multipliers: []))
    #expect(optimal.status == "optimal")
    #expect(Outcome.infeasible(.crossedRow(0)).status == "infeasible")
    #expect(Outcome.unbounded(.init(point: [], ray: [])).status == "unbounded")
    let half = Rational(1, 2)
    let messages: [(Violation, String)] = [
      (.wrongLength(what: "point", expected: 1, found: 2), "point: 1 entries expected, 2 found"),
      (.belowLower(.row("r"), by: half), "row r is below its lower bound by 1/2"),
      (.aboveUpper(.variable("x"), by: half), "variable x is above its upper bound by 1/2"),
      (
        .missingBound(.row("r"), multiplier: -3),
        "row r has multiplier -3 on a side where it has no bound"
      ),
      (
        .dualityGap(objective: 2, provenBound: 1, gap: 1),
        "the objective is 2 but the multipliers prove only 1: gap 1"
      ),
      (.noContradiction(slack: half), "the multipliers contradict nothing: slack 1/2"),
      (.notCrossed(.row("r"), slack: 0), "the bounds of row r are not crossed: upper − lower = 0"),
      (.rayLeaves(.row("r"), by: half), "the ray leaves the bounds of row r at rate 1/2"),
      (
        .rayDoesNotImprove(rate: 0),
        "the ray does not improve the objective: it changes it at rate 0"
      ),
      (
        .wrongModel(expected: "a", found: "b"),
        "the certificate is about model b, this model is a"
      ),
      (
        .wrongObjective(stated: 1, found: half),
        "the objective is stated to be 1 but the point has 1/2"
      ),
      (
        .acceptance(.wrongCount(what: "order", expected: 1, found: 2)),
        "order: 1 entries expected, 2 found"
      ),
    ]
    for (violation, message) in messages { #expect(violation.description == message) }
  }
}
