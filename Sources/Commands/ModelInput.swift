// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import LinearPrograms

/// The model that a command reads, and how.
struct ModelInput: ParsableArguments {
  @Argument(
    help:
      "The model: a file in .lp, .mps or .json, each also with .gz, or - for LP on standard input.",
    completion: .file())
  var model: String

  @Flag(help: "Let integer variables be any number.")
  var relax = false

  /// Reads the model, and tells on standard error what a person should know about it.
  func read() throws -> LinearProgram {
    try ModelFile.read(model, relaxing: relax) { Console.note("\(model): \($0)") }
  }
}
