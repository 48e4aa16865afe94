// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats

/// What the commands that run many schemes have in common: which ones, and how the answer is written.
struct SchemeOptions: ParsableArguments {
  @Option(help: "Only these schemes, by id, separated by commas.")
  var schemes: String?

  @Flag(help: "Print JSON.")
  var json = false

  /// The ids asked for; `nil` when all are meant.
  var ids: [String]? { schemes?.split(separator: ",").map(String.init) }

  /// Prints the answer in the form asked for; only that one is made.
  func answer(json: @autoclosure () -> JSONValue, text: @autoclosure () -> String) {
    Console.answer(self.json ? json().text(indented: true) : text())
  }
}
