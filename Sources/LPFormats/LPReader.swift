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
  /// any other; only `inf` and `infinity` mean that there is no bound.
  ///
  /// Where readers guess, this one refuses: names used twice, bounds on unknown variables, a second
  /// statement on a line, a missing `End`. Integer and binary variables are refused unless
  /// `relaxing`, which lets them be any number (between 0 and 1 for a binary).
  ///
  /// Cost: one pass, one dictionary look-up a term.
  public init(lp bytes: [UInt8], source: String, relaxing: Bool = false) throws(ParseError) {
    var reader = LPReader(SourceText(bytes, name: source), relaxing: relaxing)
    self = try reader.program()
  }
}

/// A recursive descent over the bytes.
///
/// Always true between two calls: `position` stands on a token or at the end, and `startsLine` says
/// whether that token is the first of its line. Words like `st` or `end` open a section only there,
/// and only when no `:` follows; anywhere else they are names.
private struct LPReader {
  private let text: SourceText
  private let relaxing: Bool
  private var position = 0
  private var startsLine = true
  /// Where the last section word begins, for its error.
  private var sectionStart = 0
  private var name = ""
  private var rows: [LinearProgram.Row] = []
  private var rowNames: Set<String> = []
  private var variables: [LinearProgram.Variable] = []
  private var columns: [[LinearProgram.Entry]] = []
  private var indices: [String: Int] = [:]

  private enum Relation { case less, greater, equal }

  /// Where a form stands: only an objective may be empty.
  private enum Place { case objective, beforeRelation, afterRelation }

  /// What may stand beside a relation: a number, or an infinity of this sign.
  private enum Limit {
    case number(Rational)
    case infinite(Int)
  }

  /// Σ terms + constant; or, standing alone, an infinity.
  private struct Form {
    var terms: [(variable: Int, value: Rational)] = []
    var constant: Rational = 0
    var infinity: Int?
  }

  init(_ text: SourceText, relaxing: Bool) {
    self.text = text
    self.relaxing = relaxing
    let title = Array(LinearProgram.lpTitle.utf8)
    if text.bytes.starts(with: title) {
      let end = text.bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.bytes.count
      name = text.string(title.count..<end) ?? ""
    }
    advance(to: 0)
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
    for term in objective.terms { variables[term.variable].cost += term.value }
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
  private mutating func sections() throws(ParseError) {
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
      if section == .unsupported || isInteger && !relaxing {
        let found = "a section of integer or other restricted variables"
        throw text.error(at: sectionStart, expected: "a linear program", found: found)
      }
      guard section == .end || position < text.bytes.count else { throw unexpected("\"End\"") }
    }
  }

  // MARK: Statements

  private mutating func row() throws(ParseError) {
    let start = position
    let name = takeLabel() ?? "r.\(rows.count + 1)"
    guard rowNames.insert(name).inserted else {
      throw text.error(at: start, expected: "each row once", found: "row \(name) a second time")
    }
    var row = LinearProgram.Row(name)
    let leftStart = position
    var form = try form(.beforeRelation)
    let relation = try relation()
    if form.terms.isEmpty {
      // limit REL form [REL limit]
      let left = form.infinity.map { .infinite($0) } ?? Limit.number(form.constant)
      let formStart = position
      form = try self.form(.afterRelation)
      guard form.infinity == nil else {
        throw text.error(at: formStart, expected: "a coefficient or a variable")
      }
      try set(&row.lower, &row.upper, to: left, flip(relation), form.constant, at: leftStart)
      if isAtRelation {
        try secondLimit(&row.lower, &row.upper, relation, form.constant)
      }
    } else {
      let start = position
      try set(&row.lower, &row.upper, to: limit(), relation, form.constant, at: start)
    }
    for term in form.terms {
      columns[term.variable].append(LinearProgram.Entry(row: rows.count, value: term.value))
    }
    rows.append(row)
    try endStatement()
  }

  private mutating func bound() throws(ParseError) {
    let start = position
    var left: (limit: Limit, relation: Relation)?
    if !LPSyntax.isNameStart(text[position]) || LPSyntax.isInfinity(string(word)) {
      left = (try limit(), try relation())
    }
    let index = try knownVariable()
    var lower = variables[index].lower
    var upper = variables[index].upper
    if let (limit, relation) = left {
      try set(&lower, &upper, to: limit, flip(relation), at: start)
      if isAtRelation { try secondLimit(&lower, &upper, relation) }
    } else if !startsLine, string(word).lowercased() == "free" {
      advance(to: word.upperBound)
      (lower, upper) = (.none, .none)
    } else {
      let relation = try relation()
      let start = position
      try set(&lower, &upper, to: limit(), relation, at: start)
    }
    (variables[index].lower, variables[index].upper) = (lower, upper)
    try endStatement()
  }

