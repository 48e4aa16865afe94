// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// `certcheck` shares no code with `spechub` that could hold a version, so a test keeps them together.
@Suite("Versions")
struct VersionTests {
  @Test("spechub and certcheck have one version")
  func oneVersion() throws {
    let spechub = try #require(DocumentationTests.run("spechub --version").first)
    let certcheck = try #require(DocumentationTests.run("certcheck --version").first)
    let words = spechub.split(separator: " ")
    #expect(words.first == "spechub")
    let version = try #require(words.dropFirst().first)
    #expect(certcheck.split(separator: " ").prefix(2) == ["certcheck", version])
    #expect(spechub.contains("GLPK ") && spechub.contains("GMP "))
  }
}
