// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import LPWriting
import LinearPrograms

extension ExportCommand {
  struct VIPR: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "vipr",
      abstract: "Write a certificate in the format VIPR 1.0, for its checkers.",
      discussion: """
        Example: spechub export vipr Examples/models/diet.lp diet.cert -o diet.vipr

        An optimum is proved by a solution and one linear combination of the constraints, \
        infeasibility by a combination that is absurd. The format has no proof of unboundedness. The \
        certificate is checked before it is written.
        """)

    @OptionGroup var input: CertifiedModelInput

    @OptionGroup var output: TextOutput

    @OptionGroup var limits: WorkLimits

    func run() throws {
      try finish(under: limits) {
        let (program, outcome, _) = try input.read()
        let text: String
        do {
          text = try program.viprText(proving: outcome)
        } catch {
          throw CommandFailure("\(input.certificate): \(error)")
        }
        try output.deliver(text, format: "vipr")
        return .holds
      }
    }
  }
}
