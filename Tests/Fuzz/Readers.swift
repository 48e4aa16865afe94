// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import LPWriting
import LinearPrograms
import Rationals

/// What libFuzzer calls: the first byte says which reader gets the rest.
///
/// A reader may refuse its input, with a message that names the source. What it accepts must survive
/// being written and read again, in its own format and in JSON. Anything else is a finding: a trap, a
/// model that changes, a message without a place, memory or time without end.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 0 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  switch start[0] {
  case UInt8(ascii: "L"): model(bytes, .lp)
  case UInt8(ascii: "M"): model(bytes, .mps)
  case UInt8(ascii: "J"): model(bytes, .json)
  case UInt8(ascii: "G"): compressed(bytes)
  case UInt8(ascii: "C"): certificate(bytes)
  case UInt8(ascii: "N"): number(bytes)
  default: return -1  // Keep it out of the corpus.
  }
  return 0
}

private func model(_ bytes: [UInt8], _ format: ModelFormat) {
  for relaxing in [false, true] {
    do {
      let program = try format.read(bytes: bytes, source: "input", relaxing: relaxing)
      for format in [format, .json] { survive(program, format) }
    } catch {
      demand("\(error)".contains("input"), "no place in \(error)")
    }
  }
}

/// Writes and reads again, unless the format cannot hold the program.
private func survive(_ program: LinearProgram, _ format: ModelFormat) {
  guard let text = try? format.text(of: program) else { return }
  do {
    let back = try format.read(bytes: Array(text.utf8), source: "written")
    demand(back == program, "\(format): read back as another program\n\(text)")
  } catch {
    demand(false, "\(format): what was written is refused: \(error)\n\(text)")
  }
}

private func compressed(_ bytes: [UInt8]) {
  guard let plain = try? Gzip.decompress(bytes, limit: 1 << 20) else { return }
  demand((try? Gzip.decompress(Gzip.compress(plain))) == plain, "gzip changes bytes")
}

private let diet: LinearProgram = {
  var program = LinearProgram(sense: .minimize)
  program.addRow("need", lower: 1)
  program.addRow("a b", lower: .finite(Rational(1, 2)))
  program.addVariable("x", cost: 3, entries: [.init(row: 0, value: 1), .init(row: 1, value: 2)])
  program.addVariable("y", cost: 2, entries: [.init(row: 0, value: 3), .init(row: 1, value: 1)])
  return program
}()

/// A certificate that is accepted proves the one true optimum, 9/10.
private func certificate(_ bytes: [UInt8]) {
  do {
    let claim = try CertificateText.read(bytes, source: "input", for: diet)
    guard claim.verify(against: diet).isValid else { return }
    demand(claim.objective == Rational(9, 10), "valid: \(claim)")
  } catch {
    demand("\(error)".hasPrefix("input:"), "no place in \(error)")
  }
}

private func number(_ bytes: [UInt8]) {
  guard let number = try? Rational(utf8: bytes[...]) else { return }
  demand(Rational(number.description) == number, "a number changes: \(number)")
}

private func demand(_ condition: Bool, _ reason: @autoclosure () -> String) {
  if !condition { fatalError(reason()) }
}
