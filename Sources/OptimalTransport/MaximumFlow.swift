// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// A largest flow from sources to sinks of a ``MembershipTransport`` that stays inside the relation.
///
/// Dinic's algorithm on the bipartite network start → source → neighbour → end, with exact capacities
/// supply, unlimited, demand. Every phase finds a blocking flow in the layered graph of shortest
/// augmenting paths; at most 2·√(number of nodes) phases matter on such networks in practice, and at
/// most as many as there are nodes in any case.
///
/// Cost: a phase walks every arc once, plus one walk an augmentation. Source: Dinic 1970.
struct MaximumFlow {
  let transport: MembershipTransport
  /// `flow[s][k]` is the mass from source s to its k-th neighbour.
  private(set) var flow: [[Rational]]
  /// Supply that stays at each source.
  private(set) var unmovedSupply: [Rational]
  /// Demand left open at each sink.
  private(set) var openDemand: [Rational]

  /// For each sink the sources next to it, with their position in that source's neighbour list.
  private let incoming: [[(source: Int, slot: Int)]]

  init(_ transport: MembershipTransport) {
    self.transport = transport
    flow = transport.neighbours.map { Array(repeating: 0, count: $0.count) }
    unmovedSupply = transport.supply
    openDemand = transport.demand
    var incoming = [[(source: Int, slot: Int)]](repeating: [], count: transport.demand.count)
    for (source, list) in transport.neighbours.enumerated() {
      for (slot, sink) in list.enumerated() { incoming[sink].append((source, slot)) }
    }
    self.incoming = incoming
    moveGreedily()
    while let layers = Layers(self) {
      var search = layers
      augment(along: &search)
    }
  }

  /// Every source first serves its neighbours in order; most of the flow is found here.
  private mutating func moveGreedily() {
    for source in flow.indices {
      for (slot, sink) in transport.neighbours[source].enumerated() {
        let mass = min(unmovedSupply[source], openDemand[sink])
        guard !mass.isZero else { continue }
        flow[source][slot] = mass
        unmovedSupply[source] -= mass
        openDemand[sink] -= mass
      }
    }
  }

  /// The least minimum cut H: the sinks from which the residual network reaches open demand.
  ///
  /// Every source with a neighbour in H reaches open demand too, so the value of the flow is
  /// f(H) + demand(outside H), with f as in ``MembershipTransport/reach(of:)``.
  func leastMinimumCut() -> [Bool] {
    var isInCut = openDemand.map { !$0.isZero }
    var isSourceSeen = [Bool](repeating: false, count: unmovedSupply.count)
    var queue = isInCut.indices.filter { isInCut[$0] }
    while let sink = queue.popLast() {
      for (source, _) in incoming[sink] where !isSourceSeen[source] {
        isSourceSeen[source] = true
        for (slot, other) in transport.neighbours[source].enumerated()
        where !isInCut[other] && !flow[source][slot].isZero {
          isInCut[other] = true
          queue.append(other)
        }
      }
    }
    return isInCut
  }

  /// Distances from the sources with supply left, in arcs of the residual network.
  private struct Layers {
    var ofSource: [Int]
    var ofSink: [Int]
    var nextSlot: [Int]
    var nextIncoming: [Int]

    /// `nil` when no sink with open demand can be reached: the flow is then largest.
    init?(_ network: MaximumFlow) {
      ofSource = network.unmovedSupply.map { $0.isZero ? -1 : 0 }
      ofSink = Array(repeating: -1, count: network.openDemand.count)
      nextSlot = Array(repeating: 0, count: ofSource.count)
      nextIncoming = Array(repeating: 0, count: ofSink.count)
      var frontier = ofSource.indices.filter { ofSource[$0] == 0 }
      var depth = 0
      var isOpen = false
      while !frontier.isEmpty && !isOpen {
        var next: [Int] = []
        for source in frontier {
          for sink in network.transport.neighbours[source] where ofSink[sink] < 0 {
            ofSink[sink] = depth + 1
            if !network.openDemand[sink].isZero { isOpen = true }
            for (other, slot) in network.incoming[sink]
            where ofSource[other] < 0 && !network.flow[other][slot].isZero {
              ofSource[other] = depth + 2
              next.append(other)
            }
          }
        }
        frontier = next
        depth += 2
      }
      guard isOpen else { return nil }
    }
  }

  private mutating func augment(along layers: inout Layers) {
    for source in flow.indices where layers.ofSource[source] == 0 {
      while !unmovedSupply[source].isZero {
        let moved = push(from: source, atMost: unmovedSupply[source], &layers)
        guard !moved.isZero else { break }
        unmovedSupply[source] -= moved
      }
    }
  }

  private mutating func push(
    from source: Int, atMost limit: Rational, _ layers: inout Layers
  ) -> Rational {
    let list = transport.neighbours[source]
    while layers.nextSlot[source] < list.count {
      let slot = layers.nextSlot[source]
      let sink = list[slot]
      if layers.ofSink[sink] == layers.ofSource[source] + 1 {
        let moved = push(through: sink, atMost: limit, &layers)
        if !moved.isZero {
          flow[source][slot] += moved
          return moved
        }
      }
      layers.nextSlot[source] += 1
    }
    return 0
  }

  private mutating func push(
    through sink: Int, atMost limit: Rational, _ layers: inout Layers
  ) -> Rational {
    if !openDemand[sink].isZero {
      let moved = min(limit, openDemand[sink])
      openDemand[sink] -= moved
      return moved
    }
    while layers.nextIncoming[sink] < incoming[sink].count {
      let (other, slot) = incoming[sink][layers.nextIncoming[sink]]
      let returned = flow[other][slot]
      if layers.ofSource[other] == layers.ofSink[sink] + 1 && !returned.isZero {
        let moved = push(from: other, atMost: min(limit, returned), &layers)
        if !moved.isZero {
          flow[other][slot] -= moved
          return moved
        }
      }
      layers.nextIncoming[sink] += 1
    }
    return 0
  }
}
