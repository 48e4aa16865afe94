// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals
import TestSupport
import Testing

@Suite("Generators cover what they promise")
struct GeneratorTests {
  /// Every value made in so many cases.
  private func sample<Value>(
    _ cases: Int, _ generate: (inout Choices) throws -> Value
  ) throws -> [Value] {
    var seen: [Value] = []
    _ = try findCounterexample(cases: cases, seed: 9, generate, check: { seen.append($0) })
    return seen
  }

  @Test("integers cover their range", arguments: [-3...5, -5...3, 2...6, -6...(-2), 0...0])
  func integersCover(_ range: ClosedRange<Int>) throws {
    #expect(try Set(sample(400) { $0.integer(in: range) }) == Set(range))
  }

  @Test(
    "the simplest integer is the one nearest to 0",
    arguments: [(-3...5, 0), (2...6, 2), (-6...(-2), -2), (Int.min...Int.max, 0)])
  func simplest(_ range: ClosedRange<Int>, _ simplest: Int) throws {
    let found = try findCounterexample(
      cases: 1, seed: 5, { $0.integer(in: range) }, check: { _ in try demand(false, "") })
    #expect(found?.value == simplest)
  }

  @Test("the full range of integers has both signs")
  func fullRange() throws {
    let seen = try sample(200) { $0.integer(in: .min ... .max) }
    #expect(seen.contains { $0 > 1 << 62 } && seen.contains { $0 < -(1 << 62) })
    #expect(Set(seen).count == 200)
  }

  @Test("a probability is about kept", arguments: [0, 0.1, 0.5, 1])
  func probabilities(_ probability: Double) throws {
    let hits = try sample(4000) { $0.bool(probability: probability) }.count { $0 }
    #expect(abs(Double(hits) / 4000 - probability) < 0.05)
  }

  @Test("distributions sum to exactly 1")
  func distributions() throws {
    try forAll("Σ = 1", { choices in choices.distribution(size: choices.integer(in: 1...8)) }) {
      try demand($0.reduce(0, +) == 1 && $0.allSatisfy { $0.signum >= 0 }, "\($0)")
    }
  }

  @Test("distributions have zeros, ties, points, huge denominators and many decades")
  func kinds() throws {
    let seen = try sample(1000) { $0.distribution(size: 5) }
    #expect(seen.contains { $0.contains(0) && !$0.contains(1) }, "zeros")
    #expect(seen.contains { Set($0).count == 1 }, "all tied")
    #expect(seen.contains { $0.contains(1) }, "a point")
    #expect(seen.contains { $0[0].denominator.bitWidth > 60 }, "a huge denominator")
    #expect(seen.contains { $0.max()! > $0.min()! * 1_000_000_000 && $0.min()! > 0 }, "decades")
  }

  @Test("a denominator is kept, and zeros can be forbidden")
  func grids() throws {
    try forAll(
      "multiples of 1/d",
      { choices in
        let (size, zeros) = (choices.integer(in: 1...6), choices.bool())
        let denominator = choices.integer(in: 6...40)
        let grid = choices.distribution(size: size, denominator: denominator, zeros: zeros)
        return (grid, denominator, zeros)
      }
    ) { grid, denominator, zeros in
      try demand(grid.reduce(0, +) == 1, "sum")
      try demand(grid.allSatisfy { ($0 * Rational(denominator)).isInteger }, "grid")
      try demand(grid.allSatisfy { zeros ? $0 >= 0 : $0 > 0 }, "sign")
    }
    try forAll("positive", { $0.distribution(size: 5, zeros: false) }) {
      try demand($0.allSatisfy { $0 > 0 } && $0.reduce(0, +) == 1, "\($0)")
    }
  }

  @Test("awkward numbers lie on both sides of the border of machine integers")
  func awkward() throws {
    let seen = try sample(1000) { $0.awkwardRational() }
    #expect(seen.contains(0))
    #expect(seen.contains { $0.bitWidth < 8 } && seen.contains { $0.bitWidth > 128 })
    #expect(seen.contains { ($0.numerator.magnitude - Rational(Int.max)).magnitude <= 2 })
    #expect(seen.contains { $0 < 0 })
    let huge = try sample(100) { $0.hugeRational(words: 20) }
    #expect(huge.contains { $0.bitWidth > 1500 })
  }
}
