// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

struct WarpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warp",
    abstract: "Temperature, top-k, top-p and min-p of an instance, exactly.",
    discussion: """
      Example: spechub warp Examples/instances/worked-example.json --step top-k=2 | spechub compare -

      The steps are done to target and draft in the order given: temperature=T, top-k=K, top-p=P, min-p=M; \
      each divides by the exact sum of what it leaves. Temperature 0 keeps the most probable token; \
      temperature 1/m raises to the power m. Any other temperature gives irrational probabilities in \
      general: it must be the first step, on a file with "target_log_weights" and "draft_log_weights" in place of \
      "target" and "draft", and its answer is an enclosure: an instance inside it, with the width in \
      "note".
      """)

  @Argument(help: "The instance, a JSON file, or - for standard input.", completion: .file())
  var input: String

  @Flag(help: "Divide target and draft by their exact sums, and report these.")
  var normalize = false

  @Option(name: .customLong("step"), help: "temperature=T, top-k=K, top-p=P or min-p=M; repeat it.")
  var steps: [String] = []

  @OptionGroup var limits: WorkLimits

  @Flag(help: "Print JSON, which this command does anyway.")
  var json = false

  func run() throws {
    try finish(under: limits) {
      let source = input == "-" ? "standard input" : input
      let cursor = JSONCursor(
        try JSONValue.parse(ModelFile.bytes(input), source: source), source: source)
      var steps = try steps.map(WarpStep.init(parsing:))
      let result: WarpedInstance
      if try cursor.optional("target_log_weights") != nil {
        var temperature: Rational = 1
        if case .temperature(let given)? = steps.first, given.signum > 0 {
          temperature = given
          steps.removeFirst()
        }
        result = try WarpedInstance(logWeights: cursor, temperature: temperature, then: steps)
      } else {
        let mode: InstanceFile.Mode = normalize ? .normalize : .strict
        let file = try InstanceFile(cursor, mode: mode)
        for note in file.notes { Console.note("\(source): \(note)") }
        result = try WarpedInstance(file.instance, steps: steps)
      }
      Console.answer(result.json.text(indented: true))
      return .holds
    }
  }
}

/// One step as it is written on the command line.
enum WarpStep {
  case temperature(Rational)
  case warping(Warping)

  init(parsing text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let number = Rational(parts[1]) else {
      throw ValidationError("--step \(text): expected a name, = and a number, as in top-p=0.9.")
    }
    let whole = number.isInteger ? Int(number.description) : nil
    switch parts[0] {
    case "temperature" where number.signum >= 0: self = .temperature(number)
    case "top-k" where whole ?? 0 >= 1: self = .warping(.topK(whole!))
    case "top-p" where number.signum > 0 && number <= 1: self = .warping(.topP(number))
    case "min-p" where number.signum >= 0 && number <= 1: self = .warping(.minP(number))
    case "temperature", "top-k", "top-p", "min-p":
      throw ValidationError(
        "--step \(text): a temperature is at least 0, a top-k a whole number of at least 1, "
          + "a top-p above 0 and at most 1, a min-p between 0 and 1.")
    default:
      throw ValidationError(
        "--step \(text): the steps are temperature=T, top-k=K, top-p=P and min-p=M.")
    }
  }

  /// The step on a distribution that is known exactly.
  func exact() throws -> Warping {
    switch self {
    case .warping(let warping): return warping
    case .temperature(let temperature):
      if temperature.isZero { return .mostProbable }
      guard let inverse = temperature.reciprocal, inverse.isInteger,
        let power = Int(inverse.description), power <= 1_000
      else {
        throw CommandFailure(
          "temperature \(temperature): probabilities to the power 1/T need not be rational unless "
            + "1/T is a whole number (at most 1000); give \"target_log_weights\" and "
            + "\"draft_log_weights\" for an enclosure")
      }
      return .power(power)
    }
  }
}
