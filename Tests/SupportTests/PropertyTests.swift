// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals
import Synchronization
import TestSupport
import Testing

@Suite("The property harness finds a failure and shrinks it")
struct ShrinkingTests {
  @Test("the smallest integer that is at least a bound is the bound", arguments: [1, 2, 17, 18])
  func integerShrinks(_ bound: Int) throws {
    let found = try findCounterexample(
      cases: 1000, seed: 1, { $0.integer(in: 0...100_000) },
      check: { try demand($0 < bound, "\($0) ≥ \(bound)") })
    #expect(found?.value == bound)
    #expect(found?.reason == "\(bound) ≥ \(bound)")
  }

  @Test("a bound in the middle of 60 bits is reached by halving, not by counting down")
  func hugeIntegerShrinks() throws {
    let bound = 3 << 40 + 5
    for (sign, range) in [(1, 0...(1 << 60)), (1, Int.min...Int.max), (-1, Int.min...Int.max)] {
      let found = try #require(
        try findCounterexample(
          cases: 1000, seed: 2, { $0.integer(in: range) },
          check: { try demand($0.multipliedReportingOverflow(by: sign).0 < bound, "") }))
      #expect(found.value == sign * bound)
      #expect(found.shrinkSteps < 200)
    }
  }

  @Test("a list shrinks to its one guilty element")
  func listShrinks() throws {
    for seed in UInt64(0)..<50 {
      let found = try findCounterexample(cases: 1000, seed: seed) { choices in
        (0..<choices.integer(in: 0...30)).map { _ in choices.integer(in: -50...50) }
      } check: { list in
        try demand(list.allSatisfy { $0 > -7 }, "\(list)")
      }
      #expect(found?.value == [-7])
    }
  }

  @Test("two numbers in the wrong order shrink to neighbours")
  func pairShrinks() throws {
    let found = try findCounterexample(
      cases: 1000, seed: 3, { ($0.integer(in: 0...1000), $0.integer(in: 0...1000)) },
      check: { first, second in try demand(first <= second, "") })
    #expect(found.map { [$0.value.0, $0.value.1] } == [1, 0])
  }

  @Test("a shrunk distribution is still a distribution, and a small one")
  func invariantsSurvive() throws {
    let found = try #require(
      try findCounterexample(
        cases: 1000, seed: 4, { choices in choices.distribution(size: choices.integer(in: 1...9)) },
        check: { try demand(!$0.contains { $0 > 0 && $0 < Rational(1, 2) }, "") }))
    #expect(found.value.reduce(0, +) == 1)
    #expect(found.value.count <= 3)
    #expect(found.value.allSatisfy { $0.bitWidth < 8 })
  }

  @Test("a wrong sum of fractions is caught with small numbers")
  func mediant() throws {
    // The schoolchild's sum: numerators and denominators added.
    let found = try #require(
      try findCounterexample(
        cases: 1000, seed: 5, { ($0.awkwardRational(), $0.awkwardRational()) },
        check: { a, b in
          let wrong = (a.numerator + b.numerator) / (a.denominator + b.denominator)
          try demand(wrong == a + b, "\(wrong)")
        }))
    #expect(found.value.0.bitWidth + found.value.1.bitWidth <= 6, "\(found.value)")
  }
}

@Suite("The property harness tells the truth about what ran")
struct ReportTests {
  @Test("a true property has no counterexample")
  func truth() throws {
    let found = try findCounterexample(
      cases: 1000, seed: 3, { $0.integer(in: -9...9) }, check: { try demand($0 * $0 >= 0, "") })
    #expect(found == nil)
  }

  @Test("the same seed gives the same cases")
  func determinism() throws {
    func cases() throws -> [Rational] {
      var seen: [Rational] = []
      _ = try findCounterexample(
        cases: 100, seed: 6, { $0.awkwardRational() }, check: { seen.append($0) })
      return seen
    }
    #expect(try cases() == cases())
  }

  @Test("rejected cases are made again, and do not count")
  func discards() throws {
    var seen = 0
    _ = try findCounterexample(
      cases: 500, seed: 7,
      { choices in
        let number = choices.integer(in: 0...9)
        if number % 2 == 1 { throw Discard() }
        return number
      },
      check: {
        seen += 1
        try demand($0 % 2 == 0, "\($0)")
      })
    #expect(seen == 500)
    #expect(throws: GeneratorExhausted.self) {
      _ = try findCounterexample(
        cases: 10, seed: 8, { _ -> Int in throw Discard() }, check: { _ in })
    }
  }

  @Test("a failing property is one issue, with its name, its smallest case and the seed")
  func oneIssue() throws {
    let issues = Mutex<[String]>([])
    try withKnownIssue {
      try forAll("all numbers are small", { $0.integer(in: 0...1000) }) {
        try demand($0 < 42, "\($0) is not small")
      }
    } matching: { issue in
      issues.withLock { $0.append(issue.comments.map(\.rawValue).joined()) }
      return true
    }
    let reports = issues.withLock { $0 }
    #expect(reports.count == 1)
    for part in [
      "all numbers are small", "smallest case: 42", "42 is not small", "PROPERTY_SEED=0x",
    ] {
      #expect(reports.first?.contains(part) == true, "\(part)")
    }
  }
}
