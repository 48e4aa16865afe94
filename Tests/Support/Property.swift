// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
public import Testing

/// Checks that a property holds for `cases` random cases, and prints how many ran with which seed.
///
///     try forAll("(a + b) − b = a", { ($0.awkwardRational(), $0.awkwardRational()) }) { a, b in
///       try demand((a + b) - b == a, "the sum is \(a + b)")
///     }
///     // property "(a + b) − b = a": 1000 cases, seed 0xc6275b3fdd48e4f0
///
/// `PROPERTY_SEED` replays a run; `TEST_EFFORT` multiplies the number of cases. A failure is reported
/// once, with the smallest case that shrinking finds, the first one, and the seed. The check fails by
/// throwing, so use ``demand(_:_:)`` and not `#expect`, which would report every step of shrinking.
/// Under a sanitizer a tenth of the cases runs: it watches the paths taken, not the values found.
/// Under `FAIL_FAST` the process ends with the first failing case, which is what mutants need.
public func forAll<Value>(
  _ name: String, cases: Int = 1000, _ generate: (inout Choices) throws -> Value,
  check: (Value) throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let cases = scaled(cases)
  let seed = environmentSeed ?? .random(in: .min ... .max)
  let replay = "replay with PROPERTY_SEED=\(hexadecimal(seed))"
  do {
    let isFailFast = ProcessInfo.processInfo.environment["FAIL_FAST"] != nil
    guard
      let found = try findCounterexample(
        cases: cases, seed: seed, generate,
        check: isFailFast ? { endingTheProcess(name, try check($0)) } : check)
    else {
      print("property \"\(name)\": \(cases) cases, seed \(hexadecimal(seed))")
      return
    }
    Issue.record(
      """
      property "\(name)" fails at case \(found.caseNumber) of \(cases)
        smallest case: \(excerpt(found.value))
        reason: \(found.reason)
        first case: \(excerpt(found.first))
        after \(found.shrinkSteps) shrink steps; \(replay)
      """, sourceLocation: sourceLocation)
  } catch {
    Issue.record(
      "property \"\(name)\": no cases: \(error); \(replay)", sourceLocation: sourceLocation)
  }
}

/// Does what may throw; when it does, says so as the testing library would, and ends the process.
private func endingTheProcess(_ name: String, _ body: @autoclosure () throws -> Void) {
  do {
    try body()
  } catch {
    FileHandle.standardOutput.write(Data("Test \"\(name)\" recorded an issue: \(error)\n".utf8))
    exit(1)
  }
}

/// By how much the environment variable `TEST_EFFORT` multiplies what tests do at random; 1 by default.
public let effort: Int = {
  guard let text = ProcessInfo.processInfo.environment["TEST_EFFORT"] else { return 1 }
  guard let effort = Int(text), effort > 0 else {
    fatalError("TEST_EFFORT=\(text) is not a positive integer")
  }
  return effort
}()

/// How many cases a property runs that asks for so many; what is counted along the way scales alike.
public func scaled(_ cases: Int) -> Int {
  isSanitized ? max(1, cases * effort / 10) : cases * effort
}

/// Whether `.ci/sanitize` runs the tests.
private let isSanitized = ProcessInfo.processInfo.environment["SANITIZER"] != nil

private let environmentSeed: UInt64? = {
  guard let text = ProcessInfo.processInfo.environment["PROPERTY_SEED"] else { return nil }
  let seed = text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
  // Running with another seed would look like a pass.
  guard let seed else { fatalError("PROPERTY_SEED=\(text) is not a 64-bit number") }
  return seed
}()

private func hexadecimal(_ seed: UInt64) -> String { "0x" + String(seed, radix: 16) }

/// The description, cut where nobody would read on.
private func excerpt(_ value: some Any) -> String {
  let text = String(describing: value)
  return text.count <= 2000 ? text : "\(text.prefix(2000))… (\(text.count) characters)"
}
