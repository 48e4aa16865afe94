// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import IndependentChecks
import LPFormats
import Rationals
import TestSupport
import Testing

/// The checker of the largest acceptance against the enumeration of all tuples and all cuts.
@Suite("Certificates of the largest acceptance")
struct AcceptanceCertificateTests {
  private static let unit = Rational(10).raised(to: -50)

  private func violations(_ verdict: Verdict) -> [AcceptanceViolation] {
    guard case .invalid(let violations) = verdict else { return [] }
    return violations.compactMap {
      if case .acceptance(let violation) = $0 { violation } else { nil }
    }
  }

  /// Cases with their certificates from the definitions.
  private func forAllCases(
    _ name: String, cases: Int = 1500,
    check: (AcceptanceCase, AcceptanceCertificate, _ pick: Int) throws -> Void
  ) throws {
    try forAll(
      name, cases: cases, { ($0.acceptanceCase(), $0.integer(in: 0...1000)) }
    ) { item, pick in
      guard let item else { return }
      try check(item, item.certificate, pick)
    }
  }

  @Test("what the definitions prove is accepted, and its cut is H")
  func completeness() throws {
    var theorems: Set<String> = []
    try forAllCases("certificates from the definitions", cases: 3000) { item, certificate, _ in
      let verdict = certificate.verify(against: item.problem)
      try demand(verdict.isValid, "\(verdict)")
      try demand(item.definition.cut(Set(certificate.cut)) == item.definition.value, "the cut")
      try demand(item.problem.law.theorem == certificate.proof.theorem, "the theorem")
      theorems.insert(certificate.proof.theorem)
    }
    #expect(theorems == ["prefix-cut", "fixed-tokens", "maximum-flow"])
  }

  @Test("another acceptance is refused with the value of the cut")
  func wrongAcceptance() throws {
    try forAllCases("acceptance moved") { item, certificate, pick in
      var forged = certificate
      let by = [Rational(1, 1_000_000), -1, 1, Rational(-1, 7)][pick % 4]
      forged.acceptance = Enclosure(item.definition.value + by)
      let found = violations(forged.verify(against: item.problem))
      let expected = AcceptanceViolation.wrongAcceptance(
        stated: forged.acceptance, cut: certificate.acceptance)
      try demand(found == [expected], "\(found)")
    }
  }

  @Test("each proof needs its own law")
  func wrongTheorem() throws {
    try forAll(
      "proofs of other laws", cases: 1000,
      { choices in (choices.acceptanceCase(), choices.acceptanceCase()) }
    ) { first, second in
      guard let first, let second, first.problem.law.theorem != second.problem.law.theorem
      else { return }
      let found = violations(second.certificate.verify(against: first.problem))
      try demand(
        found == [
          .wrongTheorem(expected: first.problem.law.theorem, found: second.problem.law.theorem)
        ], "\(found)")
    }
  }

