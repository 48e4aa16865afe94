// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals
import TestSupport
import Testing

@Suite("The property harness finds and shrinks")
struct PropertyTests {
  @Test("the smallest integer that is at least 17 is 17")
  func integerShrinks() throws {
    let found = try findCounterexample(cases: 1000, seed: 1) { $0.integer(in: 0...100_000) } check: {
      try demand($0 < 17, "\($0) ≥ 17")
    }
    #expect(found?.value == 17)
    #expect(found?.reason == "17 ≥ 17")
  }

  @Test("a list shrinks to its one guilty element")
  func listShrinks() throws {
    let found = try findCounterexample(cases: 1000, seed: 2) { choices in
      (0..<choices.integer(in: 0...30)).map { _ in choices.integer(in: -50...50) }
    } check: { list in
      try demand(list.allSatisfy { $0 > -7 }, "\(list)")
    }
    #expect(found?.value.contains(-7) == true)
    #expect((found?.value.count ?? 99) <= 2)
  }

  @Test("a true property has no counterexample")
  func truth() throws {
    let found = try findCounterexample(cases: 1000, seed: 3) { $0.integer(in: -9...9) } check: {
      try demand($0 * $0 >= 0, "")
    }
    #expect(found == nil)
  }

  @Test("integers cover their range, and the first choice is the number nearest to 0")
  func integersCover() throws {
    for range in [-3...5, -5...3, 2...6, -6...(-2), 0...0] {
      var seen: Set<Int> = []
      _ = try findCounterexample(cases: 400, seed: 4) { $0.integer(in: range) } check: {
        seen.insert($0)
        try demand(range.contains($0), "\($0)")
      }
      #expect(seen == Set(range))
    }
    let simplest = try findCounterexample(cases: 1, seed: 5) { $0.integer(in: -6...(-2)) } check: { _ in
      try demand(false, "")
    }
    #expect(simplest?.value == -2)
  }

  @Test("distributions sum to exactly 1")
  func distributions() throws {
    try forAll("Σ = 1", { choices in choices.distribution(size: choices.integer(in: 1...8)) }) {
      try demand($0.reduce(0, +) == 1 && $0.allSatisfy { $0.signum >= 0 }, "\($0)")
    }
  }
}
