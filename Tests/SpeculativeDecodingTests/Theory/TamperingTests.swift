// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

/// What is changed after it was proved is refused.
@Suite("Theory: tampered certificates")
struct TamperingTests {
  @Test("Property 43: every change to a certificate of the largest acceptance is refused")
  func property43() throws {
    try forAll(
      "43", cases: 2000,
      { choices in
        let instance = choices.instance()
        let problem = try instance.acceptanceProblem()
        var certificate = OptimalAcceptance(problem).certificate
        let original = certificate
        choices.tamper(with: &certificate)
        guard certificate != original else { throw Discard() }
        return (problem, certificate)
      }
    ) { problem, certificate in
      guard case .invalid(let violations) = certificate.verify(against: problem) else {
        return try demand(false, "accepted")
      }
      try demand(violations.allSatisfy { !$0.description.isEmpty }, "a violation without a name")
    }
  }

  /// A plan of at least one exchange, so that there is a δ to change.
  private static func plan(_ choices: inout Choices) throws -> (pair: Pair, plan: ExchangePlan) {
    let (pair, drafts) = choices.pairAndDrafts()
    guard let plan = try pair.exchangePlan(drafts), !plan.givers.isEmpty else { throw Discard() }
    return (pair, plan)
  }

  @Test(
    "Property 43: a plan with another δ, B, V, pair, acceptance or scale is refused",
    arguments: PlanEdit.allCases)
  func property43(_ edit: PlanEdit) throws {
    try forAll(
      "43, \(edit)",
      { choices in
        var (_, plan) = try Self.plan(&choices)
        try edit.apply(to: &plan, &choices)
        return plan
      }
    ) { plan in
      try demand(plan.violation() != nil, "accepted")
    }
  }

  /// Other orders, cuts, c and d may be right too: of two tokens with the same p and q either may come
  /// first, and a second least cut is as good a proof. So what is accepted must be right.
  @Test(
    "Property 43: a plan with another order, cut, c or d is refused, or else it is optimal too",
    arguments: OutlineEdit.allCases)
  func property43(_ edit: OutlineEdit) throws {
    var refused = 0
    var tried = 0
    try forAll(
      "43, \(edit)",
      { choices in
        var (pair, plan) = try Self.plan(&choices)
        try edit.apply(to: &plan, &choices)
        return (pair, plan)
      }
    ) { pair, plan in
      tried += 1
      guard plan.violation() == nil else {
        refused += 1
        return
      }
      let law = DraftLaw.iid(pair.draft, drafts: plan.drafts)
      let kernel = plan.kernel(law)
      try demand(kernel.isStochastic, "accepted, and not stochastic")
      try demand(kernel.outputLaw == pair.target.probabilities, "accepted, and not lossless")
      try demand(kernel.acceptanceRate == pair.cut(law), "accepted, and not optimal")
      let outside = plan.order[plan.cut...].map { pair.draft[$0] }.sum()
      let inside = plan.order[..<plan.cut].map { pair.target[$0] }.sum()
      try demand(
        1 - outside.raised(to: plan.drafts) + 1 - inside == pair.cut(law), "the cut is not least")
    }
    #expect(2 * refused > tried, "only \(refused) of \(tried) refused")
  }
}

/// A change to the numbers of a plan.
enum PlanEdit: CaseIterable {
  case amount, winner, vertex, giver, taker, lessPairs, acceptance, scale

  func apply(to plan: inout ExchangePlan, _ choices: inout Choices) throws {
    let pair = choices.integer(in: 0...(plan.givers.count - 1))
    let cell = choices.integer(in: 0...(plan.order.count - 1))
    let step = Rational(2).raised(to: choices.integer(in: 0...40))
    switch self {
    case .amount: try Self.change(&plan.amounts, at: pair, by: step, &choices)
    case .winner: try Self.change(&plan.winner, at: cell, by: step, &choices)
    case .vertex: try Self.change(&plan.vertex, at: cell, by: step, &choices)
    case .giver: plan.givers[pair] = try Self.other(than: plan.givers[pair], &choices)
    case .taker: plan.takers[pair] = try Self.other(than: plan.takers[pair], &choices)
    case .lessPairs:
      plan.givers.removeLast()
      plan.takers.removeLast()
    case .acceptance: plan.acceptance += (choices.bool() ? 1 : -1) / step
    case .scale: plan.scale *= choices.bool() ? 2 : Rational(1, 2)
    }
  }

