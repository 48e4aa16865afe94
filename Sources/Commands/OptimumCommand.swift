// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import Certificates
import LPFormats
import OptimalTransport

struct OptimumCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimum",
    abstract: "The exact optimal acceptance with a two-sided certificate, at any vocabulary size.",
    discussion: """
      Example: spechub optimum Examples/instances/worked-example.json

      iid, without replacement (two drafts at any size), hub, greedy and explicit laws. The answer is \
      checked before it is printed, by the code that certcheck links. A file of JSON Lines is answered \
      line by line.

      Without replacement the exact acceptance of a large vocabulary has a million digits: 50 certain \
      decimals are given, unless --exact asks for the fraction.
      """)

  @Argument(help: "The instance, a JSON file, or - for standard input.", completion: .file())
  var instance: String

  @Flag(help: "Divide target and draft by their exact sums, and report these.")
  var normalize = false

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Leave out the accepted mass of each token.")
  var brief = false

  @Flag(help: "Work out the fraction, however long it is.")
  var exact = false

  @Option(help: "Write the certificate to this file; certcheck verifies it.")
  var certificate: String?

  func run() throws {
    try finish {
      let mode: InstanceText.Mode = normalize ? .normalize : .strict
      let documents = try JSONLines.documents(in: TextFile.read(instance), source: instance)
      if documents.count > 1, certificate != nil {
        throw CommandFailure(
          "\(instance): --certificate is for one instance, found \(documents.count)")
      }
      var answers: [OptimumReport] = []
      for document in documents {
        let text = try InstanceText(document, mode: mode)
        for note in text.notes { Console.note("\(document.source): \(note)") }
        let problem = try text.problem()
        let optimum = OptimalAcceptance(problem, exact: exact)
        guard optimum.certificate.verify(against: problem).isValid else {
          throw CommandFailure(
            "\(document.source): internal error: the certificate found is not valid")
        }
        if let certificate {
          try TextFile.write(
            AcceptanceCertificateText.write(optimum.certificate, for: problem, mode: mode),
            to: certificate)
        }
        let report = OptimumReport(
          text, optimum, certificate: certificate, isBrief: brief, isOneOfMany: documents.count > 1)
        if json {
          Console.answer(report.json.text(indented: documents.count == 1))
        } else {
          answers.append(report)
        }
      }
      if !json { Console.answer(OptimumReport.text(answers)) }
      return .holds
    }
  }
}
