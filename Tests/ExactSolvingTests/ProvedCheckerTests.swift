// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import Foundation
import LPFormats
import LPWriting
import LinearPrograms
import Rationals
import TestSupport
import Testing

/// The checker that is proved in Coq against ours, on the same texts: the extracted native program on
/// all of them, Coq itself on those that are well formed.
///
/// Both need `make -C Proofs` to have run; without it these tests are skipped.
@Suite("The proved checker and ours give the same verdicts")
struct ProvedCheckerTests {
  static let proofs = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Proofs")
  static let native = proofs.appendingPathComponent("native/build/proved-certcheck").path
  static let theory = proofs.appendingPathComponent("theories/CheckerSound.vo").path
  static let hasNative = FileManager.default.isExecutableFile(atPath: native)
  static let hasCoq =
    FileManager.default.fileExists(atPath: theory) && (try? shell("coqc --version")) != nil

  /// The exit status of certcheck.
  enum Verdict: Int32 {
    case valid = 0
    case invalid = 1
    case malformed = 2
  }

  struct Case {
    let program: LinearProgram
    let text: String
    let verdict: Verdict
    /// What the text claims of this program, when it can be read.
    let claim: CertificateClaim?

    init(_ program: LinearProgram, _ text: String) {
      self.program = program
      self.text = text
      claim = try? CertificateText.read(Array(text.utf8), source: "damaged", for: program)
      verdict = claim.map { $0.verify(against: program).isValid ? .valid : .invalid } ?? .malformed
    }
  }

  /// Certificates of random programs, whole and damaged.
  private static func cases(_ count: Int) throws -> [Case] {
    var cases: [Case] = []
    try forAll(
      "certificates, whole and damaged", cases: count,
      { choices -> (LinearProgram, String) in
        let program = choices.linearProgram()
        let outcome = try ExactSolver(oracle: NoOracle()).solve(program).outcome
        let text = CertificateText.write(outcome, for: program)
        return (program, choices.bool(probability: 0.9) ? choices.damaged(text) : text)
      }
    ) { program, text in cases.append(Case(program, text)) }
    return cases
  }

  @Test(
    "extracted to OCaml",
    .enabled(if: hasNative, "skipped: no extracted checker, run make -C Proofs native"))
  func extracted() throws {
    var cases = try Self.cases(600)
    for problem in problemLibrary {
      let outcome = try ExactSolver(oracle: NoOracle()).solve(problem.program).outcome
      cases.append(Case(problem.program, CertificateText.write(outcome, for: problem.program)))
    }
    let printed = try Self.inTemporaryFolder { folder in
      for (index, item) in cases.enumerated() {
        try write(item.program.plainText(), to: folder.appendingPathComponent("\(index).plain"))
        try write(item.text, to: folder.appendingPathComponent("\(index).certificate"))
      }
      return try Self.shell(
        """
        i=0; while [ $i -lt \(cases.count) ]; do
          '\(Self.native)' $i.plain $i.certificate; echo "status $?"; i=$((i + 1)); done
        """, in: folder)
    }
    let found = printed.split(separator: "\n").filter { $0.hasPrefix("status ") }.map {
      Verdict(rawValue: Int32($0.dropFirst(7)) ?? -1)
    }
    try #require(found.count == cases.count, "\(printed)")
    for (item, verdict) in zip(cases, found) {
      #expect(verdict == item.verdict, "\(item.program)\n\(item.text)")
    }
    for verdict in [Verdict.invalid, .malformed, .valid] {
      let count = cases.count { $0.verdict == verdict }
      print("extracted checker: \(count) certificates \(verdict), as certcheck says")
      #expect(count >= (verdict == .invalid ? 200 : 40))
    }
  }

  @Test(
    "in Coq, by vm_compute",
    .enabled(if: hasCoq, "skipped: no coqc, or no compiled theories, run make -C Proofs"))
  func computed() throws {
    let claims = try Self.cases(600).compactMap { item in
      item.claim?.outcome.map { (item, $0) }
    }
    var modules = ""
    for (index, (item, outcome)) in claims.enumerated() {
      let text = item.program.coqText(
        proving: outcome, objective: item.claim?.objective, evaluating: true)
      let definitions = try #require(text.range(of: "Definition model")).lowerBound
      modules += "Module Case\(index).\n"
      modules += text[definitions...].replacing(
        "Eval vm_compute in", with: "Definition verdict := Eval vm_compute in")
      modules += "End Case\(index).\n"
    }
    let verdicts = claims.indices.map { "Case\($0).verdict" }.joined(separator: "; ")
    let file = """
      From Coq Require Import ZArith List.
      From SpecHub Require Import Checker.
      Import ListNotations.
      Local Open Scope Z_scope.
      \(modules)
      Eval cbv in [\(verdicts)].

      """
    let printed = try Self.inTemporaryFolder { folder in
      try write(file, to: folder.appendingPathComponent("Damaged.v"))
      return try Self.shell(
        "coqc -q -w none -Q '\(Self.proofs.path)/theories' SpecHub Damaged.v", in: folder)
    }
    let found = printed.split { !$0.isLetter }.filter { $0 == "true" || $0 == "false" }
    try #require(found.count == claims.count, "\(printed)")
    for ((item, _), verdict) in zip(claims, found) {
      #expect((verdict == "true") == (item.verdict == .valid), "\(item.program)\n\(item.text)")
    }
    let refused = found.count { $0 == "false" }
    print("Coq: \(refused) damaged certificates refused, \(found.count - refused) accepted")
    #expect(refused >= 200 && refused < found.count)
  }

  private static func inTemporaryFolder(_ body: (URL) throws -> String) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("proved-checker-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  private static func shell(_ command: String, in folder: URL? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    struct Failed: Error { let output: String }
    guard process.terminationStatus == 0 else { throw Failed(output: output) }
    return output
  }
}

private func write(_ text: String, to file: URL) throws {
  try Data(text.utf8).write(to: file)
}

extension Choices {
  /// A certificate with one thing changed: mostly a number, so that the text can still be read.
  fileprivate mutating func damaged(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let numbered = lines.indices.filter {
      lines[$0].first?.isNumber == true || lines[$0].hasPrefix("-")
        || lines[$0].hasPrefix("objective ")
    }
    if !numbered.isEmpty, integer(in: 0...9) > 0 {
      let line = pick(from: numbered)
      var words = lines[line].split(separator: " ", maxSplits: 1).map(String.init)
      let place = words[0] == "objective" ? 1 : 0
      words[place] = changed(words[place])
      lines[line] = words.joined(separator: " ")
    } else if bool() {
      lines.remove(at: integer(in: 2...(lines.count - 1)))
    } else {
      var bytes = Array(lines.joined(separator: "\n").utf8)
      bytes[integer(in: 0...(bytes.count - 1))] = UInt8(integer(in: 32...126))
      return String(decoding: bytes, as: UTF8.self)
    }
    return lines.joined(separator: "\n")
  }

  private mutating func changed(_ number: String) -> String {
    switch integer(in: 0...5) {
    case 0: return number.hasPrefix("-") ? String(number.dropFirst()) : "-" + number
    case 1: return number + "1"
    case 2: return "1" + number
    case 3: return number.contains("/") ? number + "0" : number + "/2"
    case 4: return smallRational().description
    default: return awkwardRational().description
    }
  }
}
