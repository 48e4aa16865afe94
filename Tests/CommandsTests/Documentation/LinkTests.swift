// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Links between documents, and paths that documents name, lead somewhere.
///
/// `docc` checks `<doc:…>` links and symbols itself; these tests check what it leaves alone.
@Suite("Links and paths in documents exist")
struct LinkTests {
  @Test("Markdown links")
  func links() throws {
    var count = 0
    for document in ProjectFile.markdown {
      for (number, line) in document.prose.enumerated() {
        for match in withoutCode(line).matches(of: /(!?)\[[^\]]*\]\(([^)\s]+)[^)]*\)/) {
          count += 1
          let problem =
            document.path.contains(".docc/")
            ? problemInCatalog(String(match.2), isImage: !match.1.isEmpty, document)
            : problem(String(match.2), document)
          if let problem { Issue.record("\(document):\(number + 1): \(match.2) \(problem)") }
        }
      }
    }
    #expect(count > 50)
  }

  @Test("paths between backquotes")
  func paths() {
    var count = 0
    for document in ProjectFile.markdown + ProjectFile.swift
    where Self.folders.contains(where: { document.text.contains($0) }) {
      for (number, line) in document.prose.enumerated()
      where Self.folders.contains(where: { line.contains($0) }) {
        for match in line.matches(of: /`((?:Sources|Tests|Examples|Proofs|\.ci)\/[\w.\/+\-]*)`/) {
          let path = String(match.1)
          // What `make` builds is not there before it did.
          guard !path.contains("/build") || path.hasPrefix(".ci") else { continue }
          count += 1
          if !exists(path) {
            Issue.record("\(document):\(number + 1): there is no \(path)")
          }
        }
      }
    }
    #expect(count > 30)
  }

  /// How such a path begins; looking for these first saves most of the time.
  private static let folders = ["`Sources/", "`Tests/", "`Examples/", "`Proofs/", "`.ci/"]

  private func problem(_ link: String, _ document: ProjectFile) -> String? {
    if link.contains(/^[a-z]+:/) { return nil }
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let folder = (document.path as NSString).deletingLastPathComponent
    let path =
      parts[0].isEmpty ? document.path : folder.isEmpty ? "\(parts[0])" : "\(folder)/\(parts[0])"
    guard exists(path) else { return "does not exist" }
    guard parts.count == 2, let target = ProjectFile(path) else { return nil }
    return anchors(of: target).contains(String(parts[1])) ? nil : "names no heading"
  }

  private func problemInCatalog(_ link: String, isImage: Bool, _ document: ProjectFile) -> String? {
    if link.contains(/^[a-z]+:/) { return nil }
    guard isImage, let catalog = document.path.firstRange(of: ".docc/") else {
      return "is dead on the built site: write <doc:…>, or the path between backquotes"
    }
    let folder = String(document.path[..<catalog.upperBound])
    let name = (link as NSString).lastPathComponent
    let files = FileManager.default.enumerator(
      atPath: DocumentationTests.root.appendingPathComponent(folder).path)
    while let file = files?.nextObject() as? String {
      let found = (file as NSString).lastPathComponent
      if found == name || (found as NSString).deletingPathExtension == name { return nil }
    }
    return "is not in \(folder)"
  }

  /// The headings as GitHub's anchors.
  private func anchors(of document: ProjectFile) -> Set<String> {
    Set(
      document.prose.filter { $0.hasPrefix("#") }.map { heading in
        String(
          heading.drop { $0 == "#" || $0 == " " }.lowercased()
            .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
            .map { $0 == " " ? "-" : $0 })
      })
  }

  private func withoutCode(_ line: String) -> String { line.replacing(/`[^`]*`/, with: "") }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(
      atPath: DocumentationTests.root.appendingPathComponent(path).path)
  }
}
