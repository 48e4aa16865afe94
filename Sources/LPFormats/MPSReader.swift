// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
import Rationals

extension LinearProgram {
  /// Reads a linear program in the MPS format, fixed or free, exactly.
  ///
  ///     NAME          diet
  ///     ROWS
  ///      N  cost
  ///      G  need
  ///     COLUMNS
  ///         x         cost      1/3
  ///         x         need      0.1
  ///     RHS
  ///         RHS       need      1
  ///     BOUNDS
  ///      UP BND       x         4
  ///     ENDATA
  ///
  /// The text is read in the free form, fields told apart by white space; where that fails, in the
  /// fixed form, fields at their columns, so that names may contain blanks. When both fail the error is
  /// that of the form that read more lines.
  ///
  /// What the format leaves open is read as CPLEX, Gurobi and HiGHS read it:
  /// - The objective is the first `N` row, or the one that `OBJNAME` names; other `N` rows are rows
  ///   without bounds. `OBJSENSE MAX`, on one line or two, maximises.
  /// - A right-hand side of the objective is *minus* its constant.
  /// - A range R of an `E` row with right-hand side b makes it b … b + R, or b + R … b when R < 0; for
  ///   `L` it is b − |R| … b, for `G` b … b + |R|.
  /// - A variable is ≥ 0 unless its bounds say otherwise. A negative upper bound without a lower one
  ///   leaves the variable without a lower bound; `note` is told.
  /// - Relaxed integers without any bound are between 0 and 1.
  ///
  /// 1e30 is a number like any other, which `note` is told where it is a bound; only `inf` and
  /// `infinity` mean that there is no bound. Where readers guess, this one refuses: names used twice,
  /// columns in pieces, coefficients, right-hand sides or bounds given twice, a second vector of them.
  /// Integers are refused unless `relaxing`; semi-continuous variables are always.
  ///
  /// Cost: one pass or two, one dictionary look-up a field.
  public init(
    mps bytes: [UInt8], source: String, relaxing: Bool = false, note: (String) -> Void = { _ in }
  ) throws(ParseError) {
    let text = SourceText(bytes, name: source)
    var reader = MPSReader(text, .free, relaxing: relaxing)
    do throws(ParseError) {
      self = try reader.program()
    } catch let free {
      reader = MPSReader(text, .fixed, relaxing: relaxing)
      do throws(ParseError) {
        self = try reader.program()
      } catch let fixed {
        throw fixed.line > free.line ? fixed : free
      }
    }
    for message in reader.notes { note(message) }
  }
}

/// Reads an MPS text line by line, in one of the two forms.
struct MPSReader {
  var text: SourceText
  let form: MPSForm
  let relaxing: Bool
  /// The line at hand, without its end and trailing white space.
  var line = 0..<0
  /// Where the next line begins.
  private var next = 0
  /// The fields of the line; in the fixed form the name of a vector may be empty.
  var words: [Range<Int>] = []
  private(set) var notes: [String] = []

  var name = ""
  var sense = LinearProgram.Sense.minimize
  var objectiveName: Range<Int>?
  var rows: [MPSRow] = []
  var rowIndices: [String: Int] = [:]
  var columns: [MPSColumn] = []
  var columnIndices: [String: Int] = [:]
  /// Where the name of the last column stands.
  var columnName = 0..<0
  /// The last column with an entry in each row.
  var lastColumns: [Int] = []
  /// Whether columns are integers at this place.
  var areIntegers = false
  /// The names of the vectors of right-hand sides, ranges and bounds.
  var vectorNames: [MPSSyntax.Section: Range<Int>] = [:]

  init(_ text: SourceText, _ form: MPSForm, relaxing: Bool) {
    self.text = text
    self.form = form
    self.relaxing = relaxing
  }

  mutating func program() throws(ParseError) -> LinearProgram {
    var seen: Set<MPSSyntax.Section> = []
    var section = MPSSyntax.Section.name
    while section != .end {
      guard takeLine() else {
        throw text.error(at: next, expected: seen.isEmpty ? "\"NAME\"" : "\"ENDATA\"")
      }
      if text[line.lowerBound].isSpace {
        guard !seen.isEmpty else { throw text.error(at: words[0].lowerBound, expected: "\"NAME\"") }
        try data(of: section)
      } else {
        section = try header(after: seen)
        seen.insert(section)
      }
    }
    if takeLine() { throw text.error(at: line.lowerBound, expected: "nothing after \"ENDATA\"") }
    return try assembled()
  }

  mutating func note(_ message: String) { notes.append(message) }

  /// Moves to the next line that is no comment and not empty, and finds its words.
  private mutating func takeLine() -> Bool {
    while next < text.bytes.count {
      let start = next
      var end = text.bytes[start...].firstIndex(of: 0x0A) ?? text.bytes.count
      next = min(end + 1, text.bytes.count)
      while end > start, text[end - 1].isSpace { end -= 1 }
      line = start..<end
      if line.isEmpty || text[start] == UInt8(ascii: "*") { continue }
      splitAtSpaces()
      return true
    }
    return false
  }

  /// Opens the section whose name begins in the first column.
  private mutating func header(
    after seen: Set<MPSSyntax.Section>
  ) throws(ParseError) -> MPSSyntax.Section {
    let start = line.lowerBound
    let word = String(decoding: text.bytes[words[0]], as: UTF8.self).uppercased()
    guard let section = MPSSyntax.Section(rawValue: word) else {
      if MPSSyntax.unsupportedSections.contains(word) {
        throw text.error(at: start, expected: "a linear program", found: "the section \(word)")
      }
      let names = MPSSyntax.Section.allCases.map(\.rawValue).joined(separator: ", ")
      throw text.error(at: start, expected: "a blank or one of \(names)")
    }
    guard !seen.contains(section) else {
      throw text.error(at: start, expected: "each section once", found: "\(word) a second time")
    }
    let needed: MPSSyntax.Section? =
      switch section {
      case .columns: .rows
      case .rightHandSides, .ranges, .bounds, .end: .columns
      default: nil
      }
    if let needed, !seen.contains(needed) {
      throw text.error(at: start, expected: "\"\(needed.rawValue)\" before \"\(word)\"")
    }
    switch section {
    case .name where words.count > 1: name = try string(words[1].lowerBound..<line.upperBound)
    case .sense where words.count == 2: try takeSense(words[1])
    case .objective where words.count == 2: objectiveName = words[1]
    default: try expectWords(1...1, "the end of the line")
    }
    return section
  }

  private mutating func data(of section: MPSSyntax.Section) throws(ParseError) {
    switch section {
    case .sense:
      try expectWords(1...1, "MAX or MIN")
      try takeSense(words[0])
    case .objective:
      try expectWords(1...1, "the name of a row")
      objectiveName = words[0]
    case .name, .end: throw text.error(at: words[0].lowerBound, expected: "a section")
    default:
      dropComment()
      if form == .fixed { try splitAtColumns(section) }
      switch section {
      case .rows: try row()
      case .columns: try column()
      case .rightHandSides: try rightHandSides()
      case .ranges: try ranges()
      default: try bound()
      }
    }
  }

  private mutating func takeSense(_ word: Range<Int>) throws(ParseError) {
    let direction = String(decoding: text.bytes[word], as: UTF8.self).uppercased()
    if MPSSyntax.maximizing.contains(direction) {
      sense = .maximize
    } else if MPSSyntax.minimizing.contains(direction) {
      sense = .minimize
    } else {
      throw text.error(at: word.lowerBound, expected: "MAX or MIN")
    }
  }
}
