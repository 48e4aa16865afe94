// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

struct ThresholdsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "thresholds",
    abstract: "The exact thresholds of a scheme's uniforms, draft tuple by draft tuple.",
    discussion: """
      Example: spechub thresholds Examples/instances/worked-example.json --scheme rrs

      Feed an implementation with uniforms just below, at and above each threshold instead of \
      sampling. --probes prints such uniforms with the token that must come out, as a file which \
      `spechub audit` reads back once "out" holds what the implementation emitted.
      """)

  @OptionGroup var input: InstanceOptions

  @Option(
    help: ArgumentHelp(
      "The scheme, by its id in `compare`, or a mistake by its name in `audit`.", valueName: "id"))
  var scheme: String

  @Flag(help: "Print JSON.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Print, as JSON, probes whose uniforms are multiples of 1/2^bits.", valueName: "bits"))
  var probes: Int?

  func validate() throws {
    if let probes, !(1...256).contains(probes) {
      throw ValidationError("--probes \(probes): expected a number of bits from 1 to 256")
    }
  }

  func run() throws {
    try finish {
      let instance = try input.read()
      let table = try NamedRule.table(scheme, instance)
      if let probes {
        Console.answer(Self.probes(table, instance, scheme, bits: probes).text(indented: true))
      } else if json {
        let answer: JSONValue = [
          "scheme": .string(scheme), "tuples": .array(table.rows.map(\.json)),
        ]
        Console.answer(answer.text(indented: true))
      } else {
        Console.answer(Self.text(table, instance))
      }
      return .holds
    }
  }

  private static func probes(
    _ table: DecisionTable, _ instance: Instance, _ scheme: String, bits: Int
  ) -> JSONValue {
    [
      "p": instance.target.probabilities.json, "q": instance.draft.probabilities.json,
      "k": .integer(instance.drafts), "scheme": .string(scheme),
      "paths": .array(
        table.probes(gridBits: bits).map { path in
          [
            "draft": .array(path.drafts.map(JSONValue.integer)), "u": path.uniforms.json,
            "out": .integer(path.output),
          ]
        }),
    ]
  }

  private static func text(_ table: DecisionTable, _ instance: Instance) -> String {
    var text = TextTable([
      ("drafts", .left), ("weight", .right), ("uniform", .left), ("below", .right), ("then", .left),
    ])
    for row in table.rows {
      let names = "(" + row.drafts.map(instance.token).joined(separator: ", ") + ")"
      var isFirst = true
      func add(_ uniform: Int, _ threshold: Rational, _ then: String) {
        text.add([
          isFirst ? names : "", isFirst ? row.probability.abridged : "", "u\(uniform)",
          threshold.abridged, then,
        ])
        isFirst = false
      }
      for (index, test) in row.tests.enumerated() {
        add(index + 1, test.threshold, "accept \(instance.token(test.token))")
      }
      for (token, sum) in row.cumulated.enumerated() where !row.residual[token].isZero {
        add(row.tests.count + 1, sum, "emit \(instance.token(token))")
      }
    }
    return text.text + "\n\na uniform u in [0, 1) decides by u < threshold, the first that holds"
  }
}
