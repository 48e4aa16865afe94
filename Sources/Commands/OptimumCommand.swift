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

      Any vocabulary size for iid drafts, hub pairs, greedy drafts and two drafts without replacement; \
      for more of these and for explicit laws the tuples are enumerated. The answer is checked before \
      it is printed, by the code that certcheck links. A file of JSON Lines is answered line by line.

      Without replacement the exact acceptance of a large vocabulary has a million digits: 50 certain \
      decimals are given, unless --exact asks for the fraction; the certificate has the decimals.

      --plan also builds a rule that attains the optimum and checks it: for independent drafts at any \
      size, for other laws at toy size. --given 3,17 answers what that rule does with these drafts \
      (indices of tokens).
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

  @Flag(help: "Build a rule that attains the optimum, and check it.")
  var plan = false

  @Option(
    help: ArgumentHelp(
      "The drafts of one step, as indices 3,17: what the rule does with them.", valueName: "indices"
    ))
  var given: String?

  @Option(
    help: ArgumentHelp(
      "Write the certificate to this file; certcheck verifies it.", valueName: "file"))
  var certificate: String?

  func run() throws {
    try finish {
      let mode: InstanceText.Mode = normalize ? .normalize : .strict
      let batch = try InstanceBatch(reading: instance, mode: mode)
      if batch.count > 1, certificate != nil {
        throw CommandFailure(
          "\(instance): --certificate is for one instance, found \(batch.count)")
      }
      var answers: [OptimumReport] = []
      for index in 0..<batch.count {
        let report = try report(on: try batch.item(index), of: batch)
        if json {
          Console.answer(report.json.text(indented: batch.isSingle))
        } else {
          answers.append(report)
        }
      }
      if !json { Console.answer(OptimumReport.text(answers)) }
      return .holds
    }
  }

  /// Solves one instance and checks the certificate before anything is said.
  private func report(
    on item: InstanceBatch.Item, of batch: InstanceBatch
  ) throws -> OptimumReport {
    let text = try item.text()
    for note in text.notes { Console.note("\(item.source): \(note)") }
    let problem = try text.problem()
    let optimum = OptimalAcceptance(problem)
    guard optimum.certificate.verify(against: problem).isValid else {
      throw CommandFailure("\(item.source): internal error: the certificate found is not valid")
    }
    if let certificate {
      try TextFile.write(
        AcceptanceCertificateText.write(
          optimum.certificate, for: problem, mode: normalize ? .normalize : .strict),
        to: certificate)
    }
    var report = OptimumReport(
      text, optimum, certificate: certificate, isBrief: brief, isOneOfMany: !batch.isSingle)
    if exact { report.value = Enclosure(optimum.exactAcceptance) }
    if plan || given != nil { try addRule(to: &report, optimum, item) }
    return report
  }

  /// Builds the rule, which checks it, and asks it for the drafts given.
  private func addRule(
    to report: inout OptimumReport, _ optimum: OptimalAcceptance, _ item: InstanceBatch.Item
  ) throws {
    let rule: OptimalRule
    do {
      rule = try OptimalRule(optimum) { try item.file().instance }
    } catch let error as OptimalRuleError {
      throw CommandFailure("\(item.source): \(error)")
    }
    report.rule = rule
    guard let given else { return }
    let drafts = given.split(separator: ",").map { Int($0) }
    guard !drafts.contains(nil), let answer = rule.answer(to: drafts.compactMap { $0 }) else {
      throw CommandFailure(
        "--given \(given): expected the indices of tokens that are drafted together, as many as there "
          + "are drafts, separated by commas")
    }
    report.given = (drafts.compactMap { $0 }, answer)
  }
}
