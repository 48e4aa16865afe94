// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import Certificates
import LPFormats
import OptimalTransport
import SpeculativeDecoding

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
      decimals are given, unless --exact asks for the fraction; the certificate has the decimals.

      For independent drafts --plan also builds the rule that attains the optimum and checks it, and \
      --given 3,17,3 answers what that rule does with these drafts (indices of tokens).
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

  @Flag(help: "Build the rule that attains the optimum, and check it (independent drafts).")
  var plan = false

  @Option(help: "The drafts of one step, as indices 3,17: what the rule does with them.")
  var given: String?

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
        let optimum = OptimalAcceptance(problem)
        guard optimum.certificate.verify(against: problem).isValid else {
          throw CommandFailure(
            "\(document.source): internal error: the certificate found is not valid")
        }
        if let certificate {
          try TextFile.write(
            AcceptanceCertificateText.write(optimum.certificate, for: problem, mode: mode),
            to: certificate)
        }
        var report = OptimumReport(
          text, optimum, certificate: certificate, isBrief: brief, isOneOfMany: documents.count > 1)
        if exact { report.value = Enclosure(optimum.exactAcceptance) }
        if plan || given != nil { try addPlan(to: &report, optimum, document) }
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

  /// Builds the rule, checks it, and asks it for the drafts given.
  private func addPlan(
    to report: inout OptimumReport, _ optimum: OptimalAcceptance, _ document: JSONCursor
  ) throws {
    guard let plan = ExchangePlan(optimum) else {
      throw CommandFailure("\(document.source): --plan and --given are for independent drafts")
    }
    if let violation = plan.violation() {
      throw CommandFailure("\(document.source): internal error: the plan is wrong: \(violation)")
    }
    report.plan = plan
    guard let given else { return }
    let drafts = given.split(separator: ",").map { Int($0) }
    guard !drafts.contains(nil), drafts.count == plan.drafts,
      let answer = plan.answer(to: drafts.compactMap { $0 })
    else {
      throw CommandFailure(
        "--given \(given): expected \(plan.drafts) indices of tokens that the draft can draw, "
          + "separated by commas")
    }
    report.given = (drafts.compactMap { $0 }, answer)
  }
}
