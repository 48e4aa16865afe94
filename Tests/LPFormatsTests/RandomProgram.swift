// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals
import TestSupport

extension Choices {
  /// A small program with everything that a format may stumble over: awkward numbers, names like
  /// numbers and keywords, empty rows and columns, absent, equal and crossed bounds, no rows, no
  /// variables.
  ///
  /// Names are legal in every format, or of a `vocabulary`.
  mutating func linearProgram(_ vocabulary: Vocabulary = .plain) -> LinearProgram {
    var program = LinearProgram(
      name: pick(from: ["", "a name", "x + y >= 2", "ünïcode"]),
      sense: bool() ? .maximize : .minimize, objectiveName: pick(from: ["obj", "cost", "e1", "R"]),
      objectiveConstant: bool() ? awkwardRational() : 0)
    let rowCount = integer(in: 0...5)
    for row in 0..<rowCount {
      let (lower, upper) = bounds()
      program.addRow(name(vocabulary, "_\(row)"), lower: lower, upper: upper)
    }
    for variable in 0..<integer(in: 0...30) {
      let (lower, upper) = bool() ? bounds() : (0, .none)
      var entries: [LinearProgram.Entry] = []
      for row in 0..<rowCount where integer(in: 0...2) == 1 {
        entries.append(.init(row: row, value: bool() ? awkwardRational() : 1))
      }
      program.addVariable(
        name(vocabulary, ".\(variable)"), lower: lower, upper: upper,
        cost: bool() ? awkwardRational() : 0, entries: entries)
    }
    return program
  }

  /// What names of rows and variables look like.
  enum Vocabulary: CaseIterable {
    /// Like numbers and words of the LP format, but legal in it.
    case plain
    /// With everything that the free form of MPS takes.
    case dense
    /// At most eight bytes, blanks among them: the fixed form of MPS.
    case short
    /// Anything, twice and empty too.
    case any

    var stems: [String] {
      switch self {
      case .plain:
        [
          "x", "e", "E12e", "_", "st", "free", "inf", "end", "Bound", "x/3", "!#$%&(),.;?@`'{}~|",
        ]
      case .dense:
        [
          "x", "1", "-5", "1/3", "*", "$", "x+y", "[3]", "a:b", "'MARKER'x", "\\", "größe", "RHS",
          "UP",
        ]
      case .short: ["x", "a b", "1 2", "x 1", "3  4", "é", "MI x"]
      case .any: ["", "x", " ", "a b", "@1", "\n", "\"", "\\", "\u{0}", "e\u{301}", "null", "[0]"]
      }
    }
  }

  private mutating func name(_ vocabulary: Vocabulary, _ ending: String) -> String {
    let stem = pick(from: vocabulary.stems)
    return vocabulary == .any ? stem : stem + ending
  }

  private mutating func bounds() -> (Bound, Bound) {
    let low = awkwardRational()
    switch integer(in: 0...5) {
    case 0: return (.finite(low), .none)
    case 1: return (.none, .finite(low))
    case 2: return (.none, .none)
    case 3: return (.finite(low), .finite(low))
    case 4: return (0, .finite(low))
    default: return (.finite(low), .finite(awkwardRational()))
    }
  }

  /// The text with one to three bytes replaced, removed or doubled.
  mutating func damaged(_ text: String) -> [UInt8] { damaged(Array(text.utf8)) }

  /// The bytes with one to three of them replaced, removed or doubled.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<integer(in: 1...3) where !bytes.isEmpty {
      let place = integer(in: 0...(bytes.count - 1))
      switch integer(in: 0...2) {
      case 0: bytes[place] = UInt8(integer(in: 0...255))
      case 1: bytes.remove(at: place)
      default: bytes.insert(bytes[place], at: place)
      }
    }
    return bytes
  }
}
