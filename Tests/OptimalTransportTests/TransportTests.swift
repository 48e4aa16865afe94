// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import GLPK
import LinearPrograms
import Rationals
import TestSupport
import Testing

@testable import OptimalTransport

extension Choices {
  /// A membership transport with up to six sinks: ties, zeros and empty relations included.
  mutating func transport() -> MembershipTransport {
    let sinks = integer(in: 1...6)
    let sources = integer(in: 1...8)
    let demand = distribution(size: sinks)
    let supply = distribution(size: sources)
    let neighbours = (0..<sources).map { _ in (0..<sinks).filter { _ in bool() } }
    return MembershipTransport(supply: supply, demand: demand, neighbours: neighbours)
  }
}

@Suite("Membership transport")
struct TransportTests {
  private let solver = ExactSolver(oracle: TransportOracle(GLPKOracle()))

  private func optimum(_ program: LinearProgram, _ solver: ExactSolver) throws -> Rational {
    let outcome = try solver.solve(program).outcome
    guard case .optimal(let certificate) = outcome else {
      throw Failure("\(program.name) is \(outcome.status)")
    }
    return program.objective(at: certificate.primal)
  }

  struct Failure: Error { init(_ reason: String) { self.reason = reason }; var reason: String }

  @Test("maximum flow = minimum cut = acceptance program = 1 − coupling program")
  func fourWays() throws {
    try forAll("four ways to one number", cases: 1000, { $0.transport() }) { transport in
      let flow = MaximumFlow(transport)
      let total = flow.total
      let cut = try #require(MinimumCut.bySubsets(of: transport))
      try demand(cut.value == total, "cut \(cut.value), flow \(total)")
      let least = flow.leastMinimumCut()
      let sinks = Set(least.indices.filter { least[$0] })
      let outside = least.indices.filter { !least[$0] }.reduce(Rational(0)) {
        $0 + transport.demand[$1]
      }
      try demand(transport.reach(of: sinks) + outside == total, "the flow's own cut is not tight")
      let accepted = try optimum(AcceptanceProgram(transport).program, solver)
      try demand(accepted == total, "acceptance program \(accepted), flow \(total)")
      let rejected = try optimum(CouplingProgram(transport).program, solver)
      try demand(1 - rejected == total, "coupling program \(1 - rejected), flow \(total)")
    }
  }

  @Test("the largest acceptance is proved by its plan and cut, and by no others")
  func proof() throws {
    try forAll("proved", cases: 1000, { $0.transport() }) { transport in
      let optimum = transport.largestAcceptance()
      try demand(optimum.value == MinimumCut.bySubsets(of: transport)?.value, "not the least cut")
      try demand(optimum.isProved, "not proved")
      func isProved(_ moves: [[TransportPlan.Move]], _ cut: MinimumCut) -> Bool {
        LargestAcceptance(transport: transport, plan: TransportPlan(moves: moves), cut: cut)
          .isProved
      }
      let (moves, cut) = (optimum.plan.moves, optimum.cut)
      try demand(
        !isProved(moves, MinimumCut(sinks: cut.sinks, value: cut.value + 1)), "another value")
      try demand(!isProved([], cut), "moves of no source")
      for (source, list) in moves.enumerated() {
        var changed = moves
        for place in list.indices {
          changed[source][place].mass /= 2
          try demand(!isProved(changed, cut), "a smaller move")
          changed[source] = list
        }
        // What another sink takes instead is outside the relation.
        for sink in transport.demand.indices where !transport.neighbours[source].contains(sink) {
          guard !list.isEmpty else { continue }
          changed[source][0].sink = sink
          try demand(!isProved(changed, cut), "a move outside the relation")
        }
        // The same total at the same sinks, drawn from a source that has not so much left.
        guard let move = list.first else { continue }
        for other in moves.indices
        where other != source && transport.neighbours[other].contains(move.sink)
          && optimum.plan.outflow[other] + move.mass > transport.supply[other]
        {
          changed = moves
          changed[source].removeFirst()
          changed[other].append(move)
          try demand(!isProved(changed, cut), "more than a source has")
        }
      }
    }
  }

  @Test("the combinatorial basis is optimal as it stands: no pivot is needed")
  func combinatorialBasis() throws {
    let alone = ExactSolver(oracle: TransportOracle(NoOracle()))
    try forAll("no pivots", cases: 1000, { $0.transport() }) { transport in
      for program in [AcceptanceProgram(transport).program, CouplingProgram(transport).program] {
        guard !program.variables.isEmpty else { continue }
        let pivots = try alone.solve(program).counters.pivots
        try demand(pivots == 0, "\(program.name): \(pivots) pivots")
      }
    }
  }

  @Test("plans read back have the right marginals")
  func marginals() throws {
    try forAll("marginals of both plans", cases: 500, { $0.transport() }) { transport in
      let coupling = CouplingProgram(transport)
      guard case .optimal(let full) = try solver.solve(coupling.program).outcome else { return }
      let plan = coupling.plan(primal: full.primal)
      try demand(plan.outflow == transport.supply, "sources")
      try demand(plan.inflow(sinkCount: transport.demand.count) == transport.demand, "sinks")
      let acceptance = AcceptanceProgram(transport)
      guard case .optimal(let simple) = try solver.solve(acceptance.program).outcome else {
        return
      }
      let accepted = acceptance.plan(primal: simple.primal)
      try demand(zip(accepted.outflow, transport.supply).allSatisfy { $0 <= $1 }, "sources")
      try demand(
        zip(accepted.inflow(sinkCount: transport.demand.count), transport.demand)
          .allSatisfy { $0 <= $1 }, "sinks")
      try demand(accepted.total == program(acceptance, simple), "total")
    }
  }

