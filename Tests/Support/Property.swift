// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
public import Testing

/// A property that failed, as small as shrinking could make it.
public struct Counterexample<Value> {
  /// The smallest failing case found.
  public let value: Value
  /// What the check said about it.
  public let reason: String
  /// The first failing case.
  public let first: Value
  /// Which case it was, from 1.
  public let caseNumber: Int
  public let seed: UInt64
  /// How many smaller failing cases led from the first to the smallest.
  public let shrinkSteps: Int
}

/// Thrown by a check, through ``demand(_:_:)``.
private struct Unmet: Error, CustomStringConvertible {
  let description: String
}

/// Fails the property unless the condition holds.
public func demand(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
  if !condition { throw Unmet(description: reason()) }
}

/// Checks that a property holds for `cases` random cases, and prints how many ran with which seed.
///
/// `PROPERTY_SEED` replays a run; `TEST_EFFORT` multiplies the number of cases. A failure is reported
/// once, with the smallest case that shrinking finds, the first one, and the seed.
public func forAll<Value>(
  _ name: String, cases: Int = 1000, _ generate: (inout Choices) throws -> Value,
  check: (Value) throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let cases = cases * effort
  let seed = environmentSeed ?? .random(in: .min ... .max)
  let counterexample = try findCounterexample(
    cases: cases, seed: seed, generate, check: check)
  guard let counterexample else {
    print("property \"\(name)\": \(cases) cases, seed \(hexadecimal(seed))")
    return
  }
  Issue.record(
    """
    property "\(name)" fails at case \(counterexample.caseNumber) of \(cases)
      smallest case: \(counterexample.value)
      reason: \(counterexample.reason)
      first case: \(counterexample.first)
      after \(counterexample.shrinkSteps) shrink steps; replay with \
    PROPERTY_SEED=\(hexadecimal(seed))
    """, sourceLocation: sourceLocation)
}

/// Looks for a case that fails the check and shrinks it; `nil` when all cases pass.
///
/// For tests that show a broken thing being caught.
public func findCounterexample<Value>(
  cases: Int, seed: UInt64, _ generate: (inout Choices) throws -> Value,
  check: (Value) throws -> Void
) throws -> Counterexample<Value>? {
  var seeds = SplitMix64(state: seed)
  for number in 1...max(1, cases) {
    var choices = Choices(seed: seeds.next())
    let value = try generate(&choices)
    guard let reason = failure(of: value, check) else { continue }
    var smallest = (record: choices.record, value: value, reason: reason)
    var steps = 0
    while let smaller = shrink(smallest.record, generate, check) {
      smallest = smaller
      steps += 1
    }
    return Counterexample(
      value: smallest.value, reason: smallest.reason, first: value, caseNumber: number,
      seed: seed, shrinkSteps: steps)
  }
  return nil
}

private func failure<Value>(of value: Value, _ check: (Value) throws -> Void) -> String? {
  do {
    try check(value)
    return nil
  } catch {
    return "\(error)"
  }
}

/// The first simpler record that still fails: chunks left out, numbers zeroed, halved, decreased.
private func shrink<Value>(
  _ record: [UInt64], _ generate: (inout Choices) throws -> Value,
  _ check: (Value) throws -> Void
) -> (record: [UInt64], value: Value, reason: String)? {
  func attempt(_ candidate: [UInt64]) -> (record: [UInt64], value: Value, reason: String)? {
    var choices = Choices(replaying: candidate)
    guard let value = try? generate(&choices), let reason = failure(of: value, check) else {
      return nil
    }
    return (candidate, value, reason)
  }
  var length = record.count / 2
  while length > 0 {
    for start in stride(from: 0, through: record.count - length, by: length) {
      var candidate = record
      candidate.removeSubrange(start..<(start + length))
      if let found = attempt(candidate) { return found }
    }
    length /= 2
  }
  for index in record.indices where record[index] > 0 {
    let number = record[index]
    // Two less keeps the sign of an integer, which is the parity of its number.
    for smaller in [0, number / 2, number - 1, number - min(2, number)] {
      var candidate = record
      candidate[index] = smaller
      if let found = attempt(candidate) { return found }
    }
  }
  return nil
}

private var effort: Int {
  max(1, Int(ProcessInfo.processInfo.environment["TEST_EFFORT"] ?? "") ?? 1)
}

private var environmentSeed: UInt64? {
  guard let text = ProcessInfo.processInfo.environment["PROPERTY_SEED"] else { return nil }
  return text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
}

private func hexadecimal(_ seed: UInt64) -> String { "0x" + String(seed, radix: 16) }
