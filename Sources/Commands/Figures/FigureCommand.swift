// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import SpeculativeDecoding

struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Pictures of exact numbers, and their tables.",
    discussion: """
      Example: spechub figure plan Examples/instances/worked-example.json -o plan.png

      Of an instance with two drafts: coupling draws the cube of independent drafts and emitted token \
      beside the pairs of a hub; plan the mass that flows from the pairs to the tokens; comparison RRS \
      beside SpecHub step by step. Of any instance: acceptance draws the schemes as bars; residual what \
      they leave; polymatroid the certificate of the optimum, f and the accepted mass meeting at H (at \
      most 100 tokens). Beyond 8 tokens (comparison 6, coupling 7, and at most 141 that q supports) the \
      least likely ones are drawn as one, with their masses added up.

      Of an instance or of JSON Lines of them: temperature draws the acceptance at temperatures 1/4 to 1 \
      of an instance, or the mean acceptance by "temperature"; decay what the first, second, … draft \
      accepts. Of a model, or of an instance taken for a model: tree draws tokens per step of binary \
      trees of growing depth.

      Labels are fractions where they fit and else decimals marked ≈; --csv, --json and HTML have all \
      numbers. SVG goes to standard output, or with -o to a file whose name ends with .svg, .html (one \
      page, with the numbers), or .png (needs rsvg-convert).
      """)

  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case coupling
    case plan
    case comparison
    case acceptance
    case residual
    case polymatroid
    case temperature
    case decay
    case tree
  }

  @Argument(help: "What to draw.")
  var kind: Kind

  @Argument(
    help:
      "An instance, JSON Lines of instances, or a model, as the kind needs; - is standard input.",
    completion: .file())
  var input: String

  @Option(
    name: .shortAndLong, help: "Write the picture to this file: .svg, .png or .html.",
    completion: .file(extensions: ["svg", "png", "html"]))
  var output: String?

  @Option(help: "Write the table to this file.")
  var csv: String?

  @Flag(help: "Print title, caption and numbers as JSON, and no picture unless -o is given.")
  var json = false

  @Flag(help: "Divide target and draft by their exact sums, and report these.")
  var normalize = false

  @Option(help: "Only these schemes, by id, separated by commas.")
  var schemes: String?

  @Option(help: "The number of drafts; for decay 5 unless given.")
  var drafts: Int?

  @Option(help: "Only instances whose annotation has this value: temperature=0.6.")
  var `where`: String?

  @Option(help: "Only every n-th of the instances.")
  var every = 1

  @Option(help: "For a tree: the last tokens before it, by number; repeat it for more roots.")
  var root: [String] = []

  @Option(help: "For a tree: the largest depth.")
  var depth = 4

  @OptionGroup var limits: WorkLimits

  func validate() throws {
    guard every >= 1, depth >= 1, depth <= 16, drafts ?? 1 >= 1 else {
      throw ValidationError(
        "Numbers of drafts, depths and steps are at least 1, depths at most 16.")
    }
    if let output { _ = try FigureFormat(path: output) }
  }

  func run() throws {
    try finish(under: limits) {
      let figure = try figure()
      Console.progress("")
      if let csv { try TextFile.write(figure.table.csv, to: csv) }
      if let output { try FigureFormat(path: output).write(figure, to: output) }
      if json {
        Console.answer(figure.json.text(indented: true))
      } else if output == nil {
        Console.answer(figure.svg)
      }
      return .holds
    }
  }
}
