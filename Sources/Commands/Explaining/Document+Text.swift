// SPDX-License-Identifier: GPL-3.0-or-later

extension Document {
  private static let width = 92

  /// The page for a terminal: lines of at most about 92 characters, mathematics indented.
  var text: String {
    var blocks = [title + "\n" + String(repeating: "═", count: title.count)]
    for (index, section) in sections.enumerated() {
      let heading = "\(index + 1). \(section.heading)"
      blocks.append(heading + "\n" + String(repeating: "─", count: heading.count))
      for block in section.blocks {
        switch block {
        case .paragraph(let text): blocks.append(Self.prose(text))
        case .statements(let statements):
          blocks.append(statements.map { Self.line($0.text) }.joined(separator: "\n"))
        case .table(let table): blocks.append(table.text)
        }
      }
    }
    return blocks.joined(separator: "\n\n")
  }

  /// A line of mathematics; a long one goes on below, further in.
  static func line(_ text: String) -> String {
    "    " + wrapped(text.split(separator: " "), indentation: "        ")
  }

  /// Prose, in which a formula or a pair is never broken.
  private static func prose(_ text: String) -> String {
    var pieces: [Substring] = []
    var isOpen = false
    for word in text.split(separator: " ") {
      let isOperator = ["−", "·", "+", "=", "≤", "≥", "/"].contains(word)
      if isOpen || isOperator, let last = pieces.popLast() {
        pieces.append(last + " " + word)
      } else {
        pieces.append(word)
      }
      isOpen = isOperator || (word.contains("(") && !word.contains(")"))
    }
    return wrapped(pieces, indentation: "")
  }

  /// Pieces set in lines; those after the first are indented.
  private static func wrapped(_ pieces: [Substring], indentation: String) -> String {
    var lines: [String] = []
    var line = ""
    for piece in pieces {
      if !line.isEmpty, line.count + 1 + piece.count > width {
        lines.append(line)
        line = indentation + piece
      } else {
        line += (line.isEmpty ? "" : " ") + piece
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }
}

extension NumberTable {
  /// The table with aligned columns.
  var text: String {
    var table = TextTable(
      titles.enumerated().map { (title: $1, alignment: $0 == 0 ? .left : .right) })
    for row in rows { table.add(row.cells.map(\.text)) }
    return table.text
  }
}
