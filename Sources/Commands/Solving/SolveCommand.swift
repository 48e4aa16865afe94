// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import Certificates
import ExactSolving
import GLPK
import LPFormats
import LinearPrograms
import Rationals

struct SolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve",
    abstract: "Solve a linear program exactly, with a certificate.",
    discussion: """
      Example: spechub solve Examples/models/diet.lp --certificate diet.cert

      Optimal, infeasible and unbounded are all answers: each has a certificate, and exit status 0.
      Ctrl-C, --time-limit and --memory-limit end with exit status 3 and the bounds on the optimum \
      that are proved by then.
      """)

  @OptionGroup var input: ModelInput

  @OptionGroup var limits: SolveLimits

  @OptionGroup var show: SolutionOptions

  @Option(
    help: ArgumentHelp(
      "Write the certificate to this file; `spechub check` and `certcheck` verify it.",
      valueName: "file"))
  var certificate: String?

  @Option(
    help: ArgumentHelp(
      "Write the values to this file, one name and fraction a line.", valueName: "file"))
  var solution: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try finish {
      let program = try input.read()
      let watch = limits.watch()
      let report: SolutionReport
      do throws(SolveError) {
        report = try SolutionReport(
          program, certificate: certificate, options: show.options, monitor: watch.monitor)
      } catch .stopped(let bounds) {
        return stopped(watch.reason ?? .interrupted, bounds)
      } catch {
        throw CommandFailure("\(input.model): \(error)")
      }
      Console.progress("")
      if let certificate {
        try TextFile.write(CertificateText.write(report.outcome, for: program), to: certificate)
      }
      if let solution { try TextFile.write(report.values, to: solution) }
      Console.answer(json ? report.json.text(indented: true) : report.text)
      return .holds
    }
  }

  /// Says why there is no answer, and what is proved all the same.
  private func stopped(_ reason: SolveWatch.Reason, _ bounds: ObjectiveBounds) -> CommandStatus {
    Console.progress("")
    Console.note("\(input.model): \(reason.rawValue): \(SolveError.stopped(bounds))")
    if json {
      let answer: JSONValue = [
        "status": "stopped", "reason": .string(reason.rawValue),
        "lower": bounds.lower.map(JSONValue.exact) ?? .null,
        "upper": bounds.upper.map(JSONValue.exact) ?? .null, "certified": false,
      ]
      Console.answer(answer.text(indented: true))
    }
    return .limit
  }
}

/// What is shown of a solution.
struct SolutionOptions: ParsableArguments {
  @Flag(help: "Leave out the values of variables and rows.")
  var brief = false

  @Option(
    help: ArgumentHelp(
      "Significant digits of the decimals beside the fractions, correctly rounded.",
      valueName: "count"))
  var digits = 6

  @Flag(help: "Show every variable and row with reduced cost, slack and place in the basis.")
  var full = false

  @Flag(help: "Show how far each cost and each right-hand side may move, exactly.")
  var ranging = false

  @Flag(help: "Show GLPK's floating-point answer and that of glp_exact, and how far they are off.")
  var besideFloat = false

  func validate() throws {
    guard 1...1_000_000 ~= digits else {
      throw ValidationError("--digits takes a number from 1 to 1000000")
    }
  }

  var options: SolutionReport.Options {
    .init(
      isBrief: brief, digits: digits, isFull: full, besideFloat: besideFloat, isRanging: ranging)
  }
}
