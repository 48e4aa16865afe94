// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import LinearPrograms
import Rationals
import Testing

/// The Netlib collection, read in place where a folder of it stands beside the project.
@Suite("Netlib")
struct NetlibTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/data/netlib").standardized

  static let files: [String] =
    ["", "infeas/"].flatMap { part in
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path() + "/" + part)
      return (names ?? []).filter { $0.hasSuffix(".mps") }.map { part + $0 }
    }.sorted()

  @Test("every model is read, with the rows, columns and entries that its lines have")
  func read() throws {
    if Self.files.isEmpty { print("skipped: no Netlib models in \(Self.folder.path())") }
    for file in Self.files {
      let path = Self.folder.path() + "/" + file
      let program = try ModelFile.read(path)
      // Netlib has no names with blanks in these models: words count for fields.
      var (section, rows, entries) = ("", 0, 0)
      var columns: Set<String> = []
      for line in try String(contentsOfFile: path, encoding: .utf8).split(
        whereSeparator: \.isNewline)
      {
        let words = line.split(separator: " ")
        if line.first != " " { section = String(words[0]) }
        guard line.first == " " else { continue }
        if section == "ROWS" { rows += 1 }
        if section == "COLUMNS" {
          columns.insert(String(words[0]))
          entries += words.count / 2
        }
      }
      let costs = program.variables.count { !$0.cost.isZero }
      #expect(program.rows.count == rows - 1, "\(file)")
      #expect(program.variables.count == columns.count, "\(file)")
      #expect(program.nonzeroCount + costs == entries, "\(file)")
    }
  }
}
