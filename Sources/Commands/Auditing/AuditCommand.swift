// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import Rationals

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Is this implementation lossless? Kernels, laws, blocks, floats, grids and samples.",
    discussion: """
      Example: spechub audit Examples/audit/duplicates-skipped.json

      The kind of input is told by its keys: "kernel", the rule tuple of drafts by tuple; "law", what \
      it emits; "counts", how often it emitted what; "emitted", or "rule" with "p_tables", blocks of \
      several tokens; "grid_bits", uniforms of few bits; "p_hex", rows of floats; "rows", "trees" and \
      "paths", what a program recorded. Examples/audit has a page for every usual mistake.

      Exits with 0 when the output law is the target, 1 when it is not, 2 when the input describes no \
      rule or nothing can be decided.
      """)

  @Argument(help: "The input, a JSON file, or - for standard input.", completion: .file())
  var file: String

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Divide every distribution by its exact sum, and report it.")
  var normalize = false

  @Flag(help: "Take the numbers of kernels and laws as they are, whatever they sum to.")
  var asUsed = false

  @Option(
    help: ArgumentHelp(
      "For float rows: also say whether the total variation is within this. Repeatable.",
      valueName: "distance"))
  var tolerance: [String] = []

  @Flag(help: "For float rows: let the exit status follow the largest tolerance.")
  var tolerant = false

  @OptionGroup var samples: SampleArguments

  func validate() throws {
    if normalize && asUsed {
      throw ValidationError("--normalize and --as-used exclude each other")
    }
  }

  func run() throws {
    try finish {
      var options = AuditOptions()
      options.mode = normalize ? .normalize : asUsed ? .asUsed : .strict
      options.samples = try samples.options()
      if !tolerance.isEmpty {
        options.tolerances = try tolerance.map { ($0, try Rational(option: $0, "--tolerance")) }
      }
      let source = file == "-" ? "standard input" : file
      let root = try Audit.parse(try TextFile.read(file), source: source)
      let answer = Audit.answer(root, options)
      for note in answer.notes { Console.note("\(source): \(note)") }
      if case .refused = answer.verdict { Console.note("\(source): \(answer.lines.joined())") }
      Console.answer(json ? answer.json.text(indented: true) : answer.text)
      return tolerant && answer.isWithinSomeTolerance ? .holds : answer.status
    }
  }
}

/// Options about samples, shared by `audit` and `power`.
struct SampleArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "For samples: the largest probability of a false alarm.", valueName: "probability"))
  var level = "1e-6"

  @Option(
    help: ArgumentHelp(
      "For samples: the total variation that must be visible before silence counts.",
      valueName: "distance"))
  var tv = "1/20"

  @Option(
    help: ArgumentHelp(
      "For samples: the probability with which it is to be seen.", valueName: "probability"))
  var power = "9/10"

  @Option(help: "For samples: anytime (peek as you like) or fixed (one look at a fixed number).")
  var test = SampleOptions.Test.anytime

  func options() throws -> SampleOptions {
    var options = SampleOptions()
    options.level = try Rational(probability: level, "--level")
    options.totalVariation = try Rational(probability: tv, "--tv")
    options.power = try Rational(probability: power, "--power")
    options.test = test
    guard options.power > options.level else {
      throw CommandFailure("--power must exceed --level")
    }
    return options
  }
}

extension SampleOptions.Test: ExpressibleByArgument {}

extension Rational {
  /// The number that an option spells.
  init(option text: String, _ name: String) throws(CommandFailure) {
    do {
      self = try Rational(parsing: text)
    } catch {
      throw CommandFailure("\(name) \(text): \(error)")
    }
  }

  /// A number strictly between 0 and 1.
  init(probability text: String, _ name: String) throws(CommandFailure) {
    self = try Rational(option: text, name)
    guard self > 0, self < 1 else {
      throw CommandFailure("\(name) \(text): expected a number between 0 and 1")
    }
  }
}
