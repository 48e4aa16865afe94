// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import OptimalTransport
public import Rationals

/// An optimal verifier for k independent drafts, in a description of O(n) numbers.
///
/// Each draft is put into a *cell*; the draft in the foremost cell wins (ties: any, uniformly), and the
/// winner x is accepted with probability min(1, p(x)/B(x)), else the residual (p − B)⁺ is drawn from.
/// Cells are the tokens by descending p/q. If every draft stayed in its own cell, x would win with
/// probability V(x) = f(prefix with x) − f(prefix before x). The winner law that is wanted is
///
///     B = min(p, c·q) on H,  max(p, d·q) outside,
///
/// with c and d such that B(H) = f(H) and B sums to 1; then min(p, B) sums to the optimum. So tokens
/// with V > B (*givers*) and tokens behind them with V < B (*takers*) exchange cells: a pair (i, j) that
/// is to move the mass δ swaps ε = δ/(V(i)/q(i) − V(j)/q(j)) of their drafts, which changes the winning
/// mass of i by −δ, that of j by δ, and no other, because a cell keeps the drafts it holds. Prefix sums of V − B are ≥ 0, so
/// matching givers and takers from the front succeeds with at most n − 1 pairs.
///
/// All masses are integers over one scale L = Dᵏ·E·N·M with N, M two prefix weights of q: they do not
/// grow. Cost: O(n log n) to find, O(n) to check.
///
/// ```swift
/// let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
/// let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
/// let instance = try Instance(target: target, draft: draft, drafts: 2, sampling: .iid)
/// let plan = ExchangePlan(OptimalAcceptance(try instance.acceptanceProblem()))!
/// plan.acceptance                     // → 17/20
/// plan.order                          // → [1, 2, 0]
/// plan.ceiling                        // → 3/2
/// plan.floor                          // → 1/2
/// plan.givers.count                   // → 1
/// ```
public struct ExchangePlan: Sendable {
  /// The question that it answers.
  public let problem: AcceptanceProblem
  /// k.
  public let drafts: Int
  /// The tokens by cell: p/q descending.
  public internal(set) var order: [Int]
  /// |H|.
  public internal(set) var cut: Int
  /// The largest acceptance.
  public internal(set) var acceptance: Rational
  /// c and d.
  public internal(set) var ceiling: Rational, floor: Rational
  /// L.
  public internal(set) var scale: Rational
  /// B·L and V·L by cell.
  public internal(set) var winner: IntegerVector, vertex: IntegerVector
  /// Cells of givers and takers, pair by pair; neither list ever descends.
  public internal(set) var givers: [Int32], takers: [Int32]
  /// δ·L by pair.
  public internal(set) var amounts: IntegerVector
  /// The cell of each token.
  var cellOfToken: [Int32]

  /// Builds the plan; `nil` unless the drafts are independent.
  public init?(_ optimum: OptimalAcceptance) {
    guard case .independent(let drafts) = optimum.problem.law,
      case .prefixCut(let proof) = optimum.certificate.proof,
      let acceptance = optimum.certificate.acceptance.exact,
      let threshold = proof.threshold.exact
    else { return nil }
    problem = optimum.problem
    self.drafts = drafts
    order = proof.order
    cut = proof.cut
    self.acceptance = acceptance
    ceiling = threshold
    floor = problem.winnerFloor(order, cut: cut, acceptance: acceptance)
    let outline = PlanOutline(
      problem, order, cut: cut, ceiling: threshold, floor: floor, drafts: drafts)
    scale = outline.scale
    vertex = outline.vertexMasses()
    winner = outline.winnerMasses()
    (givers, takers, amounts) = Self.match(vertex, winner)
    var cells = [Int32](repeating: 0, count: order.count)
    for (cell, token) in order.enumerated() { cells[token] = Int32(cell) }
    cellOfToken = cells
  }

  /// Matches what givers have too much with what takers lack, both from the front.
  private static func match(
    _ vertex: IntegerVector, _ winner: IntegerVector
  ) -> (givers: [Int32], takers: [Int32], amounts: IntegerVector) {
    var givers: [Int32] = []
    var takers: [Int32] = []
    var amounts = IntegerVector(count: vertex.count, bits: vertex.limbs * UInt.bitWidth)
    var need = Integer()
    var excess = Integer()
    var mass = Integer()
    /// V − B of a cell.
    func difference(_ cell: Int, into number: inout Integer) {
      vertex.load(cell, into: &number)
      winner.load(cell, into: &mass)
      number.subtract(mass)
    }
    var giver = -1
    for taker in 0..<vertex.count {
      difference(taker, into: &need)
      guard need.signum < 0 else { continue }
      while need.signum < 0 {
        while excess.signum <= 0 {
          giver += 1
          precondition(giver < taker, "a prefix of cells wins less than it should")
          difference(giver, into: &excess)
        }
        // δ = min(excess, −need).
        mass.set(excess)
        mass.add(need)
        if mass.signum <= 0 { mass.set(excess) } else { mass.setNegation(of: need) }
        amounts.store(mass, at: givers.count)
        givers.append(Int32(giver))
        takers.append(Int32(taker))
        need.add(mass)
        excess.subtract(mass)
      }
    }
    return (givers, takers, amounts)
  }
}