  @Test("prefix-cut: order, cut and threshold, each wrong by as much as is said")
  func prefixCut() throws {
    try forAllCases("prefix certificates damaged", cases: 4000) { item, certificate, pick in
      guard case .prefixCut(let proof) = certificate.proof else { return }
      func found(_ change: (inout PrefixProof) -> Void) -> [AcceptanceViolation] {
        var proof = proof
        change(&proof)
        let forged = AcceptanceCertificate(
          acceptance: certificate.acceptance, proof: .prefixCut(proof))
        return violations(forged.verify(against: item.problem))
      }
      let count = proof.order.count
      // The order.
      try demand(
        found { $0.order.append(0) }
          == [.wrongCount(what: "order", expected: count, found: count + 1)], "one too many")
      try demand(
        found { $0.order.removeLast() }
          == [.wrongCount(what: "order", expected: count, found: count - 1)], "one missing")
      for token in [-1, count] {
        try demand(found { $0.order[0] = token } == [.notAPermutation(token: token)], "\(token)")
      }
      if count > 1 {
        try demand(
          found { $0.order[1] = proof.order[0] } == [.notAPermutation(token: proof.order[0])],
          "a token twice")
        let place = pick % (count - 1)
        let (first, second) = (proof.order[place + 1], proof.order[place])
        // As weights, which are the probabilities times both sums.
        let scale = item.problem.target.total * item.problem.draft.total
        let by =
          (item.target[second] * item.draft[first] - item.target[first] * item.draft[second])
          * scale
        let swapped = found { $0.order.swapAt(place, place + 1) }
        let other = place + 2 < count ? proof.order[place + 2] : nil
        let before = place > 0 ? proof.order[place - 1] : nil
        // The first pair out of order is the one swapped, or the token before it.
        guard case .outOfOrder(let x, let y, let amount)? = swapped.first else {
          return try demand(false, "swapped: \(swapped)")
        }
        try demand(swapped.count == 1 && amount.signum >= 0, "\(swapped)")
        try demand(
          (x, y) == (first, second) && amount == by || x == before || y == other, "\(swapped)")
      }
      // The cut.
      for cut in [proof.cut - 1, proof.cut + 1] {
        try demand(
          found { $0.cut = cut } == [.wrongCut(stated: cut, least: proof.cut)], "cut \(cut)")
      }
      // The threshold.
      let right = proof.threshold.lower
      let largest =
        item.tokens.filter { !item.draft[$0].isZero }
        .map { item.target[$0] / item.draft[$0] }.max() ?? 0
      for by in [Rational(1, 1000), Rational(-1, 1000), 1] {
        let threshold = right + by
        let accepted = item.accepted(threshold)
        let expected: [AcceptanceViolation] =
          accepted != item.definition.value
          ? [
            .wrongThreshold(
              stated: Enclosure(threshold), accepted: Enclosure(accepted),
              acceptance: certificate.acceptance)
          ]
          : threshold > largest
            ? [.thresholdTooLarge(stated: threshold, by: threshold - largest)] : []
        let violations = found { $0.threshold = Enclosure(threshold) }
        try demand(violations == expected, "\(violations), expected \(expected)")
      }
      // An exact acceptance needs an exact threshold, and both are numbers or one unit wide.
      let wide = Enclosure(right, right + 2 * Self.unit)
      try demand(
        found { $0.threshold = wide } == [.notCanonical(what: "threshold", wide)], "two units")
      let odd = Enclosure(right + Self.unit / 3, right + Self.unit / 3 + Self.unit)
      let isOdd = !((right + Self.unit / 3) / Self.unit).isInteger
      try demand(
        !isOdd || found { $0.threshold = odd } == [.notCanonical(what: "threshold", odd)], "odd")
      let forged = AcceptanceCertificate(acceptance: wide, proof: .prefixCut(proof))
      try demand(
        violations(forged.verify(against: item.problem))
          == [.notCanonical(what: "acceptance", wide)], "acceptance of two units")
    }
  }

  @Test("prefix-cut: an exact acceptance with a threshold that is only enclosed is refused")
  func enclosedThreshold() throws {
    try forAllCases("enclosed thresholds") { item, certificate, _ in
      guard case .prefixCut(var proof) = certificate.proof else { return }
      let cut = (proof.threshold.lower / Self.unit).floor * Self.unit
      proof.threshold = Enclosure(truncated: cut)
      let forged = AcceptanceCertificate(
        acceptance: certificate.acceptance, proof: .prefixCut(proof))
      let found = violations(forged.verify(against: item.problem))
      try demand(
        found == [
          .wrongThreshold(
            stated: proof.threshold,
            accepted: Enclosure(
              item.accepted(proof.threshold.lower), item.accepted(proof.threshold.upper)),
            acceptance: certificate.acceptance)
        ], "\(found)")
    }
  }

  @Test("without replacement the acceptance may be given by its first fifty decimals")
  func enclosedAcceptance() throws {
    try forAllCases("enclosed acceptances", cases: 3000) { item, certificate, pick in
      guard case .prefixCut(var proof) = certificate.proof,
        item.problem.law == .pairWithoutReplacement,
        // Where the cut is known exactly, so must the threshold be.
        item.problem.leastPrefixCut(proof.order)?.value.exact == nil
      else { return }
      let value = item.definition.value
      func truncated(_ value: Rational) -> Enclosure {
        Enclosure(truncated: (value / Self.unit).floor * Self.unit)
      }
      proof.threshold = truncated(proof.threshold.lower)
      func found(_ acceptance: Enclosure) -> [AcceptanceViolation] {
        violations(
          AcceptanceCertificate(acceptance: acceptance, proof: .prefixCut(proof))
            .verify(against: item.problem))
      }
      // A value on the edge of two decimals has no such form.
      let accepted = truncated(value)
      let verdict = found(accepted)
      if !(value / Self.unit).isInteger { try demand(verdict.isEmpty, "\(verdict)") }
      for steps in [-1, 1] {
        let other = Enclosure(truncated: accepted.lower + Rational(steps) * Self.unit)
        guard case .wrongAcceptance(let stated, let cut)? = found(other).first else {
          return try demand((value / Self.unit).isInteger, "off by one: \(found(other))")
        }
        try demand(stated == other && cut.lower <= value && value <= cut.upper, "\(cut)")
      }
      // A threshold beyond on either side.
      for by in [Rational(1, 100), Rational(-1, 100)] where !(value / Self.unit).isInteger {
        proof.threshold = truncated(item.threshold(value) + by)
        let low = item.accepted(proof.threshold.lower)
        let high = item.accepted(proof.threshold.upper)
        let largest =
          item.tokens.filter { !item.draft[$0].isZero }
          .map { item.target[$0] / item.draft[$0] }.max() ?? 0
        let violations = found(accepted)
        if low > accepted.upper || high < accepted.lower {
          guard case .wrongThreshold(_, let sum, _)? = violations.first else {
            return try demand(false, "\(violations)")
          }
          try demand(sum == Enclosure(low, high), "\(sum)")
        } else if proof.threshold.lower > largest {
          try demand(
            violations == [
              .thresholdTooLarge(
                stated: proof.threshold.lower, by: proof.threshold.lower - largest)
            ], "\(violations)")
        }
      }
    }
  }

