// SPDX-License-Identifier: GPL-3.0-or-later

extension Document {
  /// The page as one HTML file that needs no other: no script, no font, no network.
  var html: String {
    var lines = [
      "<!doctype html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<title>\(Self.html(title))</title>", "<style>\(Self.style)</style>", "</head>", "<body>",
      "<main>", "<h1>\(Self.html(title))</h1>",
    ]
    for (index, section) in sections.enumerated() {
      lines.append("<h2>\(index + 1). \(Self.html(section.heading))</h2>")
      for block in section.blocks {
        switch block {
        case .paragraph(let text): lines.append("<p>\(Self.html(text))</p>")
        case .statements(let statements):
          lines.append("<pre>" + statements.map { Self.html($0.text) }.joined(separator: "\n"))
          lines[lines.count - 1] += "</pre>"
        case .table(let table): lines += table.html
        }
      }
    }
    lines += ["</main>", "</body>", "</html>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static let style = """
    :root { color-scheme: light dark; }
    body { font: 1.05rem/1.55 Georgia, "DejaVu Serif", serif; margin: 2rem 1rem; }
    main { max-width: 46rem; margin: auto; }
    h1, h2 { font-family: system-ui, "DejaVu Sans", sans-serif; line-height: 1.25; }
    h2 { margin-top: 2.2rem; font-size: 1.2rem; }
    pre { background: #8881; border-left: 3px solid #0072b2; padding: .6rem .9rem;
          white-space: pre-wrap; font-size: .92rem; }
    table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums;
            display: block; overflow-x: auto; }
    th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid #8884; }
    th:first-child, td:first-child { text-align: left; }
    tr.sum td { font-style: italic; }
    """

  /// Text in which no character has a meaning to HTML.
  static func html(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}

extension NumberTable {
  fileprivate var html: [String] {
    func row(_ cells: [String], _ tag: String, sum: Bool = false) -> String {
      "<tr\(sum ? " class=\"sum\"" : "")>"
        + cells.map { "<\(tag)>\(Document.html($0))</\(tag)>" }.joined() + "</tr>"
    }
    return ["<table>", "<thead>\(row(titles, "th"))</thead>", "<tbody>"]
      + rows.map { row($0.cells.map(\.text), "td", sum: $0.isSum) } + ["</tbody>", "</table>"]
  }
}