  /// Adds or takes away, as long as the number stays in its place and is not negative.
  private static func change(
    _ vector: inout IntegerVector, at index: Int, by step: Rational, _ choices: inout Choices
  ) throws {
    let number = choices.bool() ? vector[index] + step : vector[index] - step
    guard number.signum >= 0, number.bitWidth <= vector.limbs * UInt.bitWidth else {
      throw Discard()
    }
    vector.store(Integer(numeratorOf: number), at: index)
  }

  /// Another cell, or none.
  private static func other(than cell: Int32, _ choices: inout Choices) throws -> Int32 {
    let other = Int32(choices.integer(in: -1...7))
    guard other != cell else { throw Discard() }
    return other
  }
}

/// A change to what a plan says about its order, its cut and its two factors.
enum OutlineEdit: CaseIterable {
  case swap, repetition, cut, ceiling, floor

  func apply(to plan: inout ExchangePlan, _ choices: inout Choices) throws {
    let first = choices.integer(in: 0...(plan.order.count - 1))
    let second = choices.integer(in: 0...(plan.order.count - 1))
    let step = (choices.bool() ? 1 : -1) / Rational(2).raised(to: choices.integer(in: 0...40))
    switch self {
    case .swap:
      guard first != second else { throw Discard() }
      plan.order.swapAt(first, second)
      for (cell, token) in plan.order.enumerated() { plan.cellOfToken[token] = Int32(cell) }
    case .repetition:
      guard first != second else { throw Discard() }
      plan.order[first] = plan.order[second]
    case .cut:
      let cut = choices.integer(in: -1...(plan.order.count + 1))
      guard cut != plan.cut else { throw Discard() }
      plan.cut = cut
    case .ceiling: plan.ceiling += step
    case .floor: plan.floor += step
    }
  }
}

extension Choices {
  /// Changes one part of a certificate. Moves of a flow only lose their sum here, since another flow of
  /// the same value is as good a proof.
  fileprivate mutating func tamper(with certificate: inout AcceptanceCertificate) {
    let amount = Rational(bool() ? 1 : -1) * Rational(2).raised(to: -integer(in: 1...80))
    func changed(_ value: Enclosure) -> Enclosure {
      Enclosure(value.lower + amount, value.upper + amount)
    }
    if integer(in: 0...3) == 0 {
      certificate.acceptance = changed(certificate.acceptance)
      return
    }
    switch certificate.proof {
    case .prefixCut(var proof):
      switch integer(in: 0...3) {
      case 0: proof.cut += bool() ? 1 : -1
      case 1: proof.threshold = changed(proof.threshold)
      case 2:
        proof.order.swapAt(
          integer(in: 0...(proof.order.count - 1)), integer(in: 0...(proof.order.count - 1)))
      default: proof.order[integer(in: 0...(proof.order.count - 1))] += bool() ? 1 : -1
      }
      certificate.proof = .prefixCut(proof)
    case .fixedTokens(var proof):
      let token = integer(in: -1...8)
      switch integer(in: 0...2) {
      case 0: proof.fixed.append(token)
      case 1: proof.cut.append(token)
      default: if !proof.cut.isEmpty { proof.cut.removeLast() }
      }
      certificate.proof = .fixedTokens(proof)
    case .maximumFlow(var proof):
      guard !proof.moves.isEmpty else { return }
      let index = integer(in: 0...(proof.moves.count - 1))
      if bool() { proof.moves[index].mass += amount } else { proof.moves.remove(at: index) }
      certificate.proof = .maximumFlow(proof)
    }
  }
}
