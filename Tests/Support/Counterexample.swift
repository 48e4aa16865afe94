// SPDX-License-Identifier: GPL-3.0-or-later

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
  /// The seed that finds it again.
  public let seed: UInt64
  /// How many smaller failing cases led from the first to the smallest.
  public let shrinkSteps: Int
}

/// Thrown by a generator to reject what it was making; another case is made instead.
public struct Discard: Error {
  /// Rejects.
  public init() {}
}

/// A generator that rejects nearly everything: the property would hold for want of cases.
public struct GeneratorExhausted: Error, CustomStringConvertible {
  /// How many cases were asked for, and how many were made.
  public let wanted: Int, made: Int
  /// The two counts in a sentence.
  public var description: String {
    "the generator rejects nearly everything: \(made) of \(wanted) cases were made"
  }
}

/// Thrown by a check, through ``demand(_:_:)``.
private struct Unmet: Error, CustomStringConvertible {
  let description: String
}

/// Fails the property unless the condition holds.
public func demand(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
  if !condition { throw Unmet(description: reason()) }
}

/// Looks for a case that fails the check and shrinks it; `nil` when all cases pass.
///
/// For tests that show a broken thing being caught, and with how small a case. Throws what the
/// generator throws, other than ``Discard``, and ``GeneratorExhausted``.
public func findCounterexample<Value>(
  cases: Int, seed: UInt64, _ generate: (inout Choices) throws -> Value,
  check: (Value) throws -> Void
) throws -> Counterexample<Value>? {
  var seeds = SplitMix64(state: seed)
  var (made, rejected) = (0, 0)
  while made < cases {
    var choices = Choices(seed: seeds.next())
    let value: Value
    do {
      value = try generate(&choices)
    } catch is Discard {
      rejected += 1
      if rejected > 100 * cases { throw GeneratorExhausted(wanted: cases, made: made) }
      continue
    }
    made += 1
    guard let reason = failure(of: value, check) else { continue }
    return withoutActuallyEscaping(generate) { generate in
      withoutActuallyEscaping(check) { check in
        var shrinker = Shrinker(
          record: choices.record, value: value, reason: reason, generate: generate, check: check)
        shrinker.run()
        return Counterexample(
          value: shrinker.value, reason: shrinker.reason, first: value, caseNumber: made,
          seed: seed, shrinkSteps: shrinker.steps)
      }
    }
  }
  return nil
}