  private func program(
    _ acceptance: AcceptanceProgram, _ certificate: OptimalityCertificate
  ) -> Rational {
    acceptance.program.objective(at: certificate.primal)
  }

  @Test("reach is monotone and submodular")
  func submodular() throws {
    try forAll(
      "f(S∪T) + f(S∩T) ≤ f(S) + f(T)", cases: 1000,
      { choices in
        let transport = choices.transport()
        let all = transport.demand.indices
        return (
          transport, Set(all.filter { _ in choices.bool() }),
          Set(all.filter { _ in choices.bool() })
        )
      }
    ) { transport, first, second in
      let union = transport.reach(of: first.union(second))
      try demand(transport.reach(of: first) <= union, "not monotone")
      try demand(
        union + transport.reach(of: first.intersection(second))
          <= transport.reach(of: first) + transport.reach(of: second), "not submodular")
    }
  }

  @Test("the tempting formula p(H) + Q(no draft in H) is wrong: 13/28 instead of 27/28")
  func temptingFormula() throws {
    let p = [Rational(3, 14), Rational(11, 14)]
    let quarter = Rational(1, 4)
    let transport = MembershipTransport(
      supply: [quarter, quarter, quarter, quarter], demand: p,
      neighbours: [[0], [0, 1], [0, 1], [1]])
    let subsets: [Set<Int>] = [[], [0], [1], [0, 1]]
    let tempting = subsets.map { subset in
      subset.reduce(Rational(0)) { $0 + p[$1] } + 1 - transport.reach(of: subset)
    }.min()
    #expect(tempting == Rational(13, 28))
    #expect(MinimumCut.bySubsets(of: transport)?.value == Rational(27, 28))
  }
}

@Suite("Distributions")
struct DistributionTests {
  @Test("a wrong sum is refused, with the sum")
  func wrongSum() {
    #expect(throws: DistributionError.wrongSum(Rational(5, 6))) {
      try Distribution([Rational(1, 2), Rational(1, 3)])
    }
    #expect(
      DistributionError.wrongSum(Rational(5, 6)).description
        == "the sum is 5/6 (about 0.833333333333), not 1")
  }

  @Test("negative, empty and all-zero lists are refused")
  func refusals() {
    #expect(throws: DistributionError.negative(index: 1, value: -1)) {
      try Distribution([2, -1])
    }
    #expect(throws: DistributionError.empty) { try Distribution([]) }
    #expect(throws: DistributionError.zeroWeights) {
      try Distribution(normalizing: [0, 0])
    }
  }

  @Test("of several modes the first")
  func mode() throws {
    let distribution = try Distribution([Rational(1, 5), Rational(2, 5), Rational(2, 5)])
    #expect(distribution.mode == 1)
  }
}

@Suite("Maximum flow in every kind of number")
struct FlowMassTests {
  /// Masses up to 2⁴⁰, so that every kind holds them.
  private func total<Mass: FlowMass>(
    _: Mass.Type, _ network: FlowNetwork, _ supply: [Int], _ demand: [Int]
  ) -> [[Rational]] {
    func masses(_ numbers: [Int]) -> [Mass] { numbers.map { Mass(limbs: [UInt($0)]) } }
    let search = FlowSearch(network, supply: masses(supply), demand: masses(demand))
    let scale = Integer(7)
    var register = Integer()
    return [search.flow, search.unmoved, search.open].map { list in
      list.map { $0.fraction(over: 7, scale, &register) }
    }
  }

  @Test("64, 128 and 512 bits and integers of any size move the same masses")
  func agreement() throws {
    try forAll(
      "flows agree", cases: 1000,
      { choices in
        let sinks = choices.integer(in: 1...6)
        let sources = choices.integer(in: 1...8)
        func masses(_ count: Int) -> [Int] {
          (0..<count).map { _ in choices.integer(in: 0...(1 << 40)) }
        }
        let neighbours = (0..<sources).map { _ in (0..<sinks).filter { _ in choices.bool() } }
        return (
          FlowNetwork(neighbours: neighbours, sinkCount: sinks), masses(sources), masses(sinks)
        )
      }
    ) { network, supply, wanted in
      let small = total(Int.self, network, supply, wanted)
      try demand(small == total(Int128.self, network, supply, wanted), "128 bits differ")
      try demand(small == total(WideMass.self, network, supply, wanted), "512 bits differ")
      try demand(small == total(Rational.self, network, supply, wanted), "rationals differ")
    }
  }

  @Test("carries and borrows pass through all limbs")
  func wide() {
    var mass = WideMass(limbs: [.max, .max, .max, .max, .max, .max, .max, 0])
    mass += WideMass(limbs: [1])
    #expect(mass == WideMass(limbs: [0, 0, 0, 0, 0, 0, 0, 1]))
    #expect(WideMass(limbs: [.max]) < mass && !mass.isZero)
    mass -= WideMass(limbs: [1])
    #expect(mass == WideMass(limbs: [.max, .max, .max, .max, .max, .max, .max, 0]))
    #expect(!(mass < mass) && WideMass(limbs: []).isZero)
  }

  @Test("masses too long for 512 bits")
  func huge() throws {
    let tiny = Rational(2).raised(to: -1000)
    let transport = MembershipTransport(
      supply: [1 - tiny, tiny], demand: [tiny, 1 - tiny], neighbours: [[0], [0, 1]])
    let flow = MaximumFlow(transport)
    #expect(flow.total == 2 * tiny)
    #expect(flow.leastMinimumCut() == [false, true])
  }
}
