// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// A largest flow from sources to sinks of a ``MembershipTransport`` that stays inside the relation.
///
/// Masses are brought over one common denominator and counted in machine integers of 64 or 128 bits while they
/// fit, in 512 bits beyond, and as integers of any size beyond that; see ``FlowSearch`` for the algorithm.
struct MaximumFlow {
  let transport: MembershipTransport
  private let network: FlowNetwork
  /// By arc: the mass that it moves.
  private let moved: [Rational]
  /// Supply that stays at each source.
  let unmovedSupply: [Rational]
  /// Demand left open at each sink.
  let openDemand: [Rational]
  /// All that is moved.
  let total: Rational

  private typealias Result = (
    moved: [Rational], unmoved: [Rational], open: [Rational], total: Rational
  )

  init(_ transport: MembershipTransport) {
    self.transport = transport
    network = FlowNetwork(neighbours: transport.neighbours, sinkCount: transport.demand.count)
    let masses = transport.supply + transport.demand
    let denominator = commonDenominator(of: masses)
    let integers = IntegerVector(masses, times: denominator)
    // No sum of supplies or demands, and so no flow, exceeds the total.
    let bits = integers.sum.bitWidth
    let result: Result
    if bits < Int.bitWidth {
      result = Self.search(Int.self, network, integers, denominator)
    } else if bits < Int128.flowBits {
      result = Self.search(Int128.self, network, integers, denominator)
    } else if bits < WideMass.bits {
      result = Self.search(WideMass.self, network, integers, denominator)
    } else {
      result = Self.search(Rational.self, network, integers, denominator)
    }
    (moved, unmovedSupply, openDemand, total) = result
  }

  private static func search<Mass: FlowMass>(
    _: Mass.Type, _ network: FlowNetwork, _ integers: IntegerVector, _ denominator: Rational
  ) -> Result {
    let masses = (0..<integers.count).map { Mass(limbs: integers.significantLimbs(of: $0)) }
    let search = FlowSearch(
      network, supply: Array(masses[..<network.sourceCount]),
      demand: Array(masses[network.sourceCount...]))
    let scale = Integer(numeratorOf: denominator)
    var register = Integer()
    func fractions(_ masses: [Mass]) -> [Rational] {
      masses.map { $0.isZero ? 0 : $0.fraction(over: denominator, scale, &register) }
    }
    var total = masses[..<network.sourceCount].reduce(into: Mass.zero) { $0 += $1 }
    for mass in search.unmoved { total -= mass }
    return (
      fractions(search.flow), fractions(search.unmoved), fractions(search.open),
      total.fraction(over: denominator, scale, &register)
    )
  }

  /// The mass from a source to its neighbour in this place of its list.
  func flow(from source: Int, slot: Int) -> Rational { moved[Int(network.first[source]) + slot] }

  /// The least minimum cut H: the sinks from which the residual network reaches open demand.
  ///
  /// Every source with a neighbour in H reaches open demand too, so the value of the flow is
  /// f(H) + demand(outside H), with f as in ``MembershipTransport/reach(of:)``.
  func leastMinimumCut() -> [Bool] {
    var isInCut = openDemand.map { !$0.isZero }
    var isSourceSeen = [Bool](repeating: false, count: unmovedSupply.count)
    var queue = isInCut.indices.filter { isInCut[$0] }
    while let sink = queue.popLast() {
      for place in Int(network.firstIncoming[sink])..<Int(network.firstIncoming[sink + 1]) {
        let source = Int(network.sources[Int(network.incoming[place])])
        guard !isSourceSeen[source] else { continue }
        isSourceSeen[source] = true
        for arc in network.arcs(of: source) {
          let other = Int(network.sinks[arc])
          if !isInCut[other], !moved[arc].isZero {
            isInCut[other] = true
            queue.append(other)
          }
        }
      }
    }
    return isInCut
  }
}
