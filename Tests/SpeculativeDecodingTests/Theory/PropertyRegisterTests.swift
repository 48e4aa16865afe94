// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The numbered properties are tests under their numbers, all of them.
@Suite("The register of properties")
struct PropertyRegisterTests {
  @Test("every number from 1 to 52 has a test, and no other number has")
  func complete() throws {
    // What the test program itself lists is what it runs; nothing is read from the sources.
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = ["--testing-library", "swift-testing", "--list-tests"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let listed = String(
      decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let own = "SpeculativeDecodingTests.PropertyRegisterTests/complete()"
    let names = listed.split(separator: "\n")
    try #require(names.contains { $0 == own }, "the list of tests does not have this one")
    let numbers = names.compactMap { name -> Int? in
      guard let match = name.firstMatch(of: /\/property(\d+)/) else { return nil }
      return Int(match.1)
    }
    #expect(Set(numbers) == Set(1...52), "\(Set(1...52).symmetricDifference(numbers).sorted())")
  }
}
