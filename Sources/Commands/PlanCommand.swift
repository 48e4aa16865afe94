// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
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
      """)

  @OptionGroup var input: InstanceOptions

  @Flag(help: "Print JSON.")
  var json = false

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
      Console.answer(
        json ? plan.json.text(indented: true) : PlanReport(plan, of: instance).text)
      return .holds
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
