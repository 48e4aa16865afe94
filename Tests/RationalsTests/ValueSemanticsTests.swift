// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals
import TestSupport
import Testing

/// In-place work on shared GMP numbers is the one thing here that could change a value behind
/// somebody's back.
@Suite("Rational is a value")
struct ValueSemanticsTests {
  /// One step on a row of variables; several variables may share one GMP number.
  private enum Step {
    case copy(Int, Int)
    case add(Int, Int)
    case subtract(Int, Int)
    case multiply(Int, Int)
    case divide(Int, Int)
    case addProduct(Int, Int, Int)
    case subtractProduct(Int, Int, Int)
    case negate(Int)
  }

  private static func step(_ choices: inout Choices, variables: Int) -> Step {
    let kind = choices.integer(in: 0...7)
    let (i, j, k) = (
      choices.integer(in: 0...(variables - 1)), choices.integer(in: 0...(variables - 1)),
      choices.integer(in: 0...(variables - 1))
    )
    return switch kind {
    case 0: .copy(i, j)
    case 1: .add(i, j)
    case 2: .subtract(i, j)
    case 3: .multiply(i, j)
    case 4: .divide(i, j)
    case 5: .addProduct(i, j, k)
    case 6: .subtractProduct(i, j, k)
    default: .negate(i)
    }
  }

  /// The step with every operator in its mutating form.
  private static func mutate(_ row: inout [Rational], _ step: Step) {
    switch step {
    case .copy(let i, let j): row[i] = row[j]
    case .add(let i, let j): row[i] += row[j]
    case .subtract(let i, let j): row[i] -= row[j]
    case .multiply(let i, let j): row[i] *= row[j]
    case .divide(let i, let j): if !row[j].isZero { row[i] /= row[j] }
    case .addProduct(let i, let j, let k): row[i].addProduct(row[j], row[k])
    case .subtractProduct(let i, let j, let k): row[i].subtractProduct(row[j], row[k])
    case .negate(let i): row[i].negate()
    }
  }

  /// The same on texts: nothing can be shared, everything is made anew.
  private static func rebuild(_ row: inout [String], _ step: Step) {
    func value(_ index: Int) -> Rational { Rational(row[index])! }
    switch step {
    case .copy(let i, let j): row[i] = row[j]
    case .add(let i, let j): row[i] = (value(i) + value(j)).description
    case .subtract(let i, let j): row[i] = (value(i) - value(j)).description
    case .multiply(let i, let j): row[i] = (value(i) * value(j)).description
    case .divide(let i, let j):
      if !value(j).isZero { row[i] = (value(i) / value(j)).description }
    case .addProduct(let i, let j, let k):
      row[i] = (value(i) + value(j) * value(k)).description
    case .subtractProduct(let i, let j, let k):
      row[i] = (value(i) - value(j) * value(k)).description
    case .negate(let i): row[i] = (0 - value(i)).description
    }
  }

  @Test("a random program in place computes what it computes on fresh numbers")
  func programs() throws {
    try forAll(
      "programs with aliases",
      { choices -> ([Rational], [Step]) in
        let start = (0..<4).map { _ in choices.awkwardRational() }
        let length = choices.integer(in: 0...12)
        return (start, (0..<length).map { _ in Self.step(&choices, variables: 4) })
      }
    ) { start, steps in
      var row = start
      var texts = start.map(\.description)
      let before = texts
      for step in steps {
        // Products of products double the digits each time; stop while they are readable.
        if row.contains(where: { $0.bitWidth > 20_000 }) { break }
        Self.mutate(&row, step)
        Self.rebuild(&texts, step)
        try demand(row.map(\.description) == texts, "after \(step)")
      }
      try demand(start.map(\.description) == before, "the start has changed")
    }
  }

  @Test("division by zero stops the program, like Int's")
  func divisionByZero() async {
    await #expect(processExitsWith: .failure) { _ = Rational(1) / Rational(0) }
    await #expect(processExitsWith: .failure) { _ = Rational(1, 0) }
    await #expect(processExitsWith: .failure) { _ = Rational(0).raised(to: -1) }
    await #expect(processExitsWith: .failure) {
      var number = Rational(10).raised(to: 40)
      number /= 0
    }
    #expect(Rational(0).reciprocal == nil)
  }

  @Test("zeros are no work, and no trap")
  func zeros() {
    let huge = Rational(10).raised(to: 50)
    var number = huge
    number.addProduct(0, huge)
    number.subtractProduct(huge, 0)
    #expect(number == huge)
    #expect(0 / huge == 0)
    #expect(Rational(0).raised(to: 0) == 1 && Rational(0).raised(to: .max) == 0)
    #expect(Rational(-1).raised(to: .max) == -1 && Rational(-1).raised(to: .min) == 1)
  }

  @Test("integers of every width are taken exactly")
  func integers() {
    #expect(Rational(exactly: UInt64.max) == Rational("18446744073709551615"))
    #expect(Rational(exactly: Int128.min) == -Rational(2).raised(to: 127))
    #expect(Rational(exactly: Int8(-3)) == -3)
    #expect(Rational(Int.min) == -Rational(2).raised(to: 63))
    #expect(Rational(Int.min).magnitude == Rational(Int.max) + 1)
  }
}
