// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import ExactSolving
import GLPK
import LPFormats
import OptimalTransport
import SpeculativeDecoding

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Solve both linear programs exactly and check every claim about an instance.",
    discussion: """
      Example: spechub verify Examples/instances/worked-example.json

      For iid drafts, drafts without replacement, hub pairs and the instance's own draft law: the full \
      OTM coupling program, the simplified acceptance program, the minimum cut; beside them SpecHub's \
      closed form and recursive rejection sampling. Exits with 1 when a claim fails.
      """)

  @OptionGroup var input: InstanceOptions

  @Flag(help: "Print JSON.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Refuse instances whose full coupling program has more variables than this.",
      valueName: "count"))
  var maxVariables = 300_000

  func run() throws {
    try finish {
      try Self.verify(try input.read(), variableLimit: maxVariables, json: json)
    }
  }

  /// Verifies and prints; a test injects a broken closed form to see it refused.
  static func verify(
    _ instance: Instance, variableLimit: Int, json: Bool,
    closedForm: (Instance, _ hub: Int?) -> (plan: SpecHubPlan, kernel: Kernel) =
      Verification.specHub,
    print: (String) -> Void = Console.answer
  ) throws -> CommandStatus {
    let verification: Verification
    do {
      verification = try Verification(
        instance, solver: .standard, variableLimit: variableLimit, closedForm: closedForm,
        progress: Console.progress)
    } catch {
      guard case .programTooLarge = error else {
        throw CommandFailure(error.description)
      }
      throw CommandFailure(
        "\(error). Raise it with --max-variables, or use `spechub plan`, whose closed form for hub "
          + "pairs takes a vocabulary of any size")
    }
    Console.progress("")
    print(
      json
        ? verification.json.text(indented: true) : VerificationReport(verification).text)
    return verification.holds ? .holds : .refuted
  }
}

extension ExactSolver {
  /// GLPK's simplex, given a head start on transport programs; exact arithmetic concludes.
  static var standard: ExactSolver { standard(monitor: .silent) }

  static func standard(monitor: SolveMonitor) -> ExactSolver {
    ExactSolver(oracle: TransportOracle(GLPKOracle()), monitor: monitor)
  }
}
