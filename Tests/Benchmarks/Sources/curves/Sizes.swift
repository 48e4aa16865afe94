// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import Measuring

/// Float32 softmax pairs of growing vocabularies: our exact, certified answer beside numpy's evaluation
/// of the same formula in float64.
struct Sizes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "User CPU seconds by vocabulary size and law, with fitted exponents.")

  @OptionGroup var tools: Tools

  @Option(parsing: .upToNextOption, help: "Vocabulary sizes.")
  var sizes: [Int] = [10, 100, 1_000, 10_000, 32_000, 152_064, 1_000_000]

  private static let laws: [(sampling: String, drafts: Int)] = [
    ("iid", 2), ("iid", 8), ("without-replacement", 2), ("hub", 2), ("greedy", 4),
  ]

  func run() throws {
    try withFolder { folder in
      print("user CPU seconds of whole processes; numpy: its formula alone, and with reading")
      print(
        "| drafts | n | solve, certify | certcheck | MB | numpy formula | numpy process | ours / numpy process |"
      )
      print("|---|---|---|---|---|---|---|---|")
      for law in Self.laws {
        var points: [(size: Int, seconds: Double)] = []
        for size in sizes {
          let instance = folder.appendingPathComponent("instance.json").path
          try write(size, law, to: instance)
          let certificate = folder.appendingPathComponent("certificate").path
          let (solved, checked) = try tools.solve(instance, certificate: certificate)
          let numpy = try ChildProcess.run(
            [tools.python, "-c", Self.numpy, instance], cpuLimit: 600)
          let formula = Double(
            numpy.output.split(separator: " ").first.map(String.init) ?? "")
          let ours = solved.userSeconds
          print(
            "| \(law.sampling) \(law.drafts) | \(size) | \(text(ours)) "
              + "| \(text(checked.userSeconds)) | \(Int(solved.megabytes)) "
              + "| \(formula.map(text) ?? "–") | \(text(numpy.userSeconds)) "
              + "| \(text(ours / numpy.userSeconds)) |")
          points.append((size, ours))
        }
        if let exponent = exponent(points) {
          print("| \(law.sampling) \(law.drafts) | time ~ n^\(text(exponent)) | | | | | | |")
        }
      }
    }
  }

  /// The slope of log time over log size where the time is more than the start of a process.
  private func exponent(_ points: [(size: Int, seconds: Double)]) -> Double? {
    let measured = points.filter { $0.seconds >= 0.02 }
      .map { (x: log(Double($0.size)), y: log($0.seconds)) }
    guard measured.count >= 2 else { return nil }
    let count = Double(measured.count)
    let meanX = measured.reduce(0) { $0 + $1.x } / count
    let meanY = measured.reduce(0) { $0 + $1.y } / count
    let above = measured.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
    return above / measured.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
  }

  /// Logits of standard deviation 3 for the target, and 1 more between it and the draft.
  private func write(_ size: Int, _ law: (sampling: String, drafts: Int), to path: String) throws {
    var generator = SeededGenerator(state: UInt64(size))
    func normal() -> Double {
      let u = Double.random(in: 1e-300..<1, using: &generator)
      return (-2 * log(u)).squareRoot() * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
    }
    func patterns(_ logits: [Double]) -> String {
      let weights = logits.map { exp($0) }
      let sum = weights.reduce(0, +)
      return weights.map { weight in
        let digits = String(Float(weight / sum).bitPattern, radix: 16)
        return "\"" + String(repeating: "0", count: 8 - digits.count) + digits + "\""
      }.joined(separator: ",")
    }
    let logits = (0..<size).map { _ in 3 * normal() }
    let text = """
      {"p_hex":[\(patterns(logits))],"q_hex":[\(patterns(logits.map { $0 + normal() }))],
      "drafts":\(law.drafts),"sampling":"\(law.sampling)"}
      """
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private static let numpy = """
    import sys, json, time
    import numpy as np
    d = json.load(open(sys.argv[1]))
    def floats(h): return np.array([int(x, 16) for x in h], dtype=np.uint32).view(np.float32).astype(np.float64)
    p, q, k, s = floats(d['p_hex']), floats(d['q_hex']), d['drafts'], d['sampling']
    start = time.process_time()
    p = p / p.sum(); q = q / q.sum()
    if s in ('hub', 'greedy'):
        g = np.argsort(-q, kind='stable')[:k - 1]
        a = np.minimum(p, q / (1 - q[g].sum())); a[g] = p[g]; value = a.sum()
    else:
        o = np.argsort(-(p / q))
        t = np.concatenate(([0], np.cumsum(q[o]))); c = np.concatenate(([0], np.cumsum(p[o])))
        if s == 'iid': f = 1 - (1 - t) ** k
        else:
            r = q[o] / (1 - q[o]); f = t * (1 + r.sum() - np.concatenate(([0], np.cumsum(r))))
        value = (f + 1 - c).min()
    print(time.process_time() - start, value)
    """
}
