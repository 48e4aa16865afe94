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

    @OptionGroup var input: ModelInput

    @Argument(help: "The certificate.", completion: .file())
    var certificate: String

    @Flag(help: "Print the verdict of the proved checker instead of stating a theorem.")
    var evaluate = false

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("The file to write; standard output by default.", valueName: "file"))
    var output = "-"

    func run() throws {
      try finish {
        let program = try input.read()
        let claim = try CertificateText.read(
          try TextFile.read(certificate), source: certificate, for: program)
        guard let outcome = claim.outcome else {
          throw CommandFailure(
            "\(certificate): the certificate is about model \(claim.model), "
              + "\(input.model) is \(program.fingerprint)")
        }
        try TextFile.write(
          program.coqText(proving: outcome, objective: claim.objective, evaluating: evaluate),
          to: output)
        return .holds
      }
    }
  }
}
