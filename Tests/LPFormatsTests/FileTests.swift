// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import LPWriting
import LinearPrograms
import Rationals
import Testing

/// Files, in a folder of their own that is removed at the end.
@Suite("Files")
final class FileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "LPFormatsTests-\(UUID().uuidString)").path()

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test("text is written as a whole and read back, and no temporary file stays")
  func roundTrip() throws {
    let path = folder + "/a.txt"
    let long = String(repeating: "αβγ\n", count: 300_000)
    for text in ["", "x", long] {
      try TextFile.write(text, to: path)
      #expect(try TextFile.read(path) == Array(text.utf8))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.txt"])
  }

  @Test("errors name the file and the reason")
  func errors() throws {
    #expect(throws: (any Error).self) { try TextFile.read(folder + "/absent") }
    #expect(message { try TextFile.read(folder + "/absent") }.hasSuffix("/absent: no such file"))
    #expect(message { try TextFile.read(folder) }.hasSuffix(": is a directory, not a file"))
    #expect(message { try TextFile.write("", to: folder + "/no/a") }.hasSuffix("/a: no such file"))
    #expect(
      message { try TextFile.write("", to: folder) }.hasSuffix(": is a directory, not a file"))
  }

  @Test("what is no regular file is written to, not replaced")
  func device() throws {
    try TextFile.write("x", to: "/dev/null")
    #expect(try TextFile.read("/dev/null").isEmpty)
  }

  @Test("a symbolic link stays one, and what it points to is written")
  func link() throws {
    let (file, link) = (folder + "/file", folder + "/link")
    try TextFile.write("long text", to: file)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    try TextFile.write("short", to: link)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    #expect(try TextFile.read(file) == Array("short".utf8))
  }

  @Test("the format of a model follows from the name of the file")
  func models() throws {
    var program = LinearProgram(name: "p", sense: .maximize)
    program.addRow("r", upper: .finite(Rational(1, 3)))
    program.addVariable("x", cost: 1, entries: [.init(row: 0, value: 2)])
    for name in ["a.lp", "b.LP", "c.d.lp", "a.mps", "a.json", "a.json.gz", "a.lp.GZ", "a.b.mps.gz"]
    {
      let format = try #require(ModelFormat(path: name))
      let text = try format.text(of: program)
      let bytes = Array(text.utf8)
      let path = folder + "/" + name
      try TextFile.write(name.lowercased().hasSuffix("gz") ? Gzip.compress(bytes) : bytes, to: path)
      #expect(try ModelFile.read(path) == program)
      try TextFile.write(Gzip.compress(bytes), to: path)
      #expect(try ModelFile.read(path) == program)
    }
    for name in ["model", "model.xyz", ".lp/model", "model.gz", "lp", "lp.gz", "model.lp.gz.gz"] {
      #expect(throws: ModelFileError.unknownFormat(path: name)) { try ModelFile.read(name) }
    }
    #expect(message { try ModelFile.read("absent.lp") } == "absent.lp: no such file")
    #expect(
      message { try ModelFile.read("a.xyz") }.contains("ends in one of .lp, .mps, .json, each"))
  }

  @Test("the format of a text without a name follows from its beginning")
  func nameless() throws {
    let program = LinearProgram(name: "p", sense: .maximize)
    for format in ModelFormat.allCases {
      #expect(ModelFormat(text: Array(try format.text(of: program).utf8)) == format)
    }
    let texts: [(String, ModelFormat)] = [
      ("* comment\n", .mps), ("ROWS\n", .mps), ("objsense max\n", .mps), ("", .lp),
      (" \n{}", .json), ("names\n", .lp), (" NAME\n", .lp), ("\\ x\n", .lp),
    ]
    for (text, format) in texts { #expect(ModelFormat(text: Array(text.utf8)) == format) }
  }

  @Test("input without end is refused, and so are numbers without measure")
  func endless() throws {
    #expect(message { try TextFile.read("/dev/zero") }.hasSuffix("has more than 1073741824 bytes"))
  }

  private func message(_ body: () throws -> Any) -> String {
    do {
      return "\(try body())"
    } catch {
      return "\(error)"
    }
  }
}
