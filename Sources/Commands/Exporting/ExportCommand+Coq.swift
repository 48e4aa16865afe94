// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import LPWriting
import LinearPrograms

extension ExportCommand {
  struct Coq: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "coq",
      abstract: "Write a certificate as a theorem that Coq checks.",
      discussion: """
        Example: spechub export coq Examples/models/diet.lp diet.cert -o Diet.v

        The file needs the theories in Proofs: coqc -Q Proofs/theories SpecHub Diet.v accepts it if and \
        only if the certificate is valid. Nothing is checked here. A certificate of another model has \
        nothing that could be written.
        """)

    @OptionGroup var input: CertifiedModelInput

    @Flag(help: "Print the verdict of the proved checker instead of stating a theorem.")
    var evaluate = false

    @OptionGroup var output: TextOutput

    @OptionGroup var limits: WorkLimits

    func run() throws {
      try finish(under: limits) {
        let (program, outcome, objective) = try input.read()
        try output.deliver(
          program.coqText(proving: outcome, objective: objective, evaluating: evaluate),
          format: "coq")
        return .holds
      }
    }
  }
}