  /// H = {2} has c = f(H)/q(H) = 1 + 1/5 + 1/5: a short decimal, though no sum of binary fractions.
  @Test(
    "a threshold that is a decimal lies at either end of its enclosure, even beside the largest p/q"
  )
  func edges() throws {
    let unit = Self.unit
    let c = Rational(7, 5)
    // p(2)/q(2) is far above c, or above it by a tenth of a unit.
    for target in [
      [1, 1, 198], [1 - unit, 1 - unit, 28 + 2 * unit].map { $0 * Rational(10).raised(to: 51) },
    ] as [[Rational]] {
      let item = try #require(
        AcceptanceCase(
          target: target, draft: [1, 1, 4], drafts: 2, sampling: .withoutReplacement))
      let value = item.definition.value
      #expect(item.threshold(value) == c)
      guard case .prefixCut(var proof) = item.certificate.proof else {
        Issue.record("no prefix")
        continue
      }
      #expect(item.problem.leastPrefixCut(proof.order)?.value.exact == nil)
      let acceptance = Enclosure(truncated: (value / unit).floor * unit)
      func verdict(_ lower: Rational) -> Verdict {
        proof.threshold = Enclosure(truncated: lower)
        return AcceptanceCertificate(acceptance: acceptance, proof: .prefixCut(proof))
          .verify(against: item.problem)
      }
      #expect(verdict(c) == .valid)
      #expect(verdict(c - unit) == .valid)
      #expect(verdict(c + unit) != .valid)
      #expect(verdict(c - 2 * unit) != .valid)
    }
  }

  /// The same law with α = 0.95 + 10⁻ᵉ: more bits are needed the nearer α is to a decimal.
  @Test(
    "decimals are certain as far as 4096 bits go, and refused beyond",
    arguments: [80, 160, 800, 1300])
  func precision(_ exponent: Int) throws {
    let power = Rational(10).raised(to: exponent)
    let item = try #require(
      AcceptanceCase(
        target: [power + 60, power + 60, 118 * power - 120], draft: [1, 1, 4], drafts: 2,
        sampling: .withoutReplacement))
    let decimal = Rational(95, 100)
    #expect(item.definition.value == decimal + 1 / power)
    guard case .prefixCut(var proof) = item.certificate.proof else {
      Issue.record("no prefix")
      return
    }
    proof.threshold = Enclosure(truncated: Rational(14, 10))
    let certificate = AcceptanceCertificate(
      acceptance: Enclosure(truncated: decimal), proof: .prefixCut(proof))
    let violations = violations(certificate.verify(against: item.problem))
    if exponent < 1233 {
      #expect(violations.isEmpty)
    } else {
      guard case .wrongAcceptance? = violations.first else {
        Issue.record("\(violations)")
        return
      }
    }
  }

  @Test("fixed-tokens: both lists must be right, and ascending")
  func fixedTokens() throws {
    try forAllCases("fixed certificates damaged", cases: 3000) { item, certificate, pick in
      guard case .fixedTokens(let proof) = certificate.proof else { return }
      func found(_ fixed: [Int], _ cut: [Int]) -> [AcceptanceViolation] {
        let forged = AcceptanceCertificate(
          acceptance: certificate.acceptance,
          proof: .fixedTokens(FixedTokensProof(fixed: fixed, cut: cut)))
        return violations(forged.verify(against: item.problem))
      }
      let token = pick % item.tokens.count
      func toggled(_ list: [Int]) -> [Int] {
        list.contains(token) ? list.filter { $0 != token } : (list + [token]).sorted()
      }
      try demand(
        found(toggled(proof.fixed), proof.cut) == [.wrongTokens(what: "fixed", token: token)],
        "fixed")
      try demand(
        found(proof.fixed, toggled(proof.cut)) == [.wrongTokens(what: "cut", token: token)], "cut")
      for outside in [-1, item.tokens.count] {
        try demand(
          found(proof.fixed + [outside], proof.cut)
            == [.wrongTokens(what: "fixed", token: outside)], "outside")
        try demand(
          found(proof.fixed, proof.cut + [outside]) == [.wrongTokens(what: "cut", token: outside)],
          "outside")
      }
      // Of several the smallest is named.
      let both = [-1, item.tokens.count]
      try demand(
        found(proof.fixed + both, proof.cut) == [.wrongTokens(what: "fixed", token: -1)], "both")
      try demand(
        found(proof.fixed, proof.cut + both) == [.wrongTokens(what: "cut", token: -1)], "both")
      for (what, list) in [("fixed", proof.fixed), ("cut", proof.cut)] where !list.isEmpty {
        // The same token twice, and the order turned round.
        let twice = list + [list[list.count - 1]]
        let turned = Array(list.reversed())
        let isFixed = what == "fixed"
        try demand(
          found(isFixed ? twice : proof.fixed, isFixed ? proof.cut : twice)
            == [.wrongTokens(what: what, token: list[list.count - 1])], "twice")
        if list.count > 1 {
          try demand(
            found(isFixed ? turned : proof.fixed, isFixed ? proof.cut : turned)
              == [.wrongTokens(what: what, token: turned[1])], "turned")
        }
      }
    }
  }

  @Test("maximum-flow: every overdraft with its amount, in order")
  func maximumFlow() throws {
    var kinds: Set<String> = []
    try forAll(
      "flow certificates damaged", cases: 6000,
      { choices -> (AcceptanceCase, FlowProof)? in
        guard let item = choices.acceptanceCase(),
          case .maximumFlow(var proof) = item.certificate.proof
        else { return nil }
        switch choices.integer(in: 0...5) {
        case 0 where !proof.moves.isEmpty:
          let place = choices.integer(in: 0...proof.moves.count - 1)
          proof.moves[place].mass += choices.pick(
            from: [Rational(1, 100), Rational(-1, 100), -proof.moves[place].mass, -1])
        case 1 where !proof.moves.isEmpty:
          let place = choices.integer(in: 0...proof.moves.count - 1)
          proof.moves[place].token = choices.integer(in: -1...4)
        case 2 where !proof.moves.isEmpty:
          let place = choices.integer(in: 0...proof.moves.count - 1)
          proof.moves[place].set = choices.integer(in: -1...4)
        case 3 where !proof.moves.isEmpty:
          proof.moves.remove(at: choices.integer(in: 0...proof.moves.count - 1))
        case 4:
          proof.cut = (0..<choices.integer(in: 0...3)).map { _ in choices.integer(in: -1...4) }
        default:
          proof.moves.append(
            FlowProof.Move(
              set: choices.integer(in: 0...2), token: choices.integer(in: 0...3),
              mass: Rational(1, choices.integer(in: 1...9))))
        }
        return (item, proof)
      }
    ) { problem in
      guard let (item, proof) = problem else { return }
      let forged = AcceptanceCertificate(
        acceptance: Enclosure(item.definition.value), proof: .maximumFlow(proof))
      let found = violations(forged.verify(against: item.problem))
      let expected = flowViolations(proof, item)
      try demand(found == expected, "\(found), expected \(expected)")
      for violation in expected { kinds.insert(String("\(violation)".prefix { $0 != " " })) }
    }
    #expect(kinds.count >= 4, "\(kinds)")
  }

  /// The definition of a flow, once more.
  private func flowViolations(_ proof: FlowProof, _ item: AcceptanceCase) -> [AcceptanceViolation] {
    guard case .listed(let entries) = item.problem.law else { return [] }
    var found: [AcceptanceViolation] = []
    var good: [FlowProof.Move] = []
    for (index, move) in proof.moves.enumerated() {
      let isKnown = move.set >= 0 && move.set < entries.count
      if isKnown, entries[move.set].tokens.contains(move.token), move.mass > 0 {
        good.append(move)
      } else {
        found.append(.badMove(index: index, mass: move.mass, token: move.token))
      }
    }
    func sum(_ moves: [FlowProof.Move]) -> Rational { moves.reduce(0) { $0 + $1.mass } }
    for (index, entry) in entries.enumerated() {
      let over = sum(good.filter { $0.set == index }) - entry.probability
      if over > 0 { found.append(.setOverdrawn(index: index, by: over)) }
    }
    for token in item.tokens {
      let over = sum(good.filter { $0.token == token }) - item.target[token]
      if over > 0 { found.append(.tokenOverdrawn(token: token, by: over)) }
    }
    if let token = proof.cut.first(where: { !item.tokens.contains($0) }) {
      return found + [.wrongTokens(what: "cut", token: token)]
    }
    let (value, cut) = (item.definition.value, item.definition.cut(Set(proof.cut)))
    if cut != value {
      found.append(.wrongAcceptance(stated: Enclosure(value), cut: Enclosure(cut)))
    }
    let total = sum(good)
    if total != cut { found.append(.wrongTotal(moved: total, acceptance: cut)) }
    return found
  }
}
