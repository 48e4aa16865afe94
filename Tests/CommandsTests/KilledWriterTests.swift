// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import LPWriting
import LinearPrograms
import Rationals
import TestSupport
import Testing

/// Writers that are killed, or run out of room, at any moment: the file is the old one or the new one.
@Suite("A writer that dies loses nothing", .serialized)
final class KilledWriterTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "KilledWriterTests-\(UUID().uuidString)").path()

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Two models of a hundred kilobytes, and how they are written as MPS.
  private func models() throws -> [(path: String, converted: [UInt8])] {
    try [1, 2].map { number in
      var program = LinearProgram(name: "model\(number)", sense: .minimize)
      program.addRow("row", lower: 1)
      for index in 0..<2000 {
        program.addVariable("x\(index)", cost: Rational(index), entries: [.init(row: 0, value: 1)])
      }
      let path = "\(folder)/model\(number).lp"
      try TextFile.write(try program.lpText(), to: path)
      return (path, Array(try program.mpsText().utf8))
    }
  }

  private var output: String { folder + "/output.mps" }

  private func temporaryFiles() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".tmp") }
  }

  private func converting(_ model: String) throws -> Process {
    let process = Process()
    process.executableURL = Bundle.main.executableURL!.deletingLastPathComponent()
      .appending(path: "spechub")
    process.arguments = ["convert", model, output]
    try process.run()
    return process
  }

  @Test("killed at random moments")
  func kills() throws {
    let models = try models()
    try TextFile.write(models[0].converted, to: output)
    var current = 0
    let start = ContinuousClock.now
    let whole = try converting(models[1].path)
    whole.waitUntilExit()
    #expect(whole.terminationStatus == 0)
    let lifetime = Int((ContinuousClock.now - start) / .microseconds(1))
    current = 1
    // Killed before the file was replaced, while its temporary file was there, and after.
    var (before, during, after, finished) = (0, 0, 0, 0)
    let kills = 40 * effort
    for kill in 0..<kills {
      let writer = try converting(models[1 - current].path)
      if kill % 2 == 0 {
        usleep(UInt32.random(in: 0...UInt32(lifetime)))
      } else {
        // Waits for the temporary file, so that most kills strike while it is written.
        while writer.isRunning, temporaryFiles().isEmpty { usleep(20) }
        usleep(UInt32.random(in: 0...3000))
      }
      Foundation.kill(writer.processIdentifier, SIGKILL)
      writer.waitUntilExit()
      if writer.terminationReason == .exit { finished += 1 }
      let found = try TextFile.read(output)
      let left = temporaryFiles()
      if found == models[1 - current].converted {
        after += 1
        current = 1 - current
      } else {
        #expect(
          found == models[current].converted, "kill \(kill): neither the old nor the new file")
        if left.isEmpty { before += 1 } else { during += 1 }
      }
      for name in left { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
    }
    print(
      "killed \(kills) writers (\(finished) had just ended): \(before) before their temporary file, "
        + "\(during) while it was there, \(after) after the rename; nothing was lost")
    #expect(during > 0, "no kill struck while the file was written")
  }

  // The thread sanitizer keeps its own memory in files, which the limit stops, too.
  @Test(
    "out of room", .disabled(if: ProcessInfo.processInfo.environment["SANITIZER"] == "thread"))
  func outOfRoom() throws {
    let models = try models()
    try TextFile.write(models[0].converted, to: output)
    // Files may have eight blocks; the signal for that is ignored, so that the write itself fails.
    let printed = try DocumentationTests.run(
      "trap '' XFSZ; ulimit -f 8; spechub convert \(models[1].path) \(output); echo status $?")
    #expect(printed == ["spechub: \(output): File too large", "status 2"])
    #expect(try TextFile.read(output) == models[0].converted)
    #expect(temporaryFiles().isEmpty)
  }
}
