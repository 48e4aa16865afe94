// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import LPWriting
import LinearPrograms
import Rationals

/// The targets of the program that links the formats and no search.
let targets: [String: Target] = [
  "lp": { model($0, .lp) },
  "mps": { model($0, .mps) },
  "model-json": { model($0, .json) },
  "json": json,
  "gzip": compressed,
  "number": number,
  "instance-text": instance,
  "certificate": certificate,
  "certcheck": checkCertificate,
  "certcheck-acceptance": checkAcceptance,
]

/// A reader may refuse its input, with a message that names the source. What it accepts must survive
/// being written and read again, in its own format and in JSON. Anything else is a finding: a trap, a
/// model that changes, a message without a place, memory or time without end.
private func model(_ bytes: [UInt8], _ format: ModelFormat) {
  func read(relaxing: Bool) throws(ModelFileError) {
    let program = try format.read(bytes: bytes, source: "input", relaxing: relaxing)
    for format in format == .json ? [.json] : [format, .json] { survive(program, format) }
  }
  do throws(ModelFileError) {
    do throws(ModelFileError) {
      try read(relaxing: false)
    } catch  where error.isAboutIntegers {
      try read(relaxing: true)
    }
  } catch {
    demand("\(error)".utf8.starts(with: "input".utf8), "no place in \(error)")
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

/// What is read as JSON is written as JSON that reads as the same, fractions as texts.
private func json(_ bytes: [UInt8]) {
  do {
    let value = try JSONValue.parse(bytes, source: "input")
    let text = value.text()
    demand(!text.utf8.contains(UInt8(ascii: "\n")), "a line break in \(text)")
    let back = try? JSONValue.parse(Array(text.utf8), source: "written")
    demand(back?.text() == text, "read back as another value: \(text)")
  } catch {
    demand("\(error)".utf8.starts(with: "input:".utf8), "no place in \(error)")
  }
}

private func compressed(_ bytes: [UInt8]) {
  guard let plain = try? Gzip.decompress(bytes, limit: 1 << 20) else { return }
  demand((try? Gzip.decompress(Gzip.compress(plain))) == plain, "gzip changes bytes")
}

private func number(_ bytes: [UInt8]) {
  guard let number = try? Rational(utf8: bytes[...]) else { return }
  demand(Rational(number.description) == number, "a number changes: \(number)")
}

private func instance(_ bytes: [UInt8]) {
  guard let value = try? JSONValue.parse(bytes, source: "input") else { return }
  for mode in [InstanceText.Mode.strict, .normalize] {
    do {
      _ = try InstanceText(JSONCursor(value, source: "input"), mode: mode).problem().fingerprint
    } catch {
      demand("\(error)".utf8.starts(with: "input:".utf8), "no place in \(error)")
    }
  }
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
    demand("\(error)".utf8.starts(with: "input:".utf8), "no place in \(error)")
  }
}
