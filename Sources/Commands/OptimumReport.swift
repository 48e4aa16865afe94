// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// A certified optimum, for a person and for a machine.
struct OptimumReport {
  private let instance: InstanceText
  private let optimum: OptimalAcceptance
  private let certificate: String?
  private let isBrief: Bool
  private let isOneOfMany: Bool
  /// The acceptance to print.
  var value: Enclosure
  /// The rule that attains the optimum, when it was asked for, and what it does with some drafts.
  var rule: OptimalRule?
  var given: (drafts: [Int], answer: DraftAnswer)?

  init(
    _ instance: InstanceText, _ optimum: OptimalAcceptance, certificate: String?, isBrief: Bool,
    isOneOfMany: Bool
  ) {
    self.instance = instance
    self.optimum = optimum
    self.certificate = certificate
    self.isBrief = isBrief
    self.isOneOfMany = isOneOfMany
    value = optimum.certificate.acceptance
  }

  private var cut: [Int] { optimum.certificate.cut }

  /// The answer of `optimum --json`.
  var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let name = instance.name { members.append(.init("name", .string(name))) }
    members.append(.init("alpha", value.truncatedEnds))
    members.append(.init("alpha_decimal", .string(value.lower.decimal(places: 12))))
    members.append(.init("cut", .array(cut.map(JSONValue.integer))))
    members.append(.init("cut_value", value.truncatedEnds))
    if case .prefixCut(let proof) = optimum.certificate.proof {
      members.append(.init("threshold", proof.threshold.truncatedEnds))
    }
    if !isBrief, let accepted = optimum.accepted {
      members.append(.init("accepted", .array(accepted.map(JSONValue.exact))))
    }
    if let rule { members.append(.init("plan", rule.json)) }
    if let given {
      let accepted = given.answer.accepted.map { token, probability -> JSONValue in
        ["token": .integer(token), "probability": .exact(probability)]
      }
      members.append(
        .init(
          "given",
          [
            "drafts": .array(given.drafts.map(JSONValue.integer)), "accepted": .array(accepted),
            "rejected": .exact(given.answer.rejected),
          ]))
    }
    members.append(.init("verified", true))
    members.append(.init("theorem", .string(optimum.certificate.proof.theorem)))
    members.append(.init("certificate", certificate.map(JSONValue.string) ?? .null))
    members.append(.init("vocabulary", .integer(instance.target.count)))
    members.append(.init("drafts", .integer(instance.drafts)))
    members.append(.init("sampling", .string(instance.sampling.name)))
    return .object(members)
  }

  /// One answer in words, or a table of several.
  static func text(_ reports: [OptimumReport]) -> String {
    if let report = reports.first, !report.isOneOfMany { return report.text }
    var table = TextTable([
      ("instance", .left), ("tokens", .right), ("drafts", .right), ("sampling", .left),
      ("optimal acceptance", .right), ("H", .right),
    ])
    for report in reports {
      table.add([
        report.instance.name ?? "", String(report.instance.target.count),
        String(report.instance.drafts), report.instance.sampling.name,
        report.value.lower.decimal(places: 12), String(report.cut.count),
      ])
    }
    return table.text + "\n\neach certified: accepted mass and cut are checked to agree"
  }

  private var text: String {
    let name = instance.name.map { "\($0): " } ?? ""
    let drafts = instance.drafts == 1 ? "1 draft" : "\(instance.drafts) drafts"
    let exact = value.exact.map(\.abridged) ?? "not written out, see --exact"
    var lines = [
      "\(name)\(instance.target.count) tokens, \(drafts), \(instance.sampling.name)", "",
      "optimal acceptance \(exact) (about \(value.lower.decimal(places: 12)))",
      "cut: f(H) + p(outside H) for H of \(cut.count) \(cut.count == 1 ? "token" : "tokens")"
        + (cut.count > 0 && cut.count <= 12 ? ": " + cut.map(token).joined(separator: " ") : ""),
    ]
    switch optimum.certificate.proof {
    case .prefixCut(let proof):
      let about = "about \(proof.threshold.lower.decimal(places: 12))"
      lines.append(
        "accepted: min(p, c·q) of each token, c "
          + (proof.threshold.exact.map { "= \($0.abridged) (\(about))" } ?? about))
    case .fixedTokens(let proof):
      lines.append(
        "accepted: p of the \(proof.fixed.count) always drafted, min(p, q/(1 − q(these))) of the others"
      )
    case .maximumFlow(let proof):
      lines.append("accepted: a maximum flow of \(proof.moves.count) moves")
    }
    if let rule { lines.append("rule: \(rule.summary), checked") }
    if let given {
      for (token, probability) in given.answer.accepted {
        lines.append(
          "given \(given.drafts): accept \(self.token(token)) with \(shown(probability))")
      }
      lines.append(
        "given \(given.drafts): draw from the residual with \(shown(given.answer.rejected))")
    }
    lines.append("verified: the accepted mass is possible and equals the cut")
    if let certificate { lines.append("certificate written to \(certificate)") }
    return lines.joined(separator: "\n")
  }

  private func shown(_ probability: Rational) -> String {
    "\(probability.abridged) (about \(probability.decimal(places: 6)))"
  }

  private func token(_ index: Int) -> String { instance.tokens?[index] ?? String(index) }
}

extension Enclosure {
  /// A fraction, or the two decimals around a number of too many digits.
  fileprivate var truncatedEnds: JSONValue {
    if let exact { return .exact(exact) }
    return [
      "lower": .string(lower.decimal(places: Self.places)),
      "upper": .string(upper.decimal(places: Self.places)),
    ]
  }
}

extension InstanceText.Sampling {
  /// The name in files and in output.
  var name: String {
    switch self {
    case .iid: "iid"
    case .withoutReplacement: "without-replacement"
    case .hub: "hub"
    case .greedy: "greedy"
    case .joint: "joint"
    }
  }
}

extension OptimalRule {
  private func counted(_ count: Int) -> String {
    count == 1 ? "1 exchange" : "\(count) exchanges"
  }

  fileprivate var summary: String {
    switch self {
    case .exchanges(let plan):
      "\(counted(plan.givers.count)) between tokens, c = \(plan.ceiling.decimal(places: 6)), "
        + "d = \(plan.floor.decimal(places: 6))"
    case .twoSlots(let plan):
      "\(counted(plan.exchangeCount)) between tokens, \(plan.split) of what they move by the first slot"
    case .flow(let plan): "a maximum flow over \(plan.law.entries.count) tuples"
    }
  }

  fileprivate var json: JSONValue {
    switch self {
    case .exchanges(let plan):
      [
        "kind": "exchanges", "ceiling": .exact(plan.ceiling), "floor": .exact(plan.floor),
        "exchanges": .integer(plan.givers.count), "verified": true,
      ]
    case .twoSlots(let plan):
      [
        "kind": "two-slot-exchanges", "split": .exact(plan.split),
        "exchanges": .integer(plan.exchangeCount), "verified": true,
      ]
    case .flow(let plan):
      ["kind": "flow", "tuples": .integer(plan.law.entries.count), "verified": true]
    }
  }
}
