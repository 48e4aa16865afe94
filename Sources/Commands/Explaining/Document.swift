// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// A page of prose, mathematics and tables, written once and rendered as text, Markdown, HTML or JSON.
///
/// All its numbers are exact, and all that it claims of them can be checked: see ``defects``.
struct Document: Sendable {
  enum Block: Sendable {
    case paragraph(String)
    case statements([Statement])
    case table(NumberTable)
  }

  struct Section: Sendable {
    var heading: String
    var blocks: [Block] = []

    init(_ heading: String) { self.heading = heading }

    mutating func say(_ text: String) { blocks.append(.paragraph(text)) }

    mutating func show(_ statements: [Statement]) {
      if !statements.isEmpty { blocks.append(.statements(statements)) }
    }

    mutating func show(_ statement: Statement) { show([statement]) }

    mutating func show(_ table: NumberTable) { blocks.append(.table(table)) }
  }

  var title: String
  var sections: [Section] = []

  /// The lines and rows whose numbers do not do what they say. Always empty, unless a program is wrong.
  var defects: [String] {
    sections.flatMap(\.blocks).flatMap { block -> [String] in
      switch block {
      case .paragraph: []
      case .statements(let statements): statements.filter { !$0.holds }.map(\.text)
      case .table(let table): table.defects
      }
    }
  }
}

/// A table of numbers whose columns follow from each other.
struct NumberTable: Sendable {
  enum Cell: Sendable, Hashable {
    case text(String)
    case number(Rational)

    var text: String {
      switch self {
      case .text(let text): text
      case .number(let number): number.shown
      }
    }
  }

  /// What holds in each row.
  enum Rule: Sendable {
    case sum(of: [Int], is: Int)
    case difference(Int, Int, is: Int)
    /// Not in a row of sums: the least of two sums is not the sum of the least.
    case least(Int, Int, is: Int)
    case equal(Int, Int)
    case one(sumOf: [Int])
  }

  struct Row: Sendable {
    var cells: [Cell]
    /// Whether the numbers are sums over several tokens.
    var isSum = false
  }

  let titles: [String]
  let rules: [Rule]
  private(set) var rows: [Row] = []

  /// The first column is text; the others are numbers, or text where a row has none.
  init(_ titles: [String], rules: [Rule] = []) {
    self.titles = titles
    self.rules = rules
  }

  mutating func add(_ cells: [Cell], isSum: Bool = false) {
    precondition(cells.count == titles.count, "one cell a column")
    rows.append(Row(cells: cells, isSum: isSum))
  }

  mutating func add(_ name: String, _ numbers: [Rational], isSum: Bool = false) {
    add([.text(name)] + numbers.map(Cell.number), isSum: isSum)
  }

  var defects: [String] {
    rows.flatMap { row in
      rules.filter { !Self.holds($0, in: row) }.map { "\($0) in row \(row.cells[0].text)" }
    }
  }

  private static func holds(_ rule: Rule, in row: Row) -> Bool {
    func number(_ column: Int) -> Rational? {
      if case .number(let number) = row.cells[column] { number } else { nil }
    }
    // A cell without a number claims nothing.
    switch rule {
    case .sum(let columns, let total):
      let terms = columns.compactMap(number)
      guard terms.count == columns.count, let total = number(total) else { return true }
      return terms.sum() == total
    case .one(let columns):
      let terms = columns.compactMap(number)
      return terms.count != columns.count || terms.sum() == 1
    case .difference(let left, let right, let result):
      guard let left = number(left), let right = number(right), let result = number(result) else {
        return true
      }
      return left - right == result
    case .least(let left, let right, let result):
      guard !row.isSum, let left = number(left), let right = number(right),
        let result = number(result)
      else { return true }
      return min(left, right) == result
    case .equal(let left, let right):
      guard let left = number(left), let right = number(right) else { return true }
      return left == right
    }
  }
}
