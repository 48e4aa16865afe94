// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The gate of `make -C Proofs` that reads the sources; it needs no Coq.
@Suite("The gate of the proofs refuses open proofs and assumptions")
struct ProofGateTests {
  private static func gate(_ text: String) throws -> [String] {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("gate-\(UUID().uuidString).v")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try DocumentationTests.run(
      "Proofs/check-sources \(file.path) >/dev/null 2>&1; echo $?")
  }

  @Test(
    "refused",
    arguments: [
      "Theorem false : False.\nAdmitted.", "Theorem false : False. Proof. admit. Qed.",
      "Axiom false : False.", "Parameter false : False.", "Conjecture false : False.",
      "(* Axiom *) Axiom false : False.", "(* a\nb *)\nAxiom false : False.",
      "Lemma a : True. Proof. trivial. Abort.", "Unset Guard Checking.",
    ])
  func refused(_ text: String) throws {
    #expect(try Self.gate(text + "\n") == ["1"])
  }

  @Test(
    "accepted",
    arguments: [
      "Theorem true : True. Proof. exact I. Qed.", "(* No Axiom, nothing Admitted. *)",
      "(* A comment\n   with an Axiom in it *)\nDefinition axiomatic := 0.",
    ])
  func accepted(_ text: String) throws {
    #expect(try Self.gate(text + "\n") == ["0"])
  }
}
