// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals
import SpeculativeDecoding
import TestSupport
import Testing

@testable import Commands
@testable import OptimalTransport

/// A random instance of the kind that the playground shows.
struct PlaygroundInstance: CustomStringConvertible {
  /// The instance as a file.
  let file: String
  /// The same, as a request's input.
  let request: JSONValue
  let instance: Instance

  init(_ file: String) throws {
    let value = try JSONValue.parse(Array(file.utf8), source: "instance")
    var members = try JSONCursor(value, source: "instance").members()
    members.removeAll { $0.key == "tokens" }
    self.file = file
    request = .object(members.map { .init($0.key, $0.cursor.value) })
    instance = try InstanceFile(JSONCursor(value, source: "instance"), mode: .strict).instance
  }

  var description: String { file }
}

extension Choices {
  /// Three to six tokens, two or three drafts; zeros, ties, certain, identical and disjoint models.
  mutating func playgroundInstance() throws -> PlaygroundInstance {
    let count = integer(in: 3...6)
    var target = distribution(size: count)
    var draft = distribution(size: count)
    switch integer(in: 0...7) {
    case 3:
      // Halfway between two decimals of twelve places, which must round to the even one.
      (target, draft) = (
        distribution(size: count, denominator: 1 << 13),
        distribution(size: count, denominator: 1 << 13)
      )
    case 1: draft = target
    case 2:
      // Disjoint supports: what p has on the first tokens, and q on the others.
      let border = integer(in: 1...(count - 1))
      target = Self.restricted(target, to: 0..<border)
      draft = Self.restricted(draft, to: border..<count)
    default: break
    }
    let drafts = integer(in: 2...3)
    let samplings = ["iid", "without-replacement", "greedy"] + (drafts == 2 ? ["hub", "hub"] : [])
    let sampling = pick(from: samplings)
    let hub = sampling == "hub" && bool() ? ", \"hub\": \(integer(in: 0...(count - 1)))" : ""
    func list(_ masses: [Rational]) -> String {
      "[" + masses.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }
    return try PlaygroundInstance(
      """
      {"target": \(list(target)), "draft": \(list(draft)), "drafts": \(drafts), \
      "sampling": "\(sampling)"\(hub)}
      """)
  }

  private static func restricted(_ masses: [Rational], to range: Range<Int>) -> [Rational] {
    let total = masses[range].reduce(0, +)
    return masses.indices.map {
      !range.contains($0)
        ? 0 : total.isZero ? Rational(1, range.count) : masses[$0] / total
    }
  }
}

/// What the playground must show for an instance, computed by this toolkit.
struct PlaygroundExpectation {
  /// The ids of `compare`, in its order.
  private var order: [String] = []
  /// Every number by its name in the page, but for the flow, of which there are many.
  private var numbers: [String: String] = [:]
  private let instance: Instance

  init(_ input: PlaygroundInstance) throws {
    instance = input.instance
    try addSchemes(try Self.result("compare", input))
    try addOptimum(try Self.result("optimum", input))
    if instance.drafts == 2 { try addPlan() }
  }

  private static func result(
    _ command: String, _ input: PlaygroundInstance
  ) throws -> JSONCursor {
    let request: JSONValue = ["id": 1, "command": .string(command), "input": input.request]
    let answer = Request.answer(Array(request.text().utf8), source: command)
    return try JSONCursor(answer, source: command).required("result")
  }

  /// A fraction, or both ends of what is only enclosed.
  private static func exact(_ cursor: JSONCursor) throws -> String {
    if case .string(let text) = cursor.value { return text }
    return try cursor.required("lower").string() + ".." + cursor.required("upper").string()
  }

  private mutating func addSchemes(_ answer: JSONCursor) throws {
    for row in try answer.required("schemes").elements() {
      let id = try row.required("id").string()
      order.append(id)
      numbers["alpha.\(id)"] = try Self.exact(row.required("alpha"))
      numbers["decimal.\(id)"] = try row.required("alpha_decimal").string()
      numbers["share.\(id)"] = try Self.exact(row.required("of_optimum"))
      if try !row.required("lossless").bool() { numbers["lossy.\(id)"] = "not lossless" }
      guard case .array = try row.required("by_draft").value else { continue }
      for (slot, part) in try row.required("by_draft").elements().enumerated() {
        numbers["draft.\(id).\(slot)"] = try Self.exact(part)
      }
    }
  }

