// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A text of the project with its code blocks: a Markdown document, a file shown in a tutorial, or the
/// doc comments of a Swift file.
struct ProjectFile: Sendable, CustomStringConvertible {
  /// A fenced block of code.
  struct Block: Sendable {
    /// The first word after the fence.
    let language: String
    /// The rest of that line.
    let attributes: String
    /// Its lines, without the indentation of the fence.
    var lines: [String]
    /// The line of the document on which the first of them stands, from 1.
    let firstLine: Int
  }

  /// The path below the top folder.
  let path: String
  let text: String
  let blocks: [Block]

  var description: String { path }

  /// Every file of the project with one of these name endings, hidden folders left out.
  static func all(_ endings: [String], under folder: String = "") -> [ProjectFile] {
    let top = DocumentationTests.root.standardizedFileURL
    let start = folder.isEmpty ? top : top.appendingPathComponent(folder)
    let files = FileManager.default.enumerator(
      at: start, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
    var found: [ProjectFile] = []
    while let file = files?.nextObject() as? URL {
      guard endings.contains(file.pathExtension) else { continue }
      let path = String(file.standardizedFileURL.path.dropFirst(top.path.count + 1))
      if let document = ProjectFile(path) { found.append(document) }
    }
    return found.sorted { $0.path < $1.path }
  }

  /// The Markdown documents.
  static let markdown = all(["md"])
  /// The Swift files whose doc comments may show code, and those that tutorials show.
  static let swift = all(["swift"], under: "Sources")
  /// The console sessions that tutorials show.
  static let sessions = all(["console"], under: "Sources")

  /// Reads a file; `nil` when it is not a text.
  init?(_ path: String) {
    let file = DocumentationTests.root.appendingPathComponent(path)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
    self.path = path
    self.text = text
    let isShown = path.contains(".docc/") && file.pathExtension != "md"
    // Most files show no code, and taking them apart is what costs here.
    guard isShown || text.contains("```") else {
      blocks = []
      return
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    switch file.pathExtension {
    case "md": blocks = Self.fencedBlocks(in: lines)
    case "swift" where !isShown:
      blocks = Self.fencedBlocks(in: lines.map(Self.comment))
    case let language:
      blocks = [Block(language: language, attributes: "", lines: lines, firstLine: 1)]
    }
  }

  /// What a line of Swift says as a doc comment: nothing when it is none, so that lines keep their number.
  private static func comment(_ line: String) -> String {
    let line = line.drop { $0 == " " }
    guard line.hasPrefix("///") else { return "" }
    return String(line.dropFirst(line.hasPrefix("/// ") ? 4 : 3))
  }

  private static func fencedBlocks(in lines: [String]) -> [Block] {
    var blocks: [Block] = []
    var fence: (ticks: Int, indentation: Int)?
    for (index, line) in lines.enumerated() {
      let indentation = line.prefix { $0 == " " }.count
      let rest = line.dropFirst(indentation)
      let ticks = rest.prefix { $0 == "`" }.count
      if let open = fence {
        if ticks >= open.ticks, rest.dropFirst(ticks).allSatisfy({ $0 == " " }) {
          fence = nil
        } else {
          blocks[blocks.count - 1].lines.append(
            String(line.dropFirst(min(open.indentation, indentation))))
        }
      } else if ticks >= 3 {
        fence = (ticks, indentation)
        let words = rest.dropFirst(ticks).split(separator: " ", maxSplits: 1).map(String.init)
        blocks.append(
          Block(
            language: words.first ?? "", attributes: words.dropFirst().first ?? "", lines: [],
            firstLine: index + 2))
      }
    }
    return blocks
  }

  /// The text outside code blocks, with empty lines in their place.
  var prose: [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for block in blocks {
      let first = block.firstLine - 2
      for index in first...min(first + block.lines.count + 1, lines.count - 1) { lines[index] = "" }
    }
    return lines
  }
}
