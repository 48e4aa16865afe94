// SPDX-License-Identifier: GPL-3.0-or-later

/// One small change of a source text.
struct Mutation {
  /// Where it is, counted from 1.
  var line: Int
  /// What stood there, and what stands there now.
  var change: String
  /// The whole text with the change.
  var text: String
}

/// Finds all changes of a source text that a careless programmer might have made.
///
/// Works on tokens, so comments and texts stay as they are. What does not compile afterwards is no
/// mutant; the compiler finds out.
struct MutationFinder {
  private let source: [Character]
  private let tokens: [Token]
  private(set) var mutations: [Mutation] = []

  init(_ text: String) {
    source = Array(text)
    tokens = Token.all(in: source)
    for index in tokens.indices {
      replaceOperator(at: index)
      replaceWord(at: index)
      replaceNumber(at: index)
      negateCondition(at: index)
    }
    deleteStatements()
  }

  private static let operators: [String: [String]] = [
    "<": ["<="], "<=": ["<"], ">": [">="], ">=": [">"], "==": ["!="], "!=": ["=="],
    "&&": ["||"], "||": ["&&"], "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"],
    "+=": ["-="], "-=": ["+="], "*=": ["/="], "...": ["..<"], "..<": ["..."], "!": [""],
  ]

  private static let words: [String: String] = [
    "true": "false", "false": "true", "lower": "upper", "upper": "lower", "min": "max",
    "max": "min", "first": "last", "minimize": "maximize", "maximize": "minimize",
    "continue": "break",
  ]

  private mutating func replaceOperator(at index: Int) {
    let token = tokens[index]
    guard token.kind == .symbol, let others = Self.operators[token.text] else { return }
    // Angle brackets of types and prefix operators are told by the blanks around them.
    let isSpaced = isBlank(before: token) && isBlank(after: token)
    let isPrefix = !isBlank(after: token) && (token.text == "!" || token.text == "-")
    guard isSpaced || token.text.hasPrefix("..") || isPrefix else { return }
    if isPrefix {
      // Optionals carry their mark behind them, and a negative number its sign before it.
      guard isBlank(before: token) || "([,".contains(character(before: token)) else { return }
      replace(token, by: "")
    } else {
      for other in others where !other.isEmpty { replace(token, by: other) }
    }
  }

  private mutating func replaceWord(at index: Int) {
    let token = tokens[index]
    guard token.kind == .word, let other = Self.words[token.text] else { return }
    // Labels and declared names keep theirs.
    let isLabel = index + 1 < tokens.count && tokens[index + 1].text == ":"
    let isDeclared = index > 0 && ["let", "var", "case", "func"].contains(tokens[index - 1].text)
    if !isLabel && !isDeclared { replace(token, by: other) }
  }

  private mutating func replaceNumber(at index: Int) {
    let token = tokens[index]
    guard token.kind == .number, let number = Int(token.text) else { return }
    replace(token, by: number == 0 ? "1" : number == 1 ? "0" : String(number + 1))
  }

  /// A condition of `if`, `while`, `where`, `guard` or a clause of one after a comma: turned round, and
  /// for `if` and `guard` also made true.
  private mutating func negateCondition(at index: Int) {
    let keywords = ["if", "while", "where", "guard", "return"]
    guard tokens[index].kind == .word, keywords.contains(tokens[index].text) else { return }
    var depth = 0
    var start = index + 1
    for end in start..<tokens.count {
      let text = tokens[end].text
      if depth == 0,
        ["{", ",", "else", "}", "?"].contains(text) || isNewStatement(end, after: index)
      {
        negate(start..<end, of: tokens[index].text)
        start = end + 1
        if text != "," || tokens[index].text == "return" { return }
      }
      if ["(", "["].contains(text) { depth += 1 }
      if [")", "]"].contains(text) {
        depth -= 1
        if depth < 0 { return }
      }
    }
  }

  private func isNewStatement(_ index: Int, after keyword: Int) -> Bool {
    // A returned expression ends with its line, unless the next line continues it.
    tokens[keyword].text == "return" && tokens[index].line > tokens[index - 1].line
      && tokens[index].kind != .symbol
  }

  private mutating func negate(_ range: Range<Int>, of keyword: String) {
    let clause = tokens[range]
    guard let first = clause.first, let last = clause.last,
      !["let", "var", "case"].contains(first.text)
    else { return }
    let isComparison = clause.contains {
      ["<", "<=", ">", ">=", "==", "!=", "&&", "||", "!"].contains($0.text)
        || ["contains", "isEmpty", "isZero", "isFinite", "isInteger", "isValid"].contains($0.text)
    }
    guard isComparison || (keyword != "return" && clause.count <= 4) else { return }
    let condition = String(source[first.range.lowerBound..<last.range.upperBound])
    change(
      first.range.lowerBound..<last.range.upperBound, to: "!(\(condition))", line: first.line)
    if keyword != "return" && keyword != "while" {
      for value in ["true", "false"] {
        change(first.range.lowerBound..<last.range.upperBound, to: value, line: first.line)
      }
    }
  }

  /// Statements of one line that change something and give nothing back.
  private mutating func deleteStatements() {
    var offset = 0
    for (number, line) in String(source).split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      defer { offset += line.count + 1 }
      let text = line.drop { $0 == " " }
      let words = [
        "let ", "var ", "return", "case ", "func ", "//", "import ", "public ", "guard ",
      ]
      let changes = [" = ", " += ", " -= "].contains(where: text.contains)
      let isCall = text.hasSuffix(")") || text.hasPrefix("throw") || text == "continue"
      let isWhole = text.count(where: { $0 == "(" }) == text.count(where: { $0 == ")" })
      let isOpen = text.hasSuffix("{") || text.hasSuffix(",")
      guard !words.contains(where: text.hasPrefix), text.first?.isLetter == true,
        changes || isCall, isWhole, !isOpen
      else { continue }
      let start = offset + (line.count - text.count)
      change(start..<start + text.count, to: "", line: number + 1)
    }
  }

  private func character(before token: Token) -> Character {
    token.range.lowerBound > 0 ? source[token.range.lowerBound - 1] : " "
  }

  private func isBlank(before token: Token) -> Bool { character(before: token).isWhitespace }

  private func isBlank(after token: Token) -> Bool {
    token.range.upperBound == source.count || source[token.range.upperBound].isWhitespace
  }

  private mutating func replace(_ token: Token, by text: String) {
    change(token.range, to: text, line: token.line)
  }

  private mutating func change(_ range: Range<Int>, to text: String, line: Int) {
    let old = String(source[range])
    let start = source[..<range.lowerBound].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    let end = source[range.upperBound...].firstIndex(of: "\n") ?? source.count
    let before = String(source[start..<range.lowerBound])
    let after = String(source[range.upperBound..<end])
    func oneLine(_ text: String) -> String {
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    mutations.append(
      Mutation(
        line: line,
        change: "`\(oneLine(before + old + after))` → `\(oneLine(before + text + after))`",
        text: String(source[..<range.lowerBound]) + text + String(source[range.upperBound...])))
  }
}