  private mutating func addOptimum(_ answer: JSONCursor) throws {
    numbers["cut.value"] = try answer.required("cut_value").string()
    numbers["proved"] = "true"
    // Of all minimum cuts the least is unique, so the set itself can be compared.
    let law = try DraftLaw(instance.sampling, draft: instance.draft, drafts: instance.drafts)
    let transport = law.transport(to: instance.target)
    let cut = transport.largestAcceptance().cut
    numbers["cut.H"] = cut.sinks.map(String.init).joined(separator: ",")
    numbers["cut.drafted"] = transport.reach(of: Set(cut.sinks)).description
    numbers["cut.outside"] =
      (cut.value - transport.reach(of: Set(cut.sinks))).description
  }

  private mutating func addPlan() throws {
    var hub: Int?
    if case .hub(let token) = instance.sampling { hub = token }
    let plan = SpecHubPlan(target: instance.target, draft: instance.draft, hub: hub)
    numbers["plan.alpha"] = plan.acceptanceRate.description
    numbers["plan.tie"] = plan.isTie.description
    for pair in plan.pairs {
      let rows = [
        (
          [pair.token, plan.hub], pair.tokenFirst, pair.tokenFromTokenFirst, pair.hubFromTokenFirst
        ),
        ([plan.hub, pair.token], pair.hubFirst, pair.tokenFromHubFirst, pair.hubFromHubFirst),
      ]
      for (drafts, mass, token, hub) in rows {
        let key = "plan.\(drafts[0]),\(drafts[1])"
        numbers["\(key).w"] = mass.description
        numbers["\(key).token"] = token.description
        numbers["\(key).hub"] = hub.description
        numbers["\(key).left"] = (mass - token - hub).description
      }
    }
    let (first, second) = plan.acceptedMassBySlot
    for token in first.indices {
      numbers["slot.\(token).0"] = first[token].description
      numbers["slot.\(token).1"] = second[token].description
      numbers["residual.\(token)"] = plan.residualMass[token].description
    }
  }

  /// What is wrong with the numbers that the page shows; nothing, when all are as they must be.
  func problems(of shown: [String: String], order shownOrder: [String]) throws -> [String] {
    var problems = try flowProblems(of: shown)
    if shownOrder != order { problems.append("order \(shownOrder), spechub \(order)") }
    let keys = Set(shown.keys.filter { !$0.hasPrefix("flow.") }).union(numbers.keys)
    for key in keys.sorted() where shown[key] != numbers[key] {
      problems.append("\(key): page \(shown[key] ?? "none"), spechub \(numbers[key] ?? "none")")
    }
    return problems
  }

  /// What keeps the flow from being possible, or from attaining the optimum.
  private func flowProblems(of shown: [String: String]) throws -> [String] {
    var problems: [String] = []
    func number(_ key: String) throws -> Rational {
      let text = try #require(shown[key], "\(key) is not shown")
      return try #require(Rational(text))
    }
    let tokens = instance.target.probabilities.indices
    var masses: [Set<Int>: Rational] = [:]
    let law = try DraftLaw(instance.sampling, draft: instance.draft, drafts: instance.drafts)
    for entry in law.entries { masses[Set(entry.drafts), default: 0] += entry.probability }
    var accepted = [Rational](repeating: 0, count: tokens.count)
    for (set, mass) in masses {
      let row = set.reduce(0) { $0 | 1 << $1 }
      if try number("flow.\(row).w") != mass { problems.append("the mass of \(set)") }
      var sent: Rational = 0
      for token in tokens {
        let part = try number("flow.\(row).\(token)")
        if part.signum < 0 || !part.isZero && !set.contains(token) {
          problems.append("\(set) sends \(part) to \(token)")
        }
        sent += part
        accepted[token] += part
      }
      if sent > mass { problems.append("\(set) sends \(sent) of \(mass)") }
    }
    for token in tokens {
      if accepted[token] > instance.target[token] { problems.append("too much for \(token)") }
      if try number("flow.\(token)") != accepted[token] { problems.append("sum for \(token)") }
    }
    let total = accepted.reduce(0, +)
    if try number("flow.total") != total || total.description != numbers["cut.value"] {
      problems.append("the flow has \(total), the cut \(numbers["cut.value"] ?? "none")")
    }
    // No set is shown that is never drafted.
    let rows = shown.keys.count { $0.hasPrefix("flow.") && $0.hasSuffix(".w") }
    if rows != masses.count { problems.append("\(rows) sets of \(masses.count)") }
    return problems
  }
}
