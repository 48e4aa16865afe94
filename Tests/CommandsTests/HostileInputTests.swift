// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import LPWriting
import TestSupport
import Testing

/// Input that was made to hurt: every program refuses it with a message and a status of its own, and
/// takes no more memory than stated. Times are never tested; limits of time are, by their status.
@Suite("Hostile input is refused within bounded memory")
final class HostileInputTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "HostileInputTests-\(UUID().uuidString)").path()

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// What a program of this size takes for itself in a debug build.
  private static let small = 60

  /// Sanitizers take much memory for themselves.
  private static let isMeasured = ProcessInfo.processInfo.environment["SANITIZER"] == nil

  @discardableResult
  private func file(_ name: String, _ text: String) throws -> String {
    try TextFile.write(text, to: "\(folder)/\(name)")
    return "\(folder)/\(name)"
  }

  /// Runs a command, which must end with this status and message and below this memory.
  private func expect(
    _ command: String, status: Int32 = 2, says message: String, below megabytes: Int = small,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let child = try ChildProcess(command, sourceLocation: sourceLocation)
    #expect(child.status == status, "\(command)\n\(child.errors)", sourceLocation: sourceLocation)
    #expect(
      (child.errors + child.output).contains(message), "\(command)\n\(child.errors)",
      sourceLocation: sourceLocation)
    #expect(
      child.peakMegabytes < megabytes || !Self.isMeasured, "\(command): \(child.peakMegabytes) MB",
      sourceLocation: sourceLocation)
    print("hostile: \(child.peakMegabytes) MB, status \(child.status): \(command.prefix(100))")
  }

  private static let numbers = ["1e999999999", "1e-999999999", "0x1p999999999", "0x1p-999999999"]

  @Test("exponents without measure, in every format and command", arguments: numbers)
  func exponents(_ number: String) throws {
    let says = "exponent"
    let lp = try file("a.lp", "Minimize\n \(number) x\nSubject To\n c: x >= 1\nEnd\n")
    let mps = try file(
      "a.mps", "NAME\nROWS\n N o\n L c\nCOLUMNS\n x o \(number)\nRHS\nBOUNDS\nENDATA\n")
    let json = try file(
      "a.json",
      """
      {"format": "spechub-lp 1", "variables": ["x"], "objective": {"terms": [["x", "\(number)"]]}}
      """)
    // The LP format knows no hexadecimal numbers: `0x1p9` is 0 times a variable there.
    for model in number.hasPrefix("0x") ? [mps, json] : [lp, mps, json] {
      try expect("spechub solve \(model)", says: says)
    }
    let instance = try file(
      "instance.json", #"{"target": ["\#(number)", "1/2"], "draft": ["1/2", "1/2"]}"#)
    for command in ["verify", "plan", "optimum", "compare"] {
      try expect("spechub \(command) \(instance)", says: says)
    }
    let law = try file("law.json", #"{"p": ["1/2", "1/2"], "law": ["\#(number)", "1/2"]}"#)
    try expect("spechub audit \(law)", says: says)
    try expect(
      #"echo '{"command": "audit", "input": {"p": ["\#(number)"], "law": [1]}}' | spechub serve"#,
      status: 0, says: says)
    let good = try file("good.lp", "Minimize\n x\nSubject To\n c: x >= 1\nEnd\n")
    try expect("spechub solve \(good) --certificate \(folder)/c", status: 0, says: "written")
    let certificate = String(decoding: try TextFile.read("\(folder)/c"), as: UTF8.self)
    let forged = try file(
      "forged", certificate.replacing("objective 1", with: "objective \(number)"))
    try expect("certcheck \(good) \(forged)", says: says)
  }

  @Test("a hundred thousand brackets, braces and signs")
  func nesting() throws {
    let count = 100_000
    let says = "at most 512 levels of nesting"
    for (name, bracket) in [("arrays", "["), ("objects", #"{"a":"#)] {
      let path = try file("\(name).json", String(repeating: bracket, count: count))
      for command in ["solve", "optimum", "audit"] {
        try expect("spechub \(command) \(path)", says: says)
      }
      try expect("spechub serve < \(path)", status: 0, says: says)
    }
    let signs = try file(
      "signs.lp", "min " + String(repeating: "+-", count: count / 2) + " x\nst\n")
    try expect("spechub solve \(signs)", status: 2, says: "signs.lp:3:1")
  }

  /// `TEST_EFFORT=200` makes it a billion.
  @Test("a fraction of millions of digits")
  func digits() throws {
    let count = 5_000_000 * effort
    let bytes = count / 500_000 + 2 * count / 1_000_000
    for (name, head, foot) in [
      ("a.lp", "min ", " x\nst\nend\n"),
      ("a.json", #"{"target": ["1/"#, #""], "draft": [1]}"#),
    ] {
      let path = "\(folder)/\(name)"
      let made = try ChildProcess(
        "{ printf '%s' '\(head)'; head -c \(count) /dev/zero | tr '\\0' 7; "
          + "printf '\(foot.replacing("\n", with: "\\n"))'; } > \(path)")
      #expect(made.status == 0)
      try expect(
        "spechub \(name.hasSuffix("lp") ? "solve" : "optimum") \(path)",
        says: "a number of at most 1000000 characters", below: 100 + bytes)
      unlink(path)
    }
  }

  @Test("lines of a gigabyte: serve answers them and keeps none")
  func longLines() throws {
    try expect(
      "{ head -c 1100000000 /dev/zero; echo; echo 7; } | spechub serve | tail -n 2", status: 0,
      says: "line 1 exceeds --max-line-bytes", below: 64 + 128 + Self.small)
    // Just below the limit: kept as bytes, and refused at the first of them.
    try expect(
      "{ head -c 1000000 /dev/zero; echo; } | spechub serve", status: 0, says: "expected a value")
  }

  @Test("zero bytes and bytes that are no text")
  func bytes() throws {
    for (name, command) in [
      ("x.lp", "spechub solve"), ("x.mps", "spechub solve"), ("x.json", "spechub solve"),
      ("x.mod", "spechub solve"), ("i.json", "spechub verify"), ("a.json", "spechub audit"),
    ] {
      for bytes in [#"\000\000\000"#, #"\377\376{\303("#, #"{"a\000": "\300\200"}"#] {
        try expect("cd \(folder); printf '\(bytes)' > \(name); \(command) \(name)", says: name)
      }
    }
    try expect(
      #"printf '\000\n\377\n{"id": "\303("}\n' | spechub serve"#, status: 0, says: "bad-json")
    let model = try file("m.lp", "min x\nst\nend\n")
    try expect(
      #"printf 'spechub-certificate 1\n\377' | certcheck \#(model) -"#,
      says: "standard input:2:1")
  }

  @Test("a small gzip file that holds more than fits")
  func bomb() throws {
    // Four gigabytes of blanks.
    let member = Gzip.compress([UInt8](repeating: UInt8(ascii: " "), count: 1 << 22))
    let path = "\(folder)/bomb.lp.gz"
    try TextFile.write((0..<1024).reduce(into: []) { all, _ in all += member }, to: path)
    for command in ["solve", "verify", "convert --to mps"] {
      let output = command.hasPrefix("convert") ? " -" : ""
      try expect(
        "spechub \(command) --memory-limit 200 \(path)\(output)", status: 3,
        says: "the memory limit of 200 MB is reached", below: 300)
    }
  }

  @Test("what has no end, is no file, or never comes")
  func specialFiles() throws {
    let pipe = "\(folder)/pipe.lp"
    #expect(mkfifo(pipe, 0o600) == 0)
    let json = "\(folder)/pipe.json"
    #expect(mkfifo(json, 0o600) == 0)
    for command in [
      "solve \(pipe)", "convert \(pipe) - --to lp", "check \(pipe) \(pipe)", "verify \(json)",
      "plan \(json)", "optimum \(json)", "compare \(json)", "audit \(json)", "warp \(json)",
      "tree \(json) --widths 2", "export lp \(json)", "export coq \(pipe) \(pipe)",
      "export plain \(pipe)", "thresholds \(json) --scheme rrs", "explain \(json)",
      "figure plan \(json)",
    ] {
      try expect(
        "spechub \(command) --time-limit 0.1", status: 3, says: "the time limit of 0.1 s is reached"
      )
    }
    for command in ["solve -", "audit -"] {
      try expect(
        "spechub \(command) --memory-limit 150 < /dev/zero", status: 3,
        says: "the memory limit of 150 MB is reached", below: 250)
    }
    for command in ["verify", "audit", "compare", "optimum", "plan"] {
      try expect("spechub \(command) \(folder)", says: "is a directory, not a file")
    }
    try expect("mkdir \(folder)/d.lp; spechub solve \(folder)/d.lp", says: "is a directory")
    try expect("certcheck \(folder)/d.lp \(folder)", says: "is a directory")
    // A pipe that someone writes to is as good as a file.
    try file("model", "Minimize\n x\nSubject To\n c: x >= 1/3\nEnd\n")
    try expect(
      "cat \(folder)/model > \(pipe) & spechub solve \(pipe) --brief", status: 0, says: "obj = 1/3")
  }

  @Test("work that would take for ever")
  func work() throws {
    let count = 100
    let weights = (1...count).map { String($0 * $0 % 61 + 1) }.joined(separator: ", ")
    let reversed = (1...count).map { String($0 * 7 % 61 + 1) }.joined(separator: ", ")
    func instance(_ name: String, drafts: Int) throws -> String {
      try file(
        name,
        #"""
        {"target": [\#(weights)], "draft": [\#(reversed)], "drafts": \#(drafts),
         "sampling": "without-replacement"}
        """#)
    }
    let (two, three) = (try instance("two.json", drafts: 2), try instance("three.json", drafts: 3))
    for command in [
      "verify --normalize --max-variables 100000000 \(two)", "optimum --normalize \(three)",
    ] {
      try expect(
        "spechub \(command) --time-limit 0.3", status: 3,
        says: "the time limit of 0.3 s is reached", below: 2000)
      try expect(
        "spechub \(command) --memory-limit 40", status: 3, says: "the memory limit of 40 MB",
        below: 140)
    }
    // A server answers that it stopped, and goes on.
    let model = try String(
      contentsOf: DocumentationTests.root.appending(path: "Examples/models/classic/hilb8.mps"),
      encoding: .utf8)
    let solve: JSONValue = ["command": "solve", "input": ["mps": .string(model)]]
    let request = try file("requests", solve.text() + "\n7\n")
    try expect(
      "spechub serve --time-limit 0.000001 < \(request)", status: 0, says: #""code": "limit""#)
    try expect(
      "spechub hunt closed-form-is-optimal --time-limit 0.2", status: 3, says: "closed-form")
  }

  /// `getrusage` counts the memory of the process that starts a program as the program's own: found
  /// when programs started by the tests seemed to have the gigabyte of the test before.
  @Test("a limit of memory is not that of whoever starts the program")
  func memoryOfTheLauncher() throws {
    var large = [UInt8](repeating: 1, count: 400 << 20)
    large[large.count - 1] = 2
    let model = try file("m.lp", "Minimize\n x\nSubject To\n c: x >= 1/3\nEnd\n")
    let process = Process()
    process.executableURL = Bundle.main.executableURL!.deletingLastPathComponent()
      .appending(path: "spechub")
    process.arguments = ["solve", model, "--memory-limit", "200"]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(large.last == 2)
  }
}
