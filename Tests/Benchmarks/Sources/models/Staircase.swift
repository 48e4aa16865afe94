// SPDX-License-Identifier: GPL-3.0-or-later

import Measuring

/// Random staircase programs: minimise cᵀx subject to Ax ≥ b, x ≥ 0, where a column has entries in
/// the rows of its own block and of the next.
///
/// All numbers are decimals: A = ±0.01…±9.99; b = A·x⁰ − s and c = Aᵀy⁰ + d with random x⁰, s, y⁰,
/// d ≥ 0, so that both the program and its dual are feasible and the optimum is a long fraction.
struct Staircase {
  var rows: Int
  var columns: Int
  var blocks = 20

  var name: String { "stair\(rows)x\(columns)" }

  /// The model in fixed MPS, the same in every run.
  func mps() -> String {
    var generator = SeededGenerator(state: UInt64(rows * 10_000 + columns))
    func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    // In tenths; A is in hundredths, and so b and c are in thousandths.
    let dual = (0..<rows).map { _ in draw(0...1) * draw(1...99) }
    var right = (0..<rows).map { _ in -draw(0...999) }
    var lines = ["NAME          \(name)", "ROWS", " N  cost"]
    lines += (0..<rows).map { " G  r\($0)" }
    lines.append("COLUMNS")
    let height = rows / blocks
    for column in 0..<columns {
      let first = column * blocks / columns * height
      let reach = min(rows, first + 2 * height)
      var chosen: Set<Int> = []
      while chosen.count < 5 { chosen.insert(draw(first...reach - 1)) }
      let primal = draw(0...1) * draw(1...99)
      var cost = draw(0...999)
      var entries: [(row: Int, value: Int)] = []
      for row in chosen.sorted() {
        let value = draw(1...999) * (draw(0...3) == 0 ? -1 : 1)
        entries.append((row, value))
        cost += value * dual[row]
        right[row] += value * primal
      }
      lines.append(line("x\(column)", "cost", decimal(cost, places: 3)))
      lines += entries.map { line("x\(column)", "r\($0.row)", decimal($0.value, places: 2)) }
    }
    lines.append("RHS")
    lines += right.enumerated().map { line("rhs", "r\($0.offset)", decimal($0.element, places: 3)) }
    lines.append("ENDATA")
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ column: String, _ row: String, _ value: String) -> String {
    func field(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: width - text.count)
    }
    return "    \(field(column, 10))\(field(row, 10))\(value)"
  }

  private func decimal(_ value: Int, places: Int) -> String {
    let digits = String(value.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (value < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
  }
}
