// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The files in `Proofs/instances`, which `make -C Proofs` has Coq check, are what `spechub` writes.
@Suite("The Coq instances are what spechub writes")
struct CoqInstanceTests {
  /// The commands that lead to a model $M and a certificate $C.
  static let recipes = [
    "Diet": "cp Examples/models/diet.lp $M && spechub solve $M --certificate $C",
    "Infeasible": "cp Examples/models/infeasible.lp $M && spechub solve $M --certificate $C",
    "Unbounded": "cp Examples/models/unbounded.lp $M && spechub solve $M --certificate $C",
    "PlanWorkedExample":
      "spechub plan Examples/instances/worked-example.json --program $M --certificate $C",
    "PlanHubLosesToRrs":
      "spechub plan Examples/instances/hub-loses-to-rrs.json --program $M --certificate $C",
    "OptimumWorkedExample": """
    spechub export lp Examples/instances/worked-example.json --program full -o $M \
      && spechub solve $M --certificate $C
    """,
  ]

  @Test("each is", arguments: recipes.keys.sorted())
  func instance(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("coq-instance-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let recipe = try #require(Self.recipes[name])
    let written = try DocumentationTests.run(
      """
      M=\(folder.path)/model.lp; C=\(folder.path)/certificate
      { \(recipe); } >/dev/null && spechub export coq $M $C
      """)
    let file = DocumentationTests.root.appendingPathComponent("Proofs/instances/\(name).v")
    let kept = try String(contentsOf: file, encoding: .utf8)
    #expect(written.joined(separator: "\n") + "\n" == kept)
  }

  @Test("every file has its recipe")
  func complete() throws {
    let folder = DocumentationTests.root.appendingPathComponent("Proofs/instances")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(
      files.filter { $0.hasSuffix(".v") }.sorted() == Self.recipes.keys.map { $0 + ".v" }.sorted())
  }
}
