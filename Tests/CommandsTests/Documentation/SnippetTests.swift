// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The tests in `Generated/` are those that the documents' Swift code makes.
///
/// A file that is out of date is written anew and fails the test once, so that it is looked at. One that
/// does not compile any more may be deleted.
@Suite("Swift code in documents is compiled and run")
struct SnippetTests {
  private static let folder = "Tests/CommandsTests/Documentation/Generated"

  @Test("the generated tests are those of the documents")
  func generated() throws {
    let wanted = Snippets.sources()
    #expect(wanted.count > 5)
    let folder = DocumentationTests.root.appendingPathComponent(Self.folder)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    for file in files where file.hasSuffix(".swift") && wanted[file] == nil {
      Issue.record("\(Self.folder)/\(file) has no document any more; delete it")
    }
    for (name, source) in wanted.sorted(by: { $0.key < $1.key }) {
      let file = folder.appendingPathComponent(name)
      if (try? String(contentsOf: file, encoding: .utf8)) == source { continue }
      try source.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(Self.folder)/\(name) was out of date and is written anew: test again")
    }
  }

  @Test("tutorials show nothing but Swift files and console sessions, all of which are run")
  func tutorials() {
    let tutorials = ProjectFile.all(["tutorial"], under: "Sources")
    let shown = tutorials.flatMap { $0.text.matches(of: /file: "?([\w.\-]+)/).map { String($0.1) } }
    #expect(shown.count > 10)
    let run = Set(
      (ProjectFile.swift + ProjectFile.sessions).map { ($0.path as NSString).lastPathComponent })
    for file in shown where !run.contains(file) { Issue.record("\(file) is shown and not run") }
  }

  @Test("a wrong value, a wrong message and a missing refusal are noticed")
  func mistakesAreNoticed() {
    withKnownIssue { shows(1, "2", "document", "code") }
    withKnownIssue { shows(nil as Int?, "2", "document", "code") }
    withKnownIssue { refuses("no", "document", "code") {} }
    withKnownIssue { refuses("no", "document", "code") { throw CocoaError(.fileNoSuchFile) } }
    shows(1 as Int?, "1", "document", "code")
  }
}