extension AcceptanceProblem {
  /// The least d with Σ max(p, d·q) = 1 − f(H) outside H.
  ///
  /// f(H) is the optimum less p(outside H). The tokens from some position on are raised to d·q; that
  /// position is found by bisection, comparing the sum at the ratio of a token with what is wanted.
  func winnerFloor(_ order: [Int], cut: Int, acceptance: Rational) -> Rational {
    let sums = PrefixSums(self, order)
    let outside = 1 - sums.target(cut)
    let missed = 1 - (acceptance - outside)
    guard outside != missed else { return 0 }
    var (low, high) = (cut, sums.end)
    while low < high {
      let middle = (low + high) / 2
      let token = order[middle]
      let ratio = target[token] / draft[token]
      let raised = ratio * (1 - sums.draft(middle)) + (sums.target(middle) - sums.target(cut))
      if raised >= missed { low = middle + 1 } else { high = middle }
    }
    return (missed - (sums.target(low) - sums.target(cut))) / (1 - sums.draft(low))
  }
}

/// c, d, the scale, and the two laws of the winner.
private struct PlanOutline {
  let problem: AcceptanceProblem
  let order: [Int]
  let cut: Int
  let ceiling: Rational
  let floor: Rational
  let scale: Rational
  let drafts: Int

  init(
    _ problem: AcceptanceProblem, _ order: [Int], cut: Int, ceiling: Rational, floor: Rational,
    drafts: Int
  ) {
    self.problem = problem
    self.order = order
    self.cut = cut
    self.ceiling = ceiling
    self.floor = floor
    self.drafts = drafts
    let power = problem.draft.total.raised(to: drafts) * problem.target.total
    // c·q(x) = (c/D)·v(x), so the scale must clear the denominators of c/D and d/D beside Dᵏ·E.
    let extra = [ceiling, floor].map { ($0 / problem.draft.total * power).denominator }
    scale = power * extra[0] * extra[1]
  }

  /// V·L: the differences of (D − T)ᵏ·(L/Dᵏ) along the prefix weights T.
  func vertexMasses() -> IntegerVector {
    var masses = IntegerVector(count: order.count, bits: scale.bitWidth)
    let factor = Integer(numeratorOf: scale / problem.draft.total.raised(to: drafts))
    var rest = Integer(numeratorOf: problem.draft.total)
    var before = Integer()
    before.setPower(of: rest, to: drafts)
    var after = Integer()
    var weight = Integer()
    for (cell, token) in order.enumerated() where !problem.draft.weights.isZero(at: token) {
      problem.draft.weights.load(token, into: &weight)
      rest.subtract(weight)
      after.setPower(of: rest, to: drafts)
      before.subtract(after)
      before.multiply(by: factor)
      masses.store(before, at: cell)
      before.set(after)
    }
    return masses
  }

  /// B·L: min(p, c·q) on H and max(p, d·q) outside.
  func winnerMasses() -> IntegerVector {
    var masses = IntegerVector(count: order.count, bits: scale.bitWidth)
    let wantedFactor = Integer(numeratorOf: scale / problem.target.total)
    let ceilingFactor = Integer(numeratorOf: ceiling / problem.draft.total * scale)
    let floorFactor = Integer(numeratorOf: floor / problem.draft.total * scale)
    var wanted = Integer()
    var bound = Integer()
    var weight = Integer()
    for (cell, token) in order.enumerated() {
      problem.target.weights.load(token, into: &weight)
      wanted.setProduct(weight, wantedFactor)
      problem.draft.weights.load(token, into: &weight)
      if cell < cut {
        bound.setProduct(weight, ceilingFactor)
        if bound.compared(to: wanted) < 0 { wanted.set(bound) }
      } else {
        bound.setProduct(weight, floorFactor)
        if bound.compared(to: wanted) > 0 { wanted.set(bound) }
      }
      masses.store(wanted, at: cell)
    }
    return masses
  }
}
