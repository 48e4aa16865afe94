// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import Certificates
import LPFormats
import LinearPrograms
import Rationals

/// A model and a certificate about it.
struct CertifiedModelInput: ParsableArguments {
  @OptionGroup var model: ModelInput

  @Argument(help: "The certificate.", completion: .file())
  var certificate: String

  /// Reads both; nothing is checked but that the certificate names the model.
  func read() throws -> (program: LinearProgram, outcome: Outcome, objective: Rational?) {
    let program = try model.read()
    let claim = try CertificateText.read(
      try TextFile.read(certificate), source: certificate, for: program)
    guard let outcome = claim.outcome else {
      throw CommandFailure(
        "\(certificate): the certificate is about model \(claim.model), "
          + "\(model.model) is \(program.fingerprint)")
    }
    return (program, outcome, claim.objective)
  }
}
