// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The table of `Proofs/README.md` names things that exist: notes, Coq theorems, Swift symbols, tests.
///
/// A search of the texts, so that it needs neither Coq nor the modules.
@Suite("The table of proofs names what exists")
struct ProofTableTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct Row: CustomStringConvertible {
    let label, claim, note, coq, swift, test: String

    var description: String { "\(label): \(claim.prefix(40))" }
  }

  /// The rows of a table with these six columns.
  static func rows(of text: String) -> [Row] {
    text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("| "), line.hasSuffix(" |") else { return nil }
      let cells = line.dropFirst().dropLast().split(
        separator: "|", omittingEmptySubsequences: false
      ).map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 6, cells[0].count == 1 else { return nil }
      return Row(
        label: cells[0], claim: cells[1], note: cells[2], coq: cells[3], swift: cells[4],
        test: cells[5])
    }
  }

  /// What stands between backquotes.
  static func names(_ cell: String) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  private static func text(_ path: String) -> String? {
    try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  private static func swiftFiles(_ folder: String) -> [String] {
    let base = root.appendingPathComponent(folder)
    let files = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
    return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
      .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
  }

  private static func has(_ text: String, _ pattern: String) throws -> Bool {
    text.firstMatch(of: try Regex(pattern).anchorsMatchLineEndings()) != nil
  }

  /// What is missing of a row; empty when all is there.
  static func missing(_ row: Row) throws -> [String] {
    var missing: [String] = []
    for (column, cell) in [
      ("claim", row.claim), ("note", row.note), ("Coq", row.coq), ("Swift", row.swift),
      ("test", row.test),
    ] where cell.isEmpty || cell.hasPrefix("—") { missing.append("an empty cell: \(column)") }
    let link = row.note.split(separator: "(").last?.dropLast() ?? ""
    if text("Proofs/\(link)") == nil { missing.append("the note \(link)") }
    for name in names(row.coq) where try !isTheorem(name) { missing.append("the theorem \(name)") }
    for name in names(row.swift) where try !isSymbol(name) { missing.append("the symbol \(name)") }
    let tests = swiftFiles("Tests")
    for name in names(row.test)
    where try !tests.contains(where: { try has($0, #"^struct \#(name)\b"#) }) {
      missing.append("the test \(name)")
    }
    for cell in [row.coq, row.swift, row.test] where names(cell).isEmpty {
      missing.append("a name in \"\(cell)\"")
    }
    return missing
  }

  /// `File.theorem`, stated as one that the gate of `make -C Proofs` prints.
  private static func isTheorem(_ name: String) throws -> Bool {
    let parts = name.split(separator: ".")
    guard parts.count == 2, let file = text("Proofs/theories/\(parts[0]).v") else { return false }
    return try has(file, #"^(Theorem|Corollary) \#(parts[1])\b"#)
      && text("Proofs/_CoqProject")?.contains("theories/\(parts[0]).v\n") == true
  }

  /// `Module.Type` or `Module.Type.member`, declared in the module.
  private static func isSymbol(_ name: String) throws -> Bool {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count == 2 || parts.count == 3 else { return false }
    let files = swiftFiles("Sources/\(parts[0])")
    let type = #"^public (struct|enum|final class|class|protocol|extension) \#(parts[1])\b"#
    let extended = #"^(public )?extension \#(parts[1])\b"#
    guard parts.count == 3 else { return try files.contains { try has($0, type) } }
    let member =
      #"^ +(@discardableResult )?public (private\(set\) )?(static )?(func|var|let|case|init) \#(parts[2])\b"#
    return try files.contains {
      try (has($0, type) || has($0, extended)) && has($0, member)
    }
  }

  @Test("no cell is empty, no name is lost")
  func complete() throws {
    let rows = Self.rows(of: try #require(Self.text("Proofs/README.md")))
    for label in ["A", "B", "C", "D", "E", "F", "G", "H", "I"] {
      #expect(rows.contains { $0.label == label }, "no row \(label)")
    }
    for row in rows {
      let missing = try Self.missing(row)
      #expect(missing.isEmpty, "\(row): missing \(missing.joined(separator: ", "))")
    }
    // Claims of the one README are proved in the other.
    let claims = try #require(Self.text("README.md")).split(separator: "\n").filter {
      $0.hasPrefix("| `") && $0.contains("Proofs/notes/")
    }
    for claim in claims {
      for id in Self.names(String(claim.split(separator: ":")[0])) {
        #expect(rows.contains { Self.names($0.claim).contains(id) }, "no row for \(id)")
      }
    }
  }

  @Test("the theorems that refute false claims exist")
  func falseClaims() throws {
    let note = try #require(Self.text("Proofs/notes/false-claims.md"))
    let names = note.split(separator: "\n").filter { $0.hasSuffix("` |") }.compactMap {
      Self.names(String($0)).last
    }
    #expect(names.count >= 7)
    for name in names {
      #expect(try Self.isTheorem("Counterexamples.\(name)"), "no theorem \(name)")
    }
  }

  @Test(
    "a name that no longer exists is noticed",
    arguments: [
      ("Couplings.marginal_preserved", "Couplings.marginal_conserved"),
      ("Couplings.marginal_preserved", "Coupling.marginal_preserved"),
      ("SpeculativeDecoding.AcceptancePlan", "SpeculativeDecoding.AcceptPlan"),
      ("Kernel.outputLaw", "Kernel.outLaw"), ("`ClaimPropertyTests`", "`ClaimTests`"),
      ("notes/marginal-preserved.md", "notes/marginals.md"),
      ("`ClaimPropertyTests`", ""),
    ])
  func lost(_ name: String, _ replacement: String) throws {
    let text = try #require(Self.text("Proofs/README.md")).replacing(name, with: replacement)
    let row = try #require(Self.rows(of: text).first { $0.label == "A" })
    #expect(try !Self.missing(row).isEmpty)
  }
}
