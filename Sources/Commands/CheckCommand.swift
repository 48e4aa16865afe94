// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import Certificates
import LPFormats
import LinearPrograms

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Verify a certificate against a model, trusting nothing but exact arithmetic.",
    discussion: """
      Example: spechub check Examples/models/diet.lp diet.cert

      The small program certcheck does the same and links no solver.
      """)

  @Argument(help: "The model the certificate is about.", completion: .file())
  var model: String

  @Argument(help: "The certificate.", completion: .file())
  var certificate: String

  @Flag(help: "Let integer variables be any number, as for a certificate of `solve --relax`.")
  var relax = false

  @Flag(help: "Print JSON.")
  var json = false

  private func summary(of claim: CertificateClaim) -> String {
    let status = claim.outcome?.status ?? ""
    return claim.objective.map { "\(status), objective \($0)" } ?? status
  }

  @OptionGroup var limits: WorkLimits

  func run() throws {
    try finish(under: limits) {
      let program = try ModelFile.read(model, relaxing: relax) { Console.note("\(model): \($0)") }
      let claim = try CertificateText.read(
        try TextFile.read(certificate), source: certificate, for: program)
      switch claim.verify(against: program) {
      case .valid:
        Console.answer(
          json
            ? (["valid": true, "violations": []] as JSONValue).text()
            : "valid: \(summary(of: claim))")
        return .holds
      case .invalid(let violations):
        let reasons = violations.map(\.description)
        let answer: JSONValue = [
          "valid": false, "violations": .array(reasons.map(JSONValue.string)),
        ]
        Console.answer(
          json ? answer.text() : (["invalid:"] + reasons).joined(separator: "\n  "))
        return .refuted
      }
    }
  }
}
