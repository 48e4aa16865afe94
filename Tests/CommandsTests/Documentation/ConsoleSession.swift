// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A command of a `console` block with the output that the document shows for it.
///
/// A line that begins with `$ ` is a command, continued on the next line when it ends in `\`; the lines
/// below are its output. A line `…` stands for any lines.
struct ConsoleSession {
  var command: String
  var shown: [String]

  /// The sessions of a document, in order.
  static func all(in document: ProjectFile) -> [ConsoleSession] {
    var sessions: [ConsoleSession] = []
    for block in document.blocks where block.language == "console" {
      var isContinued = false
      for line in block.lines {
        if line.hasPrefix("$ ") {
          sessions.append(ConsoleSession(command: String(line.dropFirst(2)), shown: []))
          isContinued = line.hasSuffix("\\")
        } else if isContinued {
          sessions[sessions.count - 1].command += "\n" + line
          isContinued = line.hasSuffix("\\")
        } else if !sessions.isEmpty {
          sessions[sessions.count - 1].shown.append(line)
        }
      }
    }
    return sessions.map {
      ConsoleSession(command: $0.command, shown: withoutTrailingBlanks($0.shown))
    }
  }

  static func withoutTrailingBlanks(_ lines: [String]) -> [String] {
    Array(lines.reversed().drop { $0.isEmpty }.reversed())
  }

  /// Whether the printed lines are the shown ones.
  func matches(_ printed: [String]) -> Bool { Self.matches(shown[...], printed[...]) }

  private static func matches(_ shown: ArraySlice<String>, _ printed: ArraySlice<String>) -> Bool {
    guard let line = shown.first else { return printed.isEmpty }
    if line.trimmingCharacters(in: .whitespaces) == "…" {
      return (printed.startIndex...printed.endIndex).contains {
        matches(shown.dropFirst(), printed[$0...])
      }
    }
    return printed.first == line && matches(shown.dropFirst(), printed.dropFirst())
  }

  /// A program that the command calls, that Debian has to install first and that is not there.
  var missingProgram: String? {
    let words = command.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" }
    let optional = [
      "cc", "chromium", "coqc", "docc", "esolver", "glpsol", "gnuplot", "make", "python3",
      "rsvg-convert",
    ]
    return optional.first { program in
      words.contains { $0 == program } && !Self.isOnPath(program)
    }
  }

  private static func isOnPath(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }
}
