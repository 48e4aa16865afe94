// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import Rationals
import SpeculativeDecoding

struct PowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "How many samples a test needs to see a given total variation.",
    discussion: """
      Example: spechub power --tv 1/100 --level 1e-6

      The numbers for the G test are the usual approximation, in floating point. The number that no \
      test whatever can do without is rigorous.
      """)

  @Option(help: ArgumentHelp("The total variation to be seen.", valueName: "distance"))
  var tv: String

  @Option(help: ArgumentHelp("The largest probability of a false alarm.", valueName: "probability"))
  var level = "1e-6"

  @Option(
    help: ArgumentHelp("The probability with which it is to be seen.", valueName: "probability"))
  var power = "9/10"

  @Option(
    help: ArgumentHelp(
      "The number of tokens that the target can emit; some usual ones by default.",
      valueName: "count"))
  var vocabulary: [Int] = []

  @Flag(help: "Print JSON.")
  var json = false

  private static let usual = [2, 8, 64, 512, 4096, 32_768]

  func validate() throws {
    if let small = vocabulary.first(where: { $0 < 2 || $0 > 10_000_000 }) {
      throw ValidationError("--vocabulary \(small): expected a number from 2 to 10000000")
    }
  }

  func run() throws {
    try finish {
      let variation = try Rational(probability: tv, "--tv")
      let level = try Rational(probability: level, "--level")
      let power = try Rational(probability: power, "--power")
      guard power > level else { throw CommandFailure("--power must exceed --level") }
      let rows = (vocabulary.isEmpty ? Self.usual : vocabulary).map { size in
        let test = TestPower(supportSize: size, level: level, power: power)
        return (
          size, Rational(exactly: test.samples(totalVariation: variation).rounded(.up)) ?? 0
        )
      }
      let fewest = TestPower(supportSize: 2, level: level, power: power)
        .fewestSamples(totalVariation: variation)
      Console.answer(
        json
          ? Self.json(variation, level, power, rows, fewest).text(indented: true)
          : Self.text(variation, level, power, rows, fewest))
      return .holds
    }
  }

  private static func json(
    _ variation: Rational, _ level: Rational, _ power: Rational,
    _ rows: [(size: Int, samples: Rational)], _ fewest: Rational?
  ) -> JSONValue {
    [
      "tv": .exact(variation), "level": .exact(level), "power": .exact(power),
      "samples": .number(rows[0].samples),
      "by_vocabulary": .array(
        rows.map { ["vocabulary": .integer($0.size), "samples_G_float": .number($0.samples)] }),
      "fewest_for_any_test": fewest.map(JSONValue.number) ?? .null,
    ]
  }

  private static func text(
    _ variation: Rational, _ level: Rational, _ power: Rational,
    _ rows: [(size: Int, samples: Rational)], _ fewest: Rational?
  ) -> String {
    var table = TextTable([("possible tokens", .right), ("samples", .right)])
    for (size, samples) in rows { table.add([String(size), samples.description]) }
    var lines = [
      "samples for the G test to see a total variation of \(variation) at level \(level) with "
        + "probability \(power) (about)", "", table.text,
    ]
    if let fewest {
      lines += ["", "no test whatever can do with fewer than \(fewest) (rigorous)"]
    }
    return lines.joined(separator: "\n")
  }
}
