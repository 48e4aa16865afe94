// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals
import SpeculativeDecoding

/// The rules whose decisions can be listed, by the names of `compare`; and the usual mistakes, by the
/// names under which `audit` recognises them, as negative controls.
enum NamedRule {
  static let schemes = ["single", "rrs", "rrsw", "spechub"]

  static var names: [String] { schemes + RecognizedRule.mistakes.map(\.name) }

  /// The decisions of a rule on an instance's p, q and k, with drafts drawn as the rule expects.
  static func table(_ name: String, _ instance: Instance) throws(CommandFailure) -> DecisionTable {
    let (target, draft) = (instance.target, instance.draft)
    if name == "spechub" {
      guard instance.drafts == 2 else {
        throw CommandFailure("SpecHub draws pairs: expected 2 drafts, found \(instance.drafts)")
      }
      var hub: Int?
      if case .hub(let token) = instance.sampling { hub = token }
      return DecisionTable(SpecHubPlan(target: target, draft: draft, hub: hub))
    }
    guard let variant = variant(name) else {
      throw CommandFailure(
        "unknown scheme \"\(name)\"; expected one of \(names.joined(separator: ", "))")
    }
    let drafts = name == "single" ? 1 : instance.drafts
    let sampling: Sampling = variant.removesRejected ? .withoutReplacement : .iid
    let size = DraftLaw.tupleCount(of: draft, drafts: drafts, sampling: sampling)
    guard size <= 100_000 else {
      throw CommandFailure("up to \(size) draft tuples: too many to list their thresholds")
    }
    let law: DraftLaw
    do {
      law = try DraftLaw(sampling, draft: draft, drafts: drafts)
    } catch {
      throw CommandFailure(error.description)
    }
    guard let table = DecisionTable(variant, law: law, target: target, draft: draft) else {
      throw CommandFailure("\"\(name)\" divides by zero on this instance")
    }
    return table
  }

  private static func variant(_ name: String) -> RejectionVariant? {
    switch name {
    case "single", "rrs": RejectionVariant()
    case "rrsw": RejectionVariant(removesRejected: true)
    default: RecognizedRule.mistakes.first { $0.name == name }?.variant
    }
  }
}

extension DecisionTable.Row {
  var json: JSONValue {
    let members: [JSONValue.Member] = [
      .init("draft", .array(drafts.map(JSONValue.integer))), .init("w", .exact(probability)),
      .init(
        "tests",
        .array(
          zip(tests, reach).map { test, reached in
            [
              "position": .integer(test.position), "token": .integer(test.token),
              "accept_if_u_below": .exact(test.threshold), "reached": .exact(reached),
            ]
          })),
      .init("all_fail", .exact(reach[tests.count])), .init("residual", residual.json),
      .init("residual_cumulative", cumulated.json),
    ]
    return .object(members)
  }

  /// The thresholds of the residual's uniform, token by token.
  var cumulated: [Rational] {
    residual.reduce(into: []) { $0.append(($0.last ?? 0) + $1) }
  }
}
