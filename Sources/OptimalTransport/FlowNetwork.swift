// SPDX-License-Identifier: GPL-3.0-or-later

/// The arcs of a bipartite network, source by source, and the same by sink.
struct FlowNetwork {
  /// The arcs of source s are `first[s] ..< first[s + 1]`.
  let first: [Int32]
  /// By arc.
  let sinks: [Int32], sources: [Int32]
  /// The arcs into sink t are `incoming[firstIncoming[t] ..< firstIncoming[t + 1]]`.
  let firstIncoming: [Int32], incoming: [Int32]

  var sourceCount: Int { first.count - 1 }
  var sinkCount: Int { firstIncoming.count - 1 }
  var arcCount: Int { sinks.count }

  /// Cost: two passes over the arcs.
  init(neighbours: [[Int]], sinkCount: Int) {
    var first: [Int32] = [0]
    first.reserveCapacity(neighbours.count + 1)
    var sinks: [Int32] = []
    var sources: [Int32] = []
    var firstIncoming = [Int32](repeating: 0, count: sinkCount + 1)
    for (source, list) in neighbours.enumerated() {
      for sink in list {
        sinks.append(Int32(sink))
        sources.append(Int32(source))
        firstIncoming[sink + 1] += 1
      }
      first.append(Int32(sinks.count))
    }
    for sink in 0..<sinkCount { firstIncoming[sink + 1] += firstIncoming[sink] }
    var next = firstIncoming
    var incoming = [Int32](repeating: 0, count: sinks.count)
    for (arc, sink) in sinks.enumerated() {
      incoming[Int(next[Int(sink)])] = Int32(arc)
      next[Int(sink)] += 1
    }
    self.first = first
    self.sinks = sinks
    self.sources = sources
    self.firstIncoming = firstIncoming
    self.incoming = incoming
  }

  func arcs(of source: Int) -> Range<Int> { Int(first[source])..<Int(first[source + 1]) }
}
