// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals

/// The numbers behind a figure.
struct FigureTable {
  enum Cell {
    case text(String)
    case number(FigureNumber)
    case none

    static func exact(_ value: Rational) -> Cell { .number(FigureNumber(value)) }
  }

  var header: [String]
  var rows: [[Cell]] = []
  /// How many decimals a number has in CSV; fractions unless given.
  var decimals: Int?

  init(_ header: [String], decimals: Int? = nil) {
    self.header = header
    self.decimals = decimals
  }

  mutating func add(_ cells: [Cell]) {
    precondition(cells.count == header.count, "one cell a column")
    rows.append(cells)
  }

  /// A line a row; fields are quoted where they have to be.
  var csv: String {
    let lines = rows.map { row in
      row.map { cell in
        switch cell {
        case .text(let text): text
        case .number(let number):
          decimals.map { number.value.decimal(places: $0) }
            ?? (number.isExact ? number.value.description : number.value.decimal(places: 12))
        case .none: ""
        }
      }
    }
    return ([header] + lines).map { line in
      line.map(Self.quoted).joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\n\r\r\n".contains($0) }) else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// An array of objects; a number that is only enclosed is a decimal beside `null`.
  var json: JSONValue {
    .array(
      rows.map { row in
        .object(
          zip(header, row).map { title, cell in
            switch cell {
            case .text(let text): .init(title, .string(text))
            case .number(let number) where number.isExact: .init(title, .exact(number.value))
            case .number(let number):
              .init(title, ["about": .string(number.value.decimal(places: 12))])
            case .none: .init(title, .null)
            }
          })
      })
  }

  /// The longest fraction that a page shows whole; CSV and JSON have every digit.
  private static let longestFraction = 120

  private static func shown(_ value: Rational) -> String {
    let text = value.description
    return text.utf8.count <= longestFraction ? text : value.abridged
  }

  /// A table of HTML: each number as a fraction, with four digits of it where that helps.
  var html: String {
    let head = header.map { "<th>\($0.escapedForXML)</th>" }.joined()
    let body = rows.map { row in
      let cells = row.map { cell -> String in
        switch cell {
        case .text(let text): "<td>\(text.escapedForXML)</td>"
        case .none: "<td></td>"
        case .number(let number) where !number.isExact:
          #"<td class="number">\#(number.text)</td>"#
        case .number(let number):
          number.value.isInteger
            ? #"<td class="number">\#(number.text)</td>"#
            : #"<td class="number">\#(Self.shown(number.value)) "#
              + "<small>\(number.value.decimal(significantDigits: 4))</small></td>"
        }
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return """
      <table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody>
      </table>
      """
  }
}
