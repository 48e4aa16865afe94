// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// The rules whose decisions can be listed: the schemes of `compare`, and the usual mistakes by the
/// names under which `audit` recognises them, as negative controls.
///
/// Rules that try the drafts in turn take one uniform a test and one for the residual; the others
/// take one in all, held against the cumulated output law of the drafts' row.
enum NamedRule {
  static var names: [String] {
    SchemeCatalog.all.map(\.id) + ["kseq-rho=R", "star-L"] + RecognizedRule.mistakes.map(\.name)
  }

  /// The largest number of entries, tuples times tokens, that is listed.
  private static let limit = 1_000_000

  /// The decisions of a rule on an instance's p, q and k, with drafts drawn as the rule expects.
  static func table(_ name: String, _ instance: Instance) throws(CommandFailure) -> DecisionTable {
    if let variant = variant(name) {
      let drafts = name == "single" ? 1 : instance.drafts
      let sampling: Sampling = variant.removesRejected ? .withoutReplacement : .iid
      let law = try law(sampling, instance, drafts: drafts)
      guard
        let table = DecisionTable(
          variant, law: law, target: instance.target, draft: instance.draft)
      else { throw CommandFailure("\"\(name)\" divides by zero on this instance") }
      return table
    }
    guard let scheme = SchemeCatalog.scheme(name) else {
      throw CommandFailure(
        "unknown scheme \"\(name)\"; expected one of \(names.joined(separator: ", "))")
    }
    if name == "kseq" || name.hasPrefix("kseq-rho=") { return try kseq(name, scheme, instance) }
    return try table(scheme, instance)
  }

  /// The rules that try the drafts one after the other.
  private static func variant(_ name: String) -> RejectionVariant? {
    switch name {
    case "single", "rrs": RejectionVariant()
    case "rrsw": RejectionVariant(removesRejected: true)
    case "rrs-dedupe": RejectionVariant(skipsDuplicates: true)
    default: RecognizedRule.mistakes.first { $0.name == name }?.variant
    }
  }

  private static func kseq(
    _ name: String, _ scheme: any Scheme, _ instance: Instance
  ) throws(CommandFailure) -> DecisionTable {
    let rule = KSequential(
      target: instance.target, draft: instance.draft, drafts: instance.drafts)
    // Any ρ from ρ* on is lossless, so the upper end of its enclosure is.
    let factor = Rational(String(name.dropFirst(9))) ?? rule.optimalFactor().upper
    return DecisionTable(
      rule, factor: factor, law: try law(.iid, instance, drafts: instance.drafts))
  }

  private static func table(
    _ scheme: any Scheme, _ instance: Instance
  ) throws(CommandFailure) -> DecisionTable {
    let position = Position(instance)
    do {
      if scheme is SpecHub, case .hub(let token) = try scheme.sampling(at: position) {
        return DecisionTable(
          SpecHubPlan(target: instance.target, draft: instance.draft, hub: token))
      }
      let entries = try scheme.law(at: position).entries.count
      try check(entries, instance)
      return DecisionTable(
        singleUniform: try scheme.kernel(at: position), vocabulary: instance.target.count)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure("\(scheme.id): \(error)")
    }
  }

  private static func law(
    _ sampling: Sampling, _ instance: Instance, drafts: Int
  ) throws(CommandFailure) -> DraftLaw {
    try check(
      DraftLaw.tupleCount(of: instance.draft, drafts: drafts, sampling: sampling), instance)
    do {
      return try DraftLaw(sampling, draft: instance.draft, drafts: drafts)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  private static func check(_ tuples: Int, _ instance: Instance) throws(CommandFailure) {
    guard tuples <= limit / instance.target.count else {
      throw CommandFailure(
        "up to \(tuples) draft tuples of \(instance.target.count) tokens: too many to list")
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
