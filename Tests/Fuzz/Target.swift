// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// What one fuzzing target does with an input. It returns, or traps: a trap is a finding.
typealias Target = @Sendable (_ input: [UInt8]) -> Void

/// The target that the environment variable `FUZZ_TARGET` names.
private let target: Target = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = targets[name] else {
    fatalError("FUZZ_TARGET=\(name): expected one of \(targets.keys.sorted())")
  }
  return target
}()

/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Something that must be true whatever the input is.
func demand(_ condition: Bool, _ reason: @autoclosure () -> String) {
  if !condition { fatalError(reason()) }
}

/// The parts of an input that consists of two texts: those before and after a line `====`.
func halves(_ input: [UInt8]) -> (first: [UInt8], second: [UInt8])? {
  let mark = Array("\n====\n".utf8)
  guard input.count >= mark.count else { return nil }
  for start in 0...input.count - mark.count where input[start] == mark[0] {
    if input[start..<start + mark.count].elementsEqual(mark) {
      return (Array(input[...start]), Array(input[(start + mark.count)...]))
    }
  }
  return nil
}
