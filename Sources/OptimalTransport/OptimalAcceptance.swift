// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import Rationals

/// Finds the largest acceptance of a lossless verifier, with its certificate.
///
/// | drafts | how | cost |
/// |---|---|---|
/// | independent | sort by p/q, scan the prefixes | O(n log n), one k-th power a token |
/// | pairs without replacement | the same, enclosed | O(n log n) |
/// | fixed tokens and one more | closed form | O(n) |
/// | listed sets | exact maximum flow | see `FlowSearch` |
///
/// Source of the prefix theorem: Hu et al. 2025 (q-convexity).
public struct OptimalAcceptance: Sendable {
  /// The question.
  public let problem: AcceptanceProblem
  /// The largest acceptance with its proof.
  public let certificate: AcceptanceCertificate

  /// The most bits of an exact acceptance without replacement that are worked out unasked.
  private static let exactBitLimit = 20_000

  /// Solves the problem. Without replacement a large vocabulary has an acceptance of too many digits;
  /// it is then enclosed unless `exact` asks for them; see also ``exactAcceptance``.
  public init(_ problem: AcceptanceProblem, exact: Bool = false) {
    self.problem = problem
    switch problem.law {
    case .fixed(let tokens):
      let (cut, value) = problem.fixedTokensOptimum(tokens)
      certificate = AcceptanceCertificate(
        acceptance: Enclosure(value),
        proof: .fixedTokens(FixedTokensProof(fixed: tokens, cut: cut)))
    case .listed(let entries):
      certificate = Self.flowCertificate(problem, entries)
    case .independent, .pairWithoutReplacement:
      certificate = Self.prefixCertificate(problem, exact: exact)
    }
  }

  private static func prefixCertificate(
    _ problem: AcceptanceProblem, exact: Bool
  ) -> AcceptanceCertificate {
    let order = problem.prefixOrder
    guard let cut = problem.leastPrefixCut(order) else {
      preconditionFailure("laws with prefix cuts have a least one")
    }
    let bits = problem.draft.total.bitWidth * problem.count
    if exact || bits <= exactBitLimit || cut.value.exact != nil {
      let value = cut.value.exact ?? problem.exactPairCut(order, cut.position)
      let threshold = problem.threshold(order, accepting: value)
      return AcceptanceCertificate(
        acceptance: Enclosure(value),
        proof: .prefixCut(
          PrefixProof(order: order, cut: cut.position, threshold: Enclosure(threshold))))
    }
    // Enclosed: the decimals of α that are certain, and those of the threshold.
    var (value, precision) = (cut.value, 512)
    var threshold = enclosedThreshold(problem, order, value)
    while value.truncated == nil || threshold == nil, precision <= 4096 {
      value = problem.leastPrefixCut(order, bits: precision)?.value ?? value
      threshold = enclosedThreshold(problem, order, value)
      precision *= 2
    }
    guard let acceptance = value.truncated, let threshold else {
      return prefixCertificate(problem, exact: true)
    }
    return AcceptanceCertificate(
      acceptance: acceptance,
      proof: .prefixCut(PrefixProof(order: order, cut: cut.position, threshold: threshold)))
  }

  private static func enclosedThreshold(
    _ problem: AcceptanceProblem, _ order: [Int], _ value: Enclosure
  ) -> Enclosure? {
    Enclosure(
      problem.threshold(order, accepting: value.lower),
      problem.threshold(order, accepting: value.upper)
    ).truncated
  }

  private static func flowCertificate(
    _ problem: AcceptanceProblem, _ entries: [DraftedSetLaw.Entry]
  ) -> AcceptanceCertificate {
    let transport = MembershipTransport(
      supply: entries.map(\.probability), demand: (0..<problem.count).map { problem.target[$0] },
      neighbours: entries.map(\.tokens))
    let flow = MaximumFlow(transport)
    var moves: [FlowProof.Move] = []
    for (set, entry) in entries.enumerated() {
      for (slot, token) in entry.tokens.enumerated() {
        let mass = flow.flow(from: set, slot: slot)
        if !mass.isZero { moves.append(.init(set: set, token: token, mass: mass)) }
      }
    }
    let isInCut = flow.leastMinimumCut()
    return AcceptanceCertificate(
      acceptance: Enclosure(flow.total),
      proof: .maximumFlow(
        FlowProof(cut: isInCut.indices.filter { isInCut[$0] }, moves: moves)))
  }
}

