// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Runs the Python helper's own tests with the programs of this build.
@Suite("The Python helper")
struct PythonTests {
  private static let products = Bundle.main.executableURL!.deletingLastPathComponent()

  private func run(
    _ program: String, _ arguments: [String], in folder: String, _ variables: [String: String] = [:]
  ) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = DocumentationTests.root.appendingPathComponent(folder)
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private func exists(_ program: String) -> Bool {
    (try? run(program, ["--version"], in: "."))?.status == 0
  }

  /// A library with a sanitizer in it cannot be loaded by programs without one.
  private var isSanitized: Bool {
    guard let name = ProcessInfo.processInfo.environment["SANITIZER"] else { return false }
    print("skipped under the \(name) sanitizer")
    return true
  }

  @Test(
    "right verifiers pass, five kinds of mistakes are found; through the program and the library",
    arguments: [("SPECHUB", "spechub"), ("SPECHUB_LIBRARY", "libSpecHubC.so")])
  func helper(_ variable: String, _ file: String) throws {
    guard exists("python3") else { return print("skipped: there is no python3") }
    guard !isSanitized else { return }
    let path = Self.products.appendingPathComponent(file).path
    try #require(FileManager.default.fileExists(atPath: path), "\(path) was not built")
    let (status, text) = try run(
      "python3", ["-m", "unittest", "test_spechub", "test_packages", "test_spark"],
      in: "Examples/python",
      [variable: path, "PYTHONDONTWRITEBYTECODE": "1"])
    #expect(status == 0, "\(text)")
    for line in text.split(separator: "\n") where line.contains("skipped") { print(line) }
  }

  @Test("a C program calls the library through its header")
  func header() throws {
    guard exists("cc") else { return print("skipped: there is no C compiler") }
    guard !isSanitized else { return }
    let products = Self.products.path
    let program = NSTemporaryDirectory() + "spechub-audit-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: program) }
    let (compiled, messages) = try run(
      "cc",
      [
        "-Wall", "-Wextra", "-Werror", "-I", "Sources/CSpecHub/include", "Examples/c/audit.c", "-o",
        program, "-L\(products)", "-lSpecHubC", "-Wl,-rpath,\(products)",
      ], in: ".")
    try #require(compiled == 0, "\(messages)")
    let (status, text) = try run(program, [], in: ".")
    #expect(status == 0, "\(text)")
    let answers = text.split(separator: "\n")
    try #require(answers.count == 5)
    #expect(answers[0].contains(#""verdict": "lossless""#))
    #expect(answers[1].contains("missing-residual"))
    #expect(answers[2].contains(#""verdict": "refused""#))
    #expect(answers[3].contains(#""id": 7"#))
    #expect(answers[4].contains(#""code": "bad-json""#))
  }
}
