// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals

extension Document {
  /// The sections with all their blocks; numbers whole, however long.
  var json: JSONValue {
    .array(
      sections.map { section in
        [
          "heading": .string(section.heading), "blocks": .array(section.blocks.map(Self.json)),
        ]
      })
  }

  private static func json(_ block: Block) -> JSONValue {
    switch block {
    case .paragraph(let text): ["paragraph": .string(text)]
    case .statements(let statements):
      [
        "equations": .array(
          statements.map { statement in
            [
              "text": .string(statement.text),
              "name": statement.name.map(JSONValue.string) ?? .null,
              "values": .array(statement.terms.map { $0.value.map(JSONValue.exact) ?? .null }),
              "relations": .array(statement.relations.map { .string($0.rawValue) }),
            ]
          })
      ]
    case .table(let table):
      [
        "table": [
          "columns": .array(table.titles.map(JSONValue.string)),
          "rows": .array(
            table.rows.map { row in
              .array(
                row.cells.map { cell in
                  switch cell {
                  case .text(let text): .string(text)
                  case .number(let number): .exact(number)
                  }
                })
            }),
        ]
      ]
    }
  }
}
