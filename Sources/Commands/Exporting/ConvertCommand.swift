// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import LPWriting
import LinearPrograms

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write a model in another format, exactly.",
    discussion: """
      Example: spechub convert Examples/models/diet.lp diet.mps

      Formats follow from the names of the files. What is written is read as the same model; a format \
      that cannot hold it, for its names say, is refused; --rename finds names. Fractions are written as such, which not \
      every reader of LP and MPS knows; --decimals insists on finite decimals.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case lp, mps, json
    var format: ModelFormat? { ModelFormat(rawValue: rawValue) }
  }

  enum Form: String, CaseIterable, ExpressibleByArgument {
    case free, fixed
    var form: MPSForm? { MPSForm(rawValue: rawValue) }
  }

  @OptionGroup var input: ModelInput

  @Argument(
    help: "The file to write, in .lp, .mps or .json, each also with .gz, or - with --to.",
    completion: .file())
  var output: String

  @Option(help: "The format to write, whatever the name of the file says.")
  var to: Format?

  @Option(help: "The form of MPS: free, or fixed, which names with blanks need.")
  var mps: Form?

  @Flag(help: "Write finite decimals only, in LP and MPS.")
  var decimals = false

  @Flag(help: "Change names that the format cannot hold.")
  var rename = false

  @Flag(help: "Print JSON: the format, the file, and the text if it has none.")
  var json = false

  @OptionGroup var limits: WorkLimits

  func run() throws {
    try finish(under: limits) {
      guard let format = to?.format ?? (output == "-" ? nil : ModelFormat(path: output)) else {
        throw CommandFailure(
          output == "-"
            ? "standard output has no name to tell the format from; say --to lp, mps or json"
            : "\(ModelFileError.unknownFormat(path: output)); or say --to lp, mps or json")
      }
      var program = try input.read()
      if rename {
        let changes: Int
        (program, changes) = format.renaming(program)
        if changes > 0 { Console.note("\(input.model): \(changes) names were changed") }
      }
      let text: String
      do {
        let style = ModelStyle(numbers: decimals ? .decimals : .fractions, mpsForm: mps?.form)
        text = try format.text(of: program, style: style)
      } catch {
        throw CommandFailure("\(input.model): \(error)")
      }
      try WrittenText(format: format.rawValue, text: text, path: output).deliver(json: json)
      return .holds
    }
  }
}
