// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Measuring

/// The same small instances as linear programs for an exact solver, as explicit laws for our maximum
/// flow, as closed forms, and as a cost matrix for POT's floating-point `ot.emd`.
struct Programs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "User CPU seconds of optimum beside QSopt_ex and POT on the same instances.")

  @OptionGroup var tools: Tools

  @Option(parsing: .upToNextOption, help: "Sizes n of the full OTM program (n³ variables).")
  var full: [Int] = [16, 32, 48]

  @Option(parsing: .upToNextOption, help: "Sizes n of the acceptance program (2n² − n variables).")
  var acceptance: [Int] = [32, 64, 128, 256]

  @Option(help: "CPU seconds after which QSopt_ex is given up.")
  var limit = 120

  func run() throws {
    try withFolder { folder in
      print("user CPU seconds of whole processes, two independent drafts; > means given up")
      print(
        "| program | n | esolver | closed form | check | esolver / closed form | flow of the explicit law | check | POT emd | α agrees |"
      )
      print("|---|---|---|---|---|---|---|---|---|---|")
      for (kind, sizes) in [("full", full), ("acceptance", acceptance)] {
        for size in sizes { try compare(kind: kind, size: size, in: folder) }
      }
    }
  }

  private func compare(kind: String, size: Int, in folder: URL) throws {
    var generator = SeededGenerator(state: UInt64(size))
    let (target, draft) = (weights(size, &generator), weights(size, &generator))
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    let lists = "\"target\": \(target), \"draft\": \(draft), \"total\": 1024, \"drafts\": 2"
    try "{\(lists)}".write(toFile: path("iid.json"), atomically: true, encoding: .utf8)
    try "{\(lists), \"sampling\": {\"joint\": [\(tuples(draft))]}}"
      .write(toFile: path("joint.json"), atomically: true, encoding: .utf8)
    let export = try ChildProcess.run(
      [
        tools.tool, "export", "lp", path("iid.json"), "--program", kind, "--decimals", "--output",
        path("model.lp"),
      ], cpuLimit: 600)
    guard export.exitStatus == 0 else { throw Failure("export failed: \(export.output)") }
    let peer = try ChildProcess.run(["esolver", "-L", path("model.lp")], cpuLimit: limit)
    // So short that the clock of the system is too coarse for one run: the mean of many.
    let closed = try tools.solve(path("iid.json"), certificate: path("c"), runs: 50)
    let flow = try tools.solve(path("joint.json"), certificate: path("c"))
    let pot = try ChildProcess.run(
      [tools.python, "-c", Self.pot, path("iid.json")], cpuLimit: limit)
    // It has checked the certificate that it wrote; the check of another program comes on top.
    let ours = closed.solved.userSeconds
    let alpha = [closed.solved.output, flow.solved.output].map { field($0, after: "\"alpha\": \"") }
    let isSame = alpha[0] != nil && alpha[0] == alpha[1]
    print(
      "| \(kind) | \(size) | \(peer.timedOut ? "> \(limit)" : text(peer.userSeconds)) "
        + "| \(text(closed.solved.userSeconds)) | \(text(closed.checked.userSeconds)) "
        + "| \(peer.timedOut ? "> " : "")\(Int(peer.userSeconds / max(ours, 0.001))) "
        + "| \(text(flow.solved.userSeconds)) | \(text(flow.checked.userSeconds)) "
        + "| \(pot.exitStatus == 0 ? text(pot.userSeconds) : "–") "
        + "| \(isSame && agrees(alpha[0], peer, kind) ? "yes" : "NO: \(alpha)") |")
  }

  /// Whether the peer, if it answered, has the same fraction: α, or 1 − α for the full program.
  private func agrees(_ alpha: String?, _ peer: ChildProcess, _ kind: String) -> Bool {
    guard !peer.timedOut, let found = field(peer.output, after: "Value = "), let alpha else {
      return true
    }
    if kind == "acceptance" { return found == alpha }
    let parts = alpha.split(separator: "/").compactMap { Int($0) }
    guard parts.count == 2 else { return alpha == "1" && found == "0" }
    return found == "\(parts[1] - parts[0])/\(parts[1])"
  }

  private func field(_ output: String, after key: String) -> String? {
    guard let range = output.range(of: key) else { return nil }
    let value = output[range.upperBound...].prefix { !" \"\n,".contains($0) }
    return value.isEmpty ? nil : String(value)
  }

  /// `size` ≤ 1024 positive integers that sum to 1024.
  private func weights(_ size: Int, _ generator: inout SeededGenerator) -> [Int] {
    var cuts = Set<Int>()
    while cuts.count < size - 1 { cuts.insert(Int.random(in: 1..<1024, using: &generator)) }
    let ends = [0] + cuts.sorted() + [1024]
    return zip(ends, ends.dropFirst()).map { $1 - $0 }
  }

  private func tuples(_ draft: [Int]) -> String {
    draft.indices.flatMap { x in
      draft.indices.map { y in
        "{\"draft\": [\(x), \(y)], \"w\": \"\(draft[x] * draft[y])/1048576\"}"
      }
    }.joined(separator: ",\n")
  }

  private static let pot = """
    import sys, json
    import numpy as np, ot
    d = json.load(open(sys.argv[1]))
    p, q = (np.array(d[x]) / d['total'] for x in ('target', 'draft'))
    n = len(p)
    pairs = [(x, y) for x in range(n) for y in range(x, n)]
    w = np.array([q[x] * q[y] * (1 if x == y else 2) for x, y in pairs])
    cost = np.ones((len(pairs), n))
    for i, (x, y) in enumerate(pairs): cost[i, x] = cost[i, y] = 0
    print(1 - ot.emd2(w, p, cost, numItermax=10**8))
    """
}
