// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import Certificates
import LPFormats
import LPWriting
import OptimalTransport
import Rationals
import SpeculativeDecoding

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "SpecHub's closed-form plan: the pairs, their masses, and who is paid by the hub.",
    discussion: """
      Example: spechub plan Examples/instances/worked-example.json

      Two drafts, whatever "sampling" says: the plan is the one for hub pairs. Any vocabulary size.
      With --certificate the plan and the cut that proves it optimal are written as a certificate of \
      the acceptance program, which --program writes as an LP file: certcheck verifies the one \
      against the other.
      """)

  @OptionGroup var input: InstanceOptions

  @Flag(help: "Print JSON.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Write a certificate that the plan is optimal to this file.", valueName: "file"))
  var certificate: String?

  @Option(
    help: ArgumentHelp(
      "Write the acceptance program that the certificate is about to this file.", valueName: "file")
  )
  var program: String?

  func run() throws {
    try finish {
      let instance = try input.read()
      guard instance.drafts == 2 else {
        throw CommandFailure(
          "\(input.instance): drafts: SpecHub draws pairs: expected 2, found \(instance.drafts)")
      }
      var hub: Int?
      if case .hub(let token) = instance.sampling { hub = token }
      let plan = SpecHubPlan(target: instance.target, draft: instance.draft, hub: hub)
      try writeProof(of: plan)
      Console.answer(
        json ? plan.json.text(indented: true) : PlanReport(plan, of: instance).text)
      return .holds
    }
  }

  private func writeProof(of plan: SpecHubPlan) throws {
    guard certificate != nil || program != nil else { return }
    let proof = try plan.certifiedProgram()
    if let program { try TextFile.write(proof.program.program.lpText(), to: program) }
    if let certificate {
      try TextFile.write(
        CertificateText.write(.optimal(proof.certificate), for: proof.program.program),
        to: certificate)
    }
  }
}

extension SpecHubPlan {
  /// The answer of `plan --json`.
  fileprivate var json: JSONValue {
    let rows = pairs.flatMap { pair -> [JSONValue] in
      [
        [
          "draft": [.integer(pair.token), .integer(hub)], "w": .exact(pair.tokenFirst),
          "pays_token": .exact(pair.tokenFromTokenFirst),
          "pays_hub": .exact(pair.hubFromTokenFirst),
        ],
        [
          "draft": [.integer(hub), .integer(pair.token)], "w": .exact(pair.hubFirst),
          "pays_token": .exact(pair.tokenFromHubFirst), "pays_hub": .exact(pair.hubFromHubFirst),
        ],
      ]
    }
    return [
      "hub": .integer(hub), "tie": .bool(isTie), "alpha": .exact(acceptanceRate),
      "pairs": .array(rows),
      "residual_mass": .array(residualMass.map(JSONValue.exact)),
    ]
  }
}