  private mutating func integerVariable(isBinary: Bool) throws(ParseError) {
    let index = try knownVariable()
    if isBinary { (variables[index].lower, variables[index].upper) = (0, 1) }
  }

  private mutating func knownVariable() throws(ParseError) -> Int {
    guard let index = indices[string(word)] else {
      throw unexpected("a variable of the objective or of a row")
    }
    advance(to: word.upperBound)
    return index
  }

  /// Two statements may share a line only where a label keeps them apart.
  private func endStatement() throws(ParseError) {
    guard startsLine || position == text.bytes.count || label != nil else {
      throw unexpected("the end of the line")
    }
  }

  /// The right end of `limit REL … REL limit`.
  private mutating func secondLimit(
    _ lower: inout Bound, _ upper: inout Bound, _ first: Relation, _ constant: Rational = 0
  ) throws(ParseError) {
    let relationStart = position
    let relation = try relation()
    guard relation == first, relation != .equal else {
      throw text.error(at: relationStart, expected: "two relations of the same direction")
    }
    let start = position
    try set(&lower, &upper, to: limit(), relation, constant, at: start)
  }

  /// Imposes `form REL limit`, where the form has a constant that moves to the other side.
  private func set(
    _ lower: inout Bound, _ upper: inout Bound, to limit: Limit, _ relation: Relation,
    _ constant: Rational = 0, at offset: Int
  ) throws(ParseError) {
    switch (limit, relation) {
    case (.number(let number), _):
      if relation != .less { lower = .finite(number - constant) }
      if relation != .greater { upper = .finite(number - constant) }
    case (.infinite(1), .less): upper = .none
    case (.infinite(-1), .greater): lower = .none
    default:
      throw text.error(at: offset, expected: "a number", found: "an infinity nothing can reach")
    }
  }

  private func flip(_ relation: Relation) -> Relation {
    switch relation {
    case .less: .greater
    case .greater: .less
    case .equal: .equal
    }
  }

  // MARK: Expressions

  /// A sum of terms and constants; it goes on as long as a sign follows.
  ///
  /// After a relation a number at the end of a line could be a constant or, with the next line, a
  /// term; such a text is refused.
  private mutating func form(_ place: Place) throws(ParseError) -> Form {
    var form = Form()
    var isFirst = true
    while true {
      let sign = takeSigns()
      guard sign != nil || isFirst else { return form }
      let isNegative = sign == -1
      if text[position].isDigit || text[position] == UInt8(ascii: ".") {
        let value = try number()
        if isAtName {
          guard !(startsLine && place == .afterRelation) else {
            throw unexpected("a coefficient and its variable on one line, or a row with a name")
          }
          let start = position
          let variable = try variable(takeName(), at: start)
          form.terms.append((variable, isNegative ? -value : value))
        } else {
          form.constant += isNegative ? -value : value
        }
      } else if isAtName {
        let start = position
        let name = takeName()
        if isFirst, LPSyntax.isInfinity(name) {
          form.infinity = sign ?? 1
          return form
        }
        form.terms.append((try variable(name, at: start), isNegative ? -1 : 1))
      } else if sign != nil || place != .objective {
        throw unexpected("a coefficient or a variable")
      } else {
        return form
      }
      isFirst = false
    }
  }

  private mutating func takeName() -> String {
    let word = word
    advance(to: word.upperBound)
    return string(word)
  }

  /// The variable of this name, new or known.
  private mutating func variable(_ name: String, at start: Int) throws(ParseError) -> Int {
    guard !LPSyntax.isInfinity(name) else {
      throw text.error(at: start, expected: "a variable")
    }
    if let index = indices[name] { return index }
    indices[name] = variables.count
    variables.append(LinearProgram.Variable(name))
    columns.append([])
    return variables.count - 1
  }

  /// A signed number or infinity.
  private mutating func limit() throws(ParseError) -> Limit {
    let sign = takeSigns() ?? 1
    if text[position].isDigit || text[position] == UInt8(ascii: ".") {
      let value = try number()
      return .number(sign < 0 ? -value : value)
    }
    guard LPSyntax.isInfinity(string(word)) else { throw unexpected("a number or an infinity") }
    advance(to: word.upperBound)
    return .infinite(sign)
  }

