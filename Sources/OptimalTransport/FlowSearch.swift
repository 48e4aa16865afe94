// SPDX-License-Identifier: GPL-3.0-or-later

/// Dinic's algorithm on the network start → source → neighbour → end with capacities supply, unlimited,
/// demand.
///
/// Every phase finds a blocking flow in the layered graph of shortest augmenting paths; at most
/// 2·√(number of nodes) phases matter on such networks in practice, and at most as many as there are
/// nodes in any case. Paths are kept on a list, not on the call stack, so that their length is no matter.
///
/// Cost: a phase walks every arc once, plus one walk an augmentation. Source: Dinic 1970.
struct FlowSearch<Mass: FlowMass> {
  let network: FlowNetwork
  /// By arc.
  private(set) var flow: [Mass]
  /// Supply that stays at each source.
  private(set) var unmoved: [Mass]
  /// Demand left open at each sink.
  private(set) var open: [Mass]
  private var sourceLayer: [Int32]
  private var sinkLayer: [Int32]
  private var nextArc: [Int32]
  private var nextIncoming: [Int32]
  /// Arcs of the path: forward, back, forward, …
  private var path: [Int32] = []

  init(_ network: FlowNetwork, supply: [Mass], demand: [Mass]) {
    self.network = network
    flow = Array(repeating: .zero, count: network.arcCount)
    unmoved = supply
    open = demand
    sourceLayer = Array(repeating: -1, count: supply.count)
    sinkLayer = Array(repeating: -1, count: demand.count)
    nextArc = network.first
    nextIncoming = network.firstIncoming
    moveGreedily()
    while makeLayers() {
      for source in unmoved.indices where sourceLayer[source] == 0 { augment(from: source) }
    }
  }

  /// Every source first serves its neighbours in order; most of the flow is found here.
  private mutating func moveGreedily() {
    for source in unmoved.indices {
      for arc in network.arcs(of: source) {
        let sink = Int(network.sinks[arc])
        let mass = min(unmoved[source], open[sink])
        guard !mass.isZero else { continue }
        flow[arc] = mass
        unmoved[source] -= mass
        open[sink] -= mass
      }
    }
  }

  /// Distances from the sources with supply left, in arcs of the residual network; whether open demand
  /// is within reach.
  private mutating func makeLayers() -> Bool {
    nextArc = network.first
    nextIncoming = network.firstIncoming
    for sink in sinkLayer.indices { sinkLayer[sink] = -1 }
    var frontier: [Int32] = []
    for source in unmoved.indices {
      sourceLayer[source] = unmoved[source].isZero ? -1 : 0
      if sourceLayer[source] == 0 { frontier.append(Int32(source)) }
    }
    var depth: Int32 = 0
    while !frontier.isEmpty {
      var next: [Int32] = []
      var isOpen = false
      for source in frontier {
        for arc in network.arcs(of: Int(source)) {
          let sink = Int(network.sinks[arc])
          guard sinkLayer[sink] < 0 else { continue }
          sinkLayer[sink] = depth + 1
          if !open[sink].isZero { isOpen = true }
          for place in Int(network.firstIncoming[sink])..<Int(network.firstIncoming[sink + 1]) {
            let back = Int(network.incoming[place])
            let other = Int(network.sources[back])
            if sourceLayer[other] < 0, !flow[back].isZero {
              sourceLayer[other] = depth + 2
              next.append(Int32(other))
            }
          }
        }
      }
      if isOpen { return true }
      frontier = next
      depth += 2
    }
    return false
  }

  /// Sends what the layers allow from one source, path by path.
  private mutating func augment(from root: Int) {
    path.removeAll(keepingCapacity: true)
    while !unmoved[root].isZero {
      if path.count % 2 == 0 {
        // At a source: the root, or where the last back arc leads.
        let source = path.last.map { Int(network.sources[Int($0)]) } ?? root
        guard advance(fromSource: source) else {
          if path.isEmpty { return }
          retreat()
          continue
        }
      } else {
        let sink = Int(network.sinks[Int(path[path.count - 1])])
        if !open[sink].isZero {
          send(from: root, to: sink)
        } else if !advance(fromSink: sink) {
          retreat()
        }
      }
    }
  }

  private mutating func advance(fromSource source: Int) -> Bool {
    let end = network.first[source + 1]
    while nextArc[source] < end {
      let arc = nextArc[source]
      if sinkLayer[Int(network.sinks[Int(arc)])] == sourceLayer[source] + 1 {
        path.append(arc)
        return true
      }
      nextArc[source] += 1
    }
    return false
  }

  private mutating func advance(fromSink sink: Int) -> Bool {
    let end = network.firstIncoming[sink + 1]
    while nextIncoming[sink] < end {
      let arc = network.incoming[Int(nextIncoming[sink])]
      if sourceLayer[Int(network.sources[Int(arc)])] == sinkLayer[sink] + 1,
        !flow[Int(arc)].isZero
      {
        path.append(arc)
        return true
      }
      nextIncoming[sink] += 1
    }
    return false
  }

  /// Leaves a dead end: the arc that led there is not tried again.
  private mutating func retreat() {
    let arc = Int(path.removeLast())
    if path.count % 2 == 0 {
      nextArc[Int(network.sources[arc])] += 1
    } else {
      nextIncoming[Int(network.sinks[arc])] += 1
    }
  }

  /// Moves as much as the path takes, and goes back to where it is used up.
  private mutating func send(from root: Int, to sink: Int) {
    var mass = min(unmoved[root], open[sink])
    for place in stride(from: 1, to: path.count, by: 2) { mass = min(mass, flow[Int(path[place])]) }
    unmoved[root] -= mass
    open[sink] -= mass
    var length = path.count
    for (place, arc) in path.enumerated() {
      if place % 2 == 0 {
        flow[Int(arc)] += mass
      } else {
        flow[Int(arc)] -= mass
        if flow[Int(arc)].isZero { length = min(length, place) }
      }
    }
    path.removeLast(path.count - length)
  }
}
