// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// Two drafts without replacement: f(H) = q(H)·(1 + r(outside H)) with r(x) = q(x)/(1 − q(x)).
///
/// As a fraction r of a large set has as many digits as all its denominators together. So r(x)·2ᵇ is
/// rounded down to an integer; the sum over a set is then short by less than one for each token whose
/// division left a remainder, and every cut lies between two integers over one denominator. When those
/// intervals leave open which cut is least, b is doubled; ties, which no b resolves, are computed
/// exactly.
extension AcceptanceProblem {
  /// Beyond this many bits, cuts that are still not told apart are compared as fractions.
  private static let bitLimit = 2048

  func leastPairCut(_ order: [Int], bits: Int) -> PrefixCut {
    var bits = bits
    while true {
      let scan = PairScan(self, order, bits: bits)
      let candidates = scan.candidates()
      if candidates.count == 1 { return candidates[0] }
      if bits < Self.bitLimit {
        bits *= 2
        continue
      }
      let exact = candidates.map { (cut: $0, value: exactPairCut(order, $0.position)) }
      let least = exact.min { $0.value < $1.value }
      let position = exact.filter { $0.value == least?.value }.map(\.cut.position).min() ?? 0
      return candidates.first { $0.position == position } ?? candidates[0]
    }
  }

  /// The value of one prefix cut as a fraction. Cost: binary splitting over the tokens outside it;
  /// the fraction has about as many digits as all their weights together.
  public func exactPairCut(_ order: [Int], _ position: Int) -> Rational {
    let outside = order[position...]
    let covered = order[..<position].reduce(into: Rational(0)) { $0 += draft.weights[$1] }
    let wanted = outside.reduce(into: Rational(0)) { $0 += target.weights[$1] }
    return covered / draft.total * (1 + oddsSum(outside)) + wanted / target.total
  }

  /// Σ q(x)/(1 − q(x)) by binary splitting, so that the long numbers are few.
  private func oddsSum(_ tokens: ArraySlice<Int>) -> Rational {
    let (numerator, denominator) = oddsQuotient(
      tokens.filter { !draft.weights.isZero(at: $0) }[...])
    return numerator / denominator
  }

  private func oddsQuotient(_ tokens: ArraySlice<Int>) -> (Rational, Rational) {
    guard let first = tokens.first else { return (0, 1) }
    if tokens.count == 1 {
      let weight = draft.weights[first]
      return (weight, draft.total - weight)
    }
    let middle = tokens.startIndex + tokens.count / 2
    let (a, b) = oddsQuotient(tokens[..<middle])
    let (c, d) = oddsQuotient(tokens[middle...])
    return (a * d + c * b, b * d)
  }
}

/// All prefix cuts of an order, each between two integers over D·E·2ᵇ.
private struct PairScan {
  let problem: AcceptanceProblem
  let order: [Int]
  let bits: Int

  init(_ problem: AcceptanceProblem, _ order: [Int], bits: Int) {
    self.problem = problem
    self.order = order
    self.bits = bits
  }

  /// The cuts that may be the least: those whose lower end is not above the least upper end.
  func candidates() -> [PrefixCut] {
    var least = Integer()
    var isFirst = true
    walk { _, _, upper in
      if isFirst || upper.compared(to: least) < 0 { least.set(upper) }
      isFirst = false
    }
    let denominator = problem.draft.total * problem.target.total * Rational(2).raised(to: bits)
    var found: [PrefixCut] = []
    walk { position, lower, upper in
      guard lower.compared(to: least) <= 0 else { return }
      let value = Enclosure(lower.rational / denominator, upper.rational / denominator)
      found.append(PrefixCut(position: position, value: value))
    }
    return found.reversed()
  }

  /// Visits the prefixes from the longest to the shortest, each with both ends of its cut.
  ///
  /// With S the weight outside the prefix, R ≤ r·2ᵇ < R + m its odds and W what it wants:
  /// (D − S)·(2ᵇ + R)·E + W·D·2ᵇ, and (D − S)·m·E above that.
  private func walk(_ visit: (Int, borrowing Integer, borrowing Integer) -> Void) {
    let draftTotal = Integer(numeratorOf: problem.draft.total)
    let targetTotal = Integer(numeratorOf: problem.target.total)
    var one = Integer(1)
    one.shiftLeft(by: bits)
    var wantedScale = Integer()
    wantedScale.setProduct(draftTotal, one)
    var covered = Integer()
    covered.setProduct(draftTotal, targetTotal)  // (D − S)·E
    var odds = Integer()
    odds.set(one)  // 2ᵇ + R
    var wanted = Integer()
    var inexact = Integer()
    let unit = Integer(1)
    var lower = Integer()
    var upper = Integer()
    var weight = Integer()
    var rest = Integer()
    var quotient = Integer()
    for position in stride(from: order.count, through: 0, by: -1) {
      if position < order.count {
        let token = order[position]
        problem.draft.weights.load(token, into: &weight)
        rest.set(draftTotal)
        rest.subtract(weight)
        covered.subtractProduct(weight, targetTotal)
        weight.shiftLeft(by: bits)
        if !quotient.setFloorQuotient(weight, rest) { inexact.add(unit) }
        odds.add(quotient)
        problem.target.weights.load(token, into: &weight)
        wanted.add(weight)
      }
      lower.setProduct(covered, odds)
      lower.addProduct(wanted, wantedScale)
      upper.set(lower)
      upper.addProduct(covered, inexact)
      visit(position, lower, upper)
    }
  }
}
