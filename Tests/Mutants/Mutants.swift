// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Tries mutants one after the other: `mutants SETTINGS FILE…`, called by `Tests/Mutants/run`.
///
/// A mutant is compiled in the place of its file, linked with the objects of everything else, and the
/// tests are run. It is caught when they fail, crash or do not end. The table says by which test;
/// mutants that survive must stand in `equivalent.tsv` with the reason why no test can tell them apart.
@main
struct Mutants {
  static func main() throws {
    let arguments = CommandLine.arguments
    let workshop = try Workshop(folder: arguments[1])
    let environment = ProcessInfo.processInfo.environment
    let every = environment["EVERY"].flatMap(Int.init) ?? 1
    let lines = environment["LINES"].map { Set($0.split(separator: ",").compactMap { Int($0) }) }
    var survivors = 0
    var summary: [String] = []
    for path in arguments.dropFirst(2) {
      let file = URL(fileURLWithPath: path)
      let finder = MutationFinder(try String(contentsOf: file, encoding: .utf8))
      var counts: [String: Int] = [:]
      for (index, mutation) in finder.mutations.enumerated() where index % every == 0 {
        guard lines?.contains(mutation.line) ?? true else { continue }
        let fate = try workshop.fate(of: mutation, in: file)
        guard fate != .notCompiled else { continue }
        counts[fate.kind, default: 0] += 1
        if case .survived = fate { survivors += 1 }
        let row = "\(file.lastPathComponent):\(mutation.line)\t\(mutation.change)\t\(fate.text)\n"
        FileHandle.standardOutput.write(Data(row.utf8))
      }
      let total = counts.values.reduce(0, +)
      func count(_ kind: String) -> Int { counts[kind] ?? 0 }
      summary.append(
        "| `\(file.lastPathComponent)` | \(total) | \(count("test")) | \(count("crash")) | "
          + "\(count("time")) | \(count("equivalent")) | \(count("survived")) |")
    }
    print("\n| file | mutants | failed a test | crashed | did not end | equivalent | survived |")
    print("|---|---|---|---|---|---|---|")
    for line in summary { print(line) }
    if survivors > 0 {
      print("\(survivors) mutants survived")
      exit(1)
    }
  }
}

/// What became of a mutant.
enum Fate: Equatable {
  case notCompiled
  case failed(test: String)
  case crashed
  case endless
  case equivalent(reason: String)
  case survived

  var kind: String {
    switch self {
    case .notCompiled: "none"
    case .failed: "test"
    case .crashed: "crash"
    case .endless: "time"
    case .equivalent: "equivalent"
    case .survived: "survived"
    }
  }

  var text: String {
    switch self {
    case .notCompiled: "does not compile"
    case .failed(let test): "caught by “\(test)”"
    case .crashed: "caught: the tests crash"
    case .endless: "caught: the tests do not end"
    case .equivalent(let reason): "equivalent: \(reason)"
    case .survived: "SURVIVED"
    }
  }
}

/// The folder with the compiled modules, and the commands that `run` wrote into it.
struct Workshop {
  private let folder: String
  private let known: [String: String]

  init(folder: String) throws {
    self.folder = folder
    let lines = try String(contentsOfFile: "\(folder)/equivalent.tsv", encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
    var known: [String: String] = [:]
    for line in lines {
      let parts = line.split(separator: "\t", maxSplits: 2).map(String.init)
      if parts.count == 3 { known["\(parts[0])\t\(parts[1])"] = parts[2] }
    }
    self.known = known
  }

  func fate(of mutation: Mutation, in file: URL) throws -> Fate {
    let name = file.lastPathComponent
    try mutation.text.write(toFile: "\(folder)/mutant/\(name)", atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: "\(folder)/mutant/\(name)") }
    guard try run("\(folder)/compile \(file.path) \(folder)/mutant/\(name)").status == 0 else {
      return .notCompiled
    }
    let (status, output) = try run("\(folder)/test")
    switch status {
    case 0:
      return known["\(name)\t\(mutation.change)"].map { .equivalent(reason: $0) } ?? .survived
    case 124, 137: return .endless
    default:
      // ✘ Test "name" recorded an issue at …
      let failure = output.split(separator: "\n").first {
        $0.contains("recorded an issue") && $0.contains("Test ")
      }
      guard let failure else { return .crashed }
      let parts = failure.split(separator: "\"")
      return .failed(test: parts.count > 1 ? String(parts[1]) : String(failure))
    }
  }

  private func run(_ command: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", command]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