  // MARK: Tokens

  /// The product of a run of signs, or `nil` where there is none.
  private mutating func takeSigns() -> Int? {
    var sign: Int?
    while text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") {
      sign = (sign ?? 1) * (text[position] == UInt8(ascii: "-") ? -1 : 1)
      advance(to: position + 1)
    }
    return sign
  }

  /// An unsigned literal: digits with a point and an exponent, or a fraction of integers.
  private mutating func number() throws(ParseError) -> Rational {
    var end = digits(from: position)
    if text[end] == UInt8(ascii: "/") {
      end = digits(from: end + 1)
    } else {
      if text[end] == UInt8(ascii: ".") { end = digits(from: end + 1) }
      if text[end] | 0x20 == UInt8(ascii: "e") {
        let isSigned = text[end + 1] == UInt8(ascii: "+") || text[end + 1] == UInt8(ascii: "-")
        end = digits(from: end + (isSigned ? 2 : 1))
      }
    }
    let value = try text.number(position..<end)
    advance(to: end)
    return value
  }

  private func digits(from start: Int) -> Int {
    var end = start
    while text[end].isDigit { end += 1 }
    return end
  }

  private var isAtRelation: Bool { text[position].isRelationByte }

  private mutating func relation() throws(ParseError) -> Relation {
    let run = text.bytes[position...].prefix { $0.isRelationByte }
    let relation: Relation
    switch String(decoding: run, as: UTF8.self) {
    case "<", "<=", "=<": relation = .less
    case ">", ">=", "=>": relation = .greater
    case "=": relation = .equal
    default: throw unexpected("a sign or one of <= >= =")
    }
    advance(to: run.endIndex)
    return relation
  }

  /// The run of name characters at `position`; empty where no name begins.
  private var word: Range<Int> {
    var end = position
    if LPSyntax.isNameStart(text[position]) {
      while LPSyntax.isNameByte(text[end]) { end += 1 }
    }
    return position..<end
  }

  /// The text of a range of ASCII.
  private func string(_ range: Range<Int>) -> String {
    String(decoding: text.bytes[range], as: UTF8.self)
  }

  /// Whether a variable stands here, and not the label or section that opens what comes next.
  private var isAtName: Bool {
    LPSyntax.isNameStart(text[position])
      && !(startsLine && (label != nil || sectionHere != nil))
  }

  /// The label here, with its colon.
  private var label: (name: Range<Int>, end: Int)? {
    let word = word
    let colon = skippingBlanks(word.upperBound)
    return !word.isEmpty && text[colon] == UInt8(ascii: ":") ? (word, colon + 1) : nil
  }

  private mutating func takeLabel() -> String? {
    guard let label else { return nil }
    advance(to: label.end)
    return string(label.name)
  }

  private var sectionHere: (section: LPSyntax.Section, end: Int)? {
    guard startsLine, !word.isEmpty, word.count <= 10, label == nil else { return nil }
    var end = word.upperBound
    var keyword = string(word).lowercased()
    if keyword == "subject" || keyword == "such" {
      let start = skippingBlanks(end)
      end = start
      while text[end].isLetter { end += 1 }
      keyword += " " + string(start..<end).lowercased()
    } else if keyword == "semi" {
      while !text[end].isSpace, end < text.bytes.count { end += 1 }
    }
    return LPSyntax.sections[keyword].map { ($0, end) }
  }

  private mutating func takeSection() -> LPSyntax.Section? {
    guard let (section, end) = sectionHere else { return nil }
    sectionStart = position
    advance(to: end)
    return section
  }

  private func skippingBlanks(_ start: Int) -> Int {
    var offset = start
    while text[offset] == 0x20 || text[offset] == 0x09 { offset += 1 }
    return offset
  }

  /// Moves to `offset` and on over white space and comments. Once a token, no more: it decides
  /// whether the next token starts a line.
  private mutating func advance(to offset: Int) {
    position = offset
    startsLine = offset == 0
    while true {
      switch text[position] {
      case 0x0A:
        startsLine = true
        position += 1
      case UInt8(ascii: "\\"):
        while position < text.bytes.count, text[position] != 0x0A { position += 1 }
      case let byte where byte.isSpace: position += 1
      default: return
      }
    }
  }

  private func unexpected(_ expected: String) -> ParseError {
    text.error(at: position, expected: expected)
  }
}
