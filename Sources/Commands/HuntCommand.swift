// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import Rationals
import SpeculativeDecoding

struct HuntCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hunt",
    abstract: "Search small instances for a counterexample to a claim.",
    discussion: """
      Example: spechub hunt argmax-is-best-hub

      All instances of small denominators first, the smallest first; then random ones; then uphill from \
      the best of those. Exits with 1 when a counterexample is found. --list shows the claims with \
      what is known about them.
      """)

  @Argument(help: "The claim, by id.")
  var claim: String?

  @Flag(help: "List the claims.")
  var list = false

  @Option(
    help: ArgumentHelp(
      "The largest denominator of p and q that is searched completely.", valueName: "number"))
  var maxDenominator = 10

  @Option(help: ArgumentHelp("The most tokens of the complete search.", valueName: "count"))
  var maxTokens = 4

  @Option(help: ArgumentHelp("The number of random instances after it.", valueName: "count"))
  var samples = 2_000

  @Option(help: ArgumentHelp("The seed of the random instances.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp("Give up after this time, and say so (exit status 3).", valueName: "seconds")
  )
  var timeLimit: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the counterexample to this file.", valueName: "file"))
  var output: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard list || claim != nil else {
      throw ValidationError("Name a claim, or see them with --list.")
    }
    guard maxDenominator >= 1, maxTokens >= 1, samples >= 0, timeLimit ?? 1 >= 1 else {
      throw ValidationError("Limits are at least 1.")
    }
  }

  func run() throws {
    try finish {
      if list {
        Console.answer(json ? Self.listJSON.text(indented: true) : Self.listText)
        return .holds
      }
      guard let conjecture = ConjectureCatalog.conjecture(claim!) else {
        throw ValidationError("There is no claim \"\(claim!)\"; see them with --list.")
      }
      var range = CounterexampleSearch.Range()
      range.denominator = maxDenominator
      range.tokens = maxTokens
      range.samples = samples
      range.seed = seed
      let deadline = timeLimit.map { ContinuousClock.now + .seconds($0) }
      let result = CounterexampleSearch.run(
        conjecture, in: range, shouldStop: { deadline.map { ContinuousClock.now > $0 } ?? false },
        progress: Console.progress)
      Console.progress("")
      let report = HuntReport(conjecture, range, result)
      if let output, let witness = report.witness {
        try TextFile.write(witness.text(indented: true) + "\n", to: output)
      }
      Console.answer(json ? report.json.text(indented: true) : report.text)
      if result.counterexample != nil { return .refuted }
      return result.isStopped ? .limit : .holds
    }
  }

  private static var listText: String {
    var table = TextTable([
      ("claim", .left), ("known", .left), ("statement", .left), ("source", .left),
    ])
    for conjecture in ConjectureCatalog.all {
      table.add([
        conjecture.id, conjecture.status.rawValue, conjecture.statement, conjecture.source,
      ])
    }
    return table.text
  }

  private static var listJSON: JSONValue {
    [
      "claims": .array(
        ConjectureCatalog.all.map {
          [
            "id": .string($0.id), "status": .string($0.status.rawValue),
            "statement": .string($0.statement), "source": .string($0.source),
          ]
        })
    ]
  }
}
