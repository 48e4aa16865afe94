// SPDX-License-Identifier: GPL-3.0-or-later

extension Document {
  /// The page in CommonMark with pipe tables; mathematics stands in code blocks.
  var markdown: String {
    var blocks = ["# " + Self.escaped(title)]
    for (index, section) in sections.enumerated() {
      blocks.append("## \(index + 1). " + Self.escaped(section.heading))
      for block in section.blocks {
        switch block {
        case .paragraph(let text): blocks.append(Self.escaped(text))
        case .statements(let statements):
          // A fence must be longer than any run of backticks inside, which a name may have.
          let lines = statements.map(\.text).joined(separator: "\n")
          let fence = Self.fence(for: lines)
          blocks.append("\(fence)text\n\(lines)\n\(fence)")
        case .table(let table): blocks.append(table.markdown)
        }
      }
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func fence(for text: String) -> String {
    var (longest, run) = (0, 0)
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: max(3, longest + 1))
  }

  /// Text in which no character has a meaning to Markdown.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "\\`*_[]<>|#&~$".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}

extension NumberTable {
  var markdown: String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let rule = titles.indices.map { $0 == 0 ? ":---" : "---:" }
    return
      ([line(titles.map(Document.escaped)), line(rule)]
      + rows.map { line($0.cells.map { Document.escaped($0.text) }) })
      .joined(separator: "\n")
  }
}
