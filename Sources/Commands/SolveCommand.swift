// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import Certificates
import ExactSolving
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
      """)

  @OptionGroup var input: ModelInput

  private var model: String { input.model }

  @Option(help: "Write the certificate to this file; `spechub check` and `certcheck` verify it.")
  var certificate: String?

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Leave out the values of variables and rows.")
  var brief = false

  func run() throws {
    try finish {
      let program = try input.read()
      let solution: ExactSolver.Solution
      do throws(SolveError) {
        solution = try ExactSolver.standard.solve(program)
      } catch {
        let status: CommandStatus = if case .stopped = error { .limit } else { .badInput }
        throw CommandFailure("\(model): \(error)", status: status)
      }
      if let certificate {
        try TextFile.write(
          CertificateText.write(solution.outcome, for: program), to: certificate)
      }
      let report = SolutionReport(
        program, solution, certificate: certificate, isBrief: brief)
      Console.answer(json ? report.json.text(indented: true) : report.text)
      return .holds
    }
  }
}
