// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import LPWriting

/// A text in some format, on its way to a file or to standard output.
struct WrittenText {
  /// `lp`, `mps`, `json`, `coq`, `plain` or `vipr`.
  var format: String
  var text: String
  /// The file, compressed when its name ends in `.gz`, or `-` for standard output.
  var path: String

  /// Writes the text. With `json` the answer is the keys `format`, `output` and `text`; of the last
  /// two one is null: what stands in a file is not repeated.
  func deliver(json: Bool) throws {
    let isAnswer = path == "-"
    if !isAnswer {
      let bytes = Array(text.utf8)
      let isCompressed = path.lowercased().hasSuffix(".gz")
      try TextFile.write(isCompressed ? Gzip.compress(bytes) : bytes, to: path)
    }
    if json {
      let answer = JSONValue.object([
        .init("format", .string(format)), .init("output", isAnswer ? .null : .string(path)),
        .init("text", isAnswer ? .string(text) : .null),
      ])
      Console.answer(answer.text(indented: true))
    } else if isAnswer {
      Console.answer(text)
    }
  }
}

/// Where a command writes its text.
struct TextOutput: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; standard output by default.", valueName: "file"))
  var output = "-"

  @Flag(help: "Print JSON: the format, the file, and the text if it has none.")
  var json = false

  func deliver(_ text: String, format: String) throws {
    try WrittenText(format: format, text: text, path: output).deliver(json: json)
  }
}