extension OptimalAcceptance {
  /// The largest acceptance as a fraction, however long it is.
  ///
  /// Cost: that of the answer where the certificate has it; else binary splitting, and the fraction has
  /// about as many digits as all weights of the draft together.
  public var exactAcceptance: Rational {
    if let exact = certificate.acceptance.exact { return exact }
    guard case .prefixCut(let proof) = certificate.proof else {
      preconditionFailure("only prefix cuts are enclosed")
    }
    return problem.exactPairCut(proof.order, proof.cut)
  }

  /// A, the accepted mass of each token; `nil` when the acceptance is only enclosed.
  ///
  /// Cost: a fraction a token.
  public var accepted: [Rational]? {
    switch certificate.proof {
    case .prefixCut(let proof):
      guard let threshold = proof.threshold.exact else { return nil }
      return (0..<problem.count).map { min(problem.target[$0], threshold * problem.draft[$0]) }
    case .fixedTokens(let proof):
      let rest = 1 - proof.fixed.reduce(into: Rational(0)) { $0 += problem.draft[$1] }
      var accepted = (0..<problem.count).map { token in
        rest.isZero ? 0 : min(problem.target[token], problem.draft[token] / rest)
      }
      for token in proof.fixed { accepted[token] = problem.target[token] }
      return accepted
    case .maximumFlow(let proof):
      var accepted = [Rational](repeating: 0, count: problem.count)
      for move in proof.moves { accepted[move.token] += move.mass }
      return accepted
    }
  }
}

extension AcceptanceProblem {
  /// All tokens by p/q descending, as `PrefixOrder` has it.
  ///
  /// Sorted by ratios in floating point, which puts nearly all in their place; then insertion with
  /// exact comparisons, which also concludes that the order is right.
  public var prefixOrder: [Int] {
    var comparison = PrefixOrder(target: target, draft: draft)
    var number = Integer()
    var keys: [(ratio: Double, token: Int32)] = []
    keys.reserveCapacity(count)
    for token in 0..<count {
      if comparison.isIdle(token) {
        keys.append((-1, Int32(token)))
        continue
      }
      target.weights.load(token, into: &number)
      let (wanted, wantedExponent) = number.approximateParts
      draft.weights.load(token, into: &number)
      let (offered, offeredExponent) = number.approximateParts
      let exponent = min(max(wantedExponent - offeredExponent, -1000), 1000)
      keys.append(
        (
          offered == 0
            ? .infinity : Double(sign: .plus, exponent: exponent, significand: wanted / offered),
          Int32(token)
        ))
    }
    keys.sort { $0.ratio != $1.ratio ? $0.ratio > $1.ratio : $0.token < $1.token }
    var order = keys.map { Int($0.token) }
    for index in order.indices.dropFirst() {
      let token = order[index]
      var place = index
      while place > 0, comparison.precedes(token, order[place - 1]) {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = token
    }
    return order
  }

  /// The least c with Σ min(p, c·q) = α, for an α that some c reaches.
  ///
  /// On the tokens before position m, where p ≥ c·q, the sum is c·q(first m); on the others it is p. So
  /// m is found by bisection, comparing the sum at the ratio of a token with α.
  public func threshold(_ order: [Int], accepting acceptance: Rational) -> Rational {
    let prefix = PrefixSums(self, order)
    // The last position whose ratio still accepts at least α: there, all before it are capped.
    var (low, high) = (prefix.firstDrafted, prefix.end)
    while low < high {
      let middle = (low + high) / 2
      let token = order[middle]
      let ratio = target[token] / draft[token]
      if ratio * prefix.draft(middle) + (1 - prefix.target(middle)) >= acceptance {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let offered = prefix.draft(low)
    guard !offered.isZero else { return 0 }
    return (acceptance - (1 - prefix.target(low))) / offered
  }
}
