// SPDX-License-Identifier: GPL-3.0-or-later

/// Files of one JSON document, or of one object a line.
public enum JSONLines {
  /// The documents of a text: one, or as many as there are lines when every line that is not empty
  /// begins with `{` and ends with `}` and there are at least two.
  ///
  /// Each cursor names the line that it came from.
  public static func documents(
    in bytes: [UInt8], source path: String
  ) throws(ParseError) -> [JSONCursor] {
    let source = path == "-" ? "standard input" : path
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let objects = lines.enumerated().compactMap { number, line -> (Int, ArraySlice<UInt8>)? in
      let text = line.drop(while: \.isSpace)
      return text.isEmpty ? nil : (number + 1, text)
    }
    let isLines =
      objects.count > 1
      && objects.allSatisfy { _, text in
        text.first == UInt8(ascii: "{")
          && text.last { !$0.isSpace } == UInt8(ascii: "}")
      }
    guard isLines else {
      return [JSONCursor(try JSONValue.parse(bytes, source: source), source: source)]
    }
    var documents: [JSONCursor] = []
    for (number, text) in objects {
      let name = "\(source), line \(number)"
      documents.append(JSONCursor(try JSONValue.parse(Array(text), source: name), source: name))
    }
    return documents
  }
}
