// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import Rationals
import SpeculativeDecoding

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "The acceptance of every scheme, beside the optimum it cannot pass.",
    discussion: """
      Example: spechub compare Examples/instances/worked-example.json

      A JSON Lines file, one instance a line, gives a table of means and quantiles instead; --by KEY \
      makes one table for each value of an annotation such as "temperature", and --by-peak 4 one for \
      each quarter of the instances by the largest draft probability, the flattest drafts first. \
      Schemes of given parameters have ids with the parameter in it: kseq-rho=7/4, star-1/3. Exits with 1 when a scheme \
      that --schemes asks for does not emit the target.
      """)

  @Argument(
    help: "The instance, or JSON Lines of instances, or - for standard input.",
    completion: .file())
  var input: String

  @Flag(help: "Divide target and draft by their exact sums, and report these.")
  var normalize = false

  @Option(help: "The number of drafts, whatever the instance says.")
  var drafts: Int?

  @OptionGroup var choice: SchemeOptions

  @Option(help: "Print this scheme's rule tuple by tuple, for `audit` or another program.")
  var kernel: String?

  @Option(help: "With JSON Lines: one table for each value of this key.")
  var by: String?

  @Option(
    help: "With JSON Lines: split each table into this many by the draft's largest probability.")
  var byPeak: Int?

  @Flag(help: "With JSON Lines: print CSV.")
  var csv = false

  @OptionGroup var limits: WorkLimits

  func validate() throws {
    guard byPeak ?? 1 >= 1 else { throw ValidationError("--by-peak is at least 1.") }
  }

  func run() throws {
    try finish(under: limits) {
      let selected = try Self.schemes(named: choice.schemes)
      let mode: InstanceFile.Mode = normalize ? .normalize : .strict
      let batch = try InstanceBatch(reading: input, mode: mode, drafts: drafts)
      if let kernel {
        let scheme = try Self.scheme(named: kernel)
        Console.answer(try KernelExport(scheme, of: try batch.single()).json.text(indented: true))
        return .holds
      }
      if batch.isSingle {
        let (instance, notes) = try batch.item(0).file()
        for note in notes { Console.note("\(input): \(note)") }
        let comparison = Comparison(Position(instance), schemes: selected ?? SchemeCatalog.all)
        choice.answer(
          json: comparison.json(of: instance), text: ComparisonReport(comparison, of: instance).text
        )
        let isBroken = comparison.rows.contains { !$0.isLossless }
        return selected != nil && isBroken ? .refuted : .holds
      }
      let statistics = try BatchStatistics(
        batch, schemes: selected ?? SchemeCatalog.all, by: by, peakParts: byPeak)
      Console.progress("")
      choice.answer(json: statistics.json, text: csv ? statistics.csv : statistics.text)
      return .holds
    }
  }

  static func scheme(named id: String) throws -> any Scheme {
    guard let scheme = SchemeCatalog.scheme(id) else {
      let known = SchemeCatalog.all.map(\.id).joined(separator: ", ")
      throw ValidationError(
        "There is no scheme \"\(id)\". There are \(known), kseq-rho=R and star-L.")
    }
    return scheme
  }

  static func schemes(named list: String?) throws -> [any Scheme]? {
    try list?.split(separator: ",").map { try scheme(named: String($0)) }
  }
}
