// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SpeculativeDecoding
import Testing

/// What must be documented is.
@Suite("Nothing public is left without a word")
struct CommentTests {
  /// What a protocol documents already.
  private static let witnesses: Set<String> = [
    "description", "errorDescription", "hash", "==", "<", "encode", "init(from",
    // Of a scheme.
    "id", "summary", "sampling", "acceptedMass", "acceptedMassByDraft", "acceptance",
    "acceptanceByDraft", "isLossless", "isSequential", "isBound", "law", "kernel", "bound",
  ]

  @Test("public declarations of the library have a doc comment")
  func publicDeclarations() {
    let modules = [
      "Rationals", "LinearPrograms", "Certificates", "LPFormats", "LPWriting", "ExactSolving",
      "GLPK", "OptimalTransport", "SpeculativeDecoding",
    ]
    var count = 0
    for document in ProjectFile.swift
    where modules.contains(where: { document.path.hasPrefix("Sources/\($0)/") })
      && !document.path.contains(".docc/")
    {
      var isDocumented = false
      for (number, line) in document.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let code = line.drop { $0 == " " }
        if code.hasPrefix("public "), !code.hasPrefix("public import ") {
          count += 1
          if !isDocumented, !Self.isWitness(code) {
            Issue.record("\(document):\(number + 1) has no doc comment: \(code)")
          }
        }
        // An attribute may stand between the comment and what it is about.
        if !code.hasPrefix("@") { isDocumented = code.hasPrefix("///") }
      }
    }
    #expect(count > 800)
  }

  private static func isWitness(_ code: Substring) -> Bool {
    let words = code.split { " (:<".contains($0) }
    let keywords: Set<Substring> = ["public", "static", "mutating", "func", "var", "let"]
    guard let name = words.first(where: { !keywords.contains($0) }) else { return true }
    return witnesses.contains(String(name)) || code.contains("func ==") || code.contains("func <")
      || code.contains("init(from ")
  }

  @Test("every refuted claim of the catalog stands in the article, and no other")
  func refutedClaims() throws {
    let article = try #require(ProjectFile("Sources/SpecHub.docc/RefutedClaims.md"))
    let hunted = ConsoleSession.all(in: article).map { session in
      String(session.command.split(separator: " ")[2])
    }
    let refuted = ConjectureCatalog.all.filter { $0.status == .refuted }.map(\.id)
    #expect(Set(hunted) == Set(refuted))
    #expect(hunted.count == refuted.count)
  }
}
