// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
import Rationals

extension LinearProgram {
  /// Reads a linear program in the CPLEX LP format.
  ///
  ///     Minimize
  ///      cost: 1/3 x + 0.1 y + 5      \ constants and fractions are exact
  ///     Subject To
  ///      need: x + y >= 2
  ///      box: -1 <= x - y <= 4
  ///     Bounds
  ///      y <= 3
  ///     End
  ///
  /// A strict relation means the same as its weak form. Variables stand in order of first
  /// appearance and are ≥ 0 unless their bounds say otherwise (a negative upper bound alone leaves
  /// the lower bound 0). A row without a name is called `r.` and its number. 1e30 is a number like
  /// any other, which `note` is told where it is a bound; only `inf` and `infinity` mean that there is
  /// no bound. As in CPLEX and GLPK, `x/3` is a name, which `note` is told, and a third is `1/3 x`.
  ///
  /// Where readers guess, this one refuses: names used twice, bounds on unknown variables, a second
  /// statement on a line, a missing `End`. Integer and binary variables are refused unless
  /// `relaxing`, which lets them be any number (between 0 and 1 for a binary).
  ///
  /// Cost: one pass, one dictionary look-up a term.
  public init(
    lp bytes: [UInt8], source: String, relaxing: Bool = false, note: (String) -> Void = { _ in }
  ) throws(ParseError) {
    var reader = LPReader(SourceText(bytes, name: source), relaxing: relaxing)
    self = try reader.program()
    reader.tellNotes(about: self, note)
  }
}

/// A recursive descent over the bytes.
///
/// Always true between two calls: `position` stands on a token or at the end, and `startsLine` says
/// whether that token is the first of its line. Words like `st` or `end` open a section only there,
/// and only when no `:` follows; anywhere else they are names.
struct LPReader {
  var text: SourceText
  let relaxing: Bool
  var position = 0
  var startsLine = true
  /// Where the last section word begins, for its error.
  var sectionStart = 0
  var name = ""
  var rows: [LinearProgram.Row] = []
  var rowNames: Set<String> = []
  var variables: [LinearProgram.Variable] = []
  var columns: [[LinearProgram.Entry]] = []
  var indices: [String: Int] = [:]

  enum Relation { case less, greater, equal }

  /// Where a form stands: only an objective may be empty.
  enum Place { case objective, beforeRelation, afterRelation }

  /// What may stand beside a relation: a number, or an infinity of this sign.
  enum Limit {
    case number(Rational)
    case infinite(Int)
  }

  /// Σ terms + constant; or, standing alone, an infinity.
  struct Form {
    var terms: [(variable: Int, value: Rational)] = []
    var constant: Rational = 0
    var infinity: Int?
  }

  init(_ text: SourceText, relaxing: Bool) {
    self.text = text
    self.relaxing = relaxing
    name = title ?? ""
    advance(to: 0)
  }

  /// What one of the comments that open the text says of the name of the program.
  private var title: String? {
    var line = text.bytes[...]
    while line.first == UInt8(ascii: "\\") {
      let end = line.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? line.endIndex
      if line.starts(with: LPSyntax.title.utf8) {
        return text.string(line.startIndex + LPSyntax.title.utf8.count..<end)
      }
      line = line[end...].drop(while: \.isSpace)
    }
    return nil
  }

  mutating func program() throws(ParseError) -> LinearProgram {
    let opening = position
    let first = takeSection()
    guard first == .minimize || first == .maximize else {
      throw text.error(at: opening, expected: "\"Minimize\" or \"Maximize\"")
    }
    let objectiveName = takeLabel()
    let start = position
    let objective = try form(.objective)
    guard objective.infinity == nil else {
      throw text.error(at: start, expected: "a coefficient or a variable")
    }
    for term in objective.terms {
      let cost = variables[term.variable].cost + term.value
      try text.take(sum: cost, at: start)
      variables[term.variable].cost = cost
    }
    guard let section = takeSection() else { throw unexpected("+, - or \"Subject To\"") }
    guard section == .rows else {
      throw text.error(at: sectionStart, expected: "\"Subject To\"")
    }
    try sections()
    guard position == text.bytes.count else { throw unexpected("nothing after \"End\"") }
    var program = LinearProgram(
      name: name, sense: first == .minimize ? .minimize : .maximize,
      objectiveName: objectiveName ?? "obj", objectiveConstant: objective.constant)
    program.reserveCapacity(rows: rows.count, variables: variables.count)
    for row in rows { program.addRow(row.name, lower: row.lower, upper: row.upper) }
    for (variable, column) in zip(variables, columns) {
      program.addVariable(
        variable.name, lower: variable.lower, upper: variable.upper, cost: variable.cost,
        entries: column)
    }
    return program
  }

  /// From the rows to `End`.
  mutating func sections() throws(ParseError) {
    var section = LPSyntax.Section.rows
    while section != .end {
      while position < text.bytes.count {
        if let next = takeSection() {
          guard next != .rows, next != .minimize, next != .maximize else {
            throw text.error(at: sectionStart, expected: "one objective and one list of rows")
          }
          section = next
          break
        }
        switch section {
        case .rows: try row()
        case .bounds: try bound()
        default: try integerVariable(isBinary: section == .binary)
        }
      }
      let isInteger = section == .general || section == .binary
      if isInteger, !relaxing {
        throw text.error(at: sectionStart, expected: ParseError.linear, found: "integer variables")
      }
      if section == .unsupported {
        let found = "a section of restricted variables or rows"
        throw text.error(at: sectionStart, expected: "a linear program", found: found)
      }
      guard section == .end || position < text.bytes.count else { throw unexpected("\"End\"") }
    }
  }
}
