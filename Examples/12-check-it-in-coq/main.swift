// SPDX-License-Identifier: GPL-3.0-or-later

// Check it in Coq.
//
// Learning intentions:
//   - turn an answer into a theorem: the model, the certificate, and the claim that one proves the other;
//   - have a proof assistant check it, which trusts neither this program nor its authors.
//
// Run it in the folder of the package. Without coqc (Debian package coq) the file is written and left.

import Certificates
import Foundation
import LPWriting
import LinearPrograms
import OptimalTransport
import Rationals
import SpeculativeDecoding

// SpecHub's plan for the worked example, and the cut that proves it optimal, as a certificate of the
// acceptance program. No solver is involved.
let p = try Distribution([1 / 10, 3 / 5, 3 / 10])
let q = try Distribution([1 / 2, 3 / 10, 1 / 5])
let plan = SpecHubPlan(target: p, draft: q)
let (acceptance, certificate) = try plan.certifiedProgram()
let program = acceptance.program
print(
  "SpecHub accepts \(plan.acceptanceRate); in Swift the certificate is",
  certificate.verify(against: program).isValid ? "valid" : "INVALID")

// As a Coq file: the program in integers, the certificate in integers, and a theorem whose proof is to
// compute. `check_sound` is proved once and for all in Proofs/theories/CheckerSound.v.
let theorem = program.coqText(proving: .optimal(certificate))
for line in theorem.split(separator: "\n")
where line.hasPrefix("Theorem") || line.hasPrefix("Proof.") {
  print("  \(line)")
}

// A wrong claim has a file as well; Coq does not accept it.
var wrong = certificate
wrong.multipliers[0] += 1
let nonsense = program.coqText(proving: .optimal(wrong))

/// Runs a program of this machine; `nil` when there is none of this name.
func run(_ arguments: String..., in folder: URL) throws -> (succeeded: Bool, output: String)? {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = arguments
  process.currentDirectoryURL = folder
  let pipe = Pipe()
  (process.standardOutput, process.standardError) = (pipe, pipe)
  try process.run()
  let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return process.terminationStatus == 127 ? nil : (process.terminationStatus == 0, output)
}

let folder = FileManager.default.temporaryDirectory
  .appendingPathComponent("check-it-in-coq-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
for name in ["Checker.v", "CheckerSound.v"] {
  try FileManager.default.copyItem(
    at: URL(fileURLWithPath: "Proofs/theories/\(name)"), to: folder.appendingPathComponent(name))
}
for (name, text) in [("Plan.v", theorem), ("Nonsense.v", nonsense)] {
  try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
}
for name in ["Checker.v", "CheckerSound.v", "Plan.v", "Nonsense.v"] {
  guard let result = try run("coqc", "-Q", ".", "SpecHub", name, in: folder) else {
    print("coqc is not installed; the files are in \(folder.path)")
    exit(0)
  }
  let assumptions = result.output.split(separator: "\n").last { $0.hasPrefix("Closed") }
  print(
    "coqc \(name): \(result.succeeded ? "accepted" : "refused")\(assumptions.map { ", " + $0 } ?? "")"
  )
}
try FileManager.default.removeItem(at: folder)
