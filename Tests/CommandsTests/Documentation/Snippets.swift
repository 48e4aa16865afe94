// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Turns the Swift code of documents into tests, so that nothing is shown that nothing executes.
///
/// The blocks of one article are one program, run from top to bottom; so is each file of a tutorial, and
/// each block in a doc comment. What a line says about its value is checked:
///
///     let half = 1 / 2 as Rational   // → 1/2
///     try Distribution([1, 1])       // throws: the sum is 2 (about 2), not 1
///
/// The tests are written to `Generated/` and committed: they are compiled with all others, and
/// ``SnippetTests`` fails when a document says something else than its file. Articles and tutorials have
/// a file each, with just the imports that they show; the doc comments of a module have one together.
enum Snippets {
  /// One function of a generated file.
  private struct Program {
    let document: String
    /// Which example of the document it is, from 1. Not a line, which any edit above would shift.
    var number = 1
    let blocks: [ProjectFile.Block]
  }

  /// The generated files by name.
  static func sources() -> [String: String] {
    var sources: [String: String] = [:]
    var comments: [String: [Program]] = [:]
    for document in ProjectFile.markdown + ProjectFile.swift {
      let blocks = document.blocks.filter { $0.language == "swift" }
      guard !blocks.isEmpty else { continue }
      if document.path.hasSuffix(".swift"), !document.path.contains(".docc/") {
        let module = String(document.path.split(separator: "/")[1])
        comments[module, default: []] += blocks.enumerated().map {
          Program(document: document.path, number: $0.offset + 1, blocks: [$0.element])
        }
      } else {
        let name = typeName(document.path)
        let shown = blocks.flatMap(\.lines).filter { $0.hasPrefix("import ") }
        sources[name + ".swift"] = source(
          name, imports: shown, of: [Program(document: document.path, blocks: blocks)])
      }
    }
    for (module, programs) in comments {
      let name = module + "Comments"
      sources[name + ".swift"] = source(name, imports: imports(around: module), of: programs)
    }
    return sources
  }

  private static let modules = [
    "Rationals", "LinearPrograms", "Certificates", "LPFormats", "LPWriting", "ExactSolving", "GLPK",
    "OptimalTransport", "SpeculativeDecoding",
  ]

  /// A doc comment is read where its module is known, and those before it.
  private static func imports(around module: String) -> [String] {
    let end = modules.firstIndex(of: module) ?? modules.count - 1
    return modules[...end].map { "import \($0)" }
  }

  private static func typeName(_ path: String) -> String {
    (path as NSString).deletingPathExtension.split(separator: "/")
      .filter { $0 != "Sources" && !$0.hasSuffix(".docc") }
      .flatMap { $0.split { !$0.isLetter && !$0.isNumber } }
      .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static func source(
    _ name: String, imports: [String], of programs: [Program]
  ) -> String {
    """
    // SPDX-License-Identifier: GPL-3.0-or-later
    // swift-format-ignore-file
    // Written by SnippetTests from the documents that are named here; change those, not this.

    \(Set(imports + ["import Testing"]).sorted().joined(separator: "\n"))

    @Suite("\(name): code in documents")
    struct \(name)Snippets {
    \(programs.map(text).joined(separator: "\n\n"))
    }

    """
  }

  private static func text(_ program: Program) -> String {
    let file = (program.document as NSString).lastPathComponent
    let name = (file as NSString).deletingPathExtension.split { !$0.isLetter && !$0.isNumber }
    let statements = program.blocks.flatMap(\.lines).filter { !$0.hasPrefix("import ") }
      .flatMap(statement)
    return """
        @Test("\(program.document), example \(program.number)")
        func \(name.joined())\(program.number)() throws {
          let document = "\(program.document)"
      \(statements.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n"))
        }
      """
  }

  /// A line of code, and the check of what it says about its value.
  private static func statement(_ line: String) -> [String] {
    let shown = "document, #\"\(line.drop { $0 == " " })\"#)"
    if let match = line.wholeMatch(of: /(.*?) *\/\/ throws: (.*)/) {
      return ["refuses(#\"\(match.2)\"#, \(shown) { _ = \(match.1) }"]
    }
    guard let match = line.wholeMatch(of: /(.*?) *\/\/ → (.*)/) else { return [line] }
    let code = String(match.1)
    let end = "#\"\(match.2)\"#, \(shown)"
    if let name = code.firstMatch(of: /^ *(?:let|var) (\w+)/) {
      return [code, "shows(\(name.1), \(end)"]
    }
    if let printed = code.wholeMatch(of: /\s*print\((.*)\)/) {
      return ["shows(\(printed.1), \(end)"]
    }
    return ["shows(\(code), \(end)"]
  }
}

/// Fails unless a value prints as a line of a document says.
func shows<Value>(_ value: Value, _ expected: String, _ document: String, _ line: String) {
  let printed = String(describing: value)
  if printed != expected { Issue.record("\(document) shows `\(line)`, but it is \(printed)") }
}

/// The same for an optional: the value itself, or `nil`.
func shows<Value>(_ value: Value?, _ expected: String, _ document: String, _ line: String) {
  if let value {
    shows(value, expected, document, line)
  } else {
    shows("nil", expected, document, line)
  }
}

/// Fails unless the code throws what a line of a document says.
func refuses(_ expected: String, _ document: String, _ line: String, _ code: () throws -> Void) {
  do {
    try code()
    Issue.record("\(document) shows `\(line)`, but it does not throw")
  } catch {
    if "\(error)" != expected {
      Issue.record("\(document) shows `\(line)`, but it throws: \(error)")
    }
  }
}
