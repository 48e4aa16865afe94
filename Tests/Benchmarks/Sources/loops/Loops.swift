// SPDX-License-Identifier: GPL-3.0-or-later

import PlainLoops
import SpeculativeDecoding

/// What needs no process of its own: SpecHub's closed form in `Double` beside a plain C loop, and the
/// exact maximum flow.
@main
enum Loops {
  static func main() {
    printRates()
    print()
    Flows.print()
  }

  /// Microseconds a call, the least of many, because whatever else the machine does only adds to it.
  private static func printRates() {
    print("| n | Swift: rate | C: rate | ratio | Swift: hub and rate | C: hub and rate | ratio |")
    print("|---|---|---|---|---|---|---|")
    for size in [1_000, 32_000, 152_064] {
      var state: UInt64 = 7
      func weights() -> [Double] {
        let raw = (0..<size).map { _ -> Double in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return Double(state >> 11) * 0x1p-53
        }
        let sum = raw.reduce(0, +)
        return raw.map { $0 / sum }
      }
      let (target, draft) = (weights(), weights())
      let hub = Int(plain_mode(draft, size))
      var sink = 0.0
      let swift = least {
        sink += SpecHubPlan.acceptanceRate(target: target.span, draft: draft.span, hub: hub)
      }
      let plain = least { sink += plain_rate(target, draft, size, hub) }
      let swiftBoth = least {
        sink += SpecHubPlan.acceptanceRate(target: target.span, draft: draft.span)
      }
      let plainBoth = least {
        sink += plain_rate(target, draft, size, plain_mode(draft, size))
      }
      precondition(sink > 0, "the calls are made")
      print(
        "| \(size) | \(text(swift)) | \(text(plain)) | \(text(swift / plain)) "
          + "| \(text(swiftBoth)) | \(text(plainBoth)) | \(text(swiftBoth / plainBoth)) |")
    }
  }

  private static func least(_ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    return (0..<300).map { _ in
      let duration = clock.measure(body)
      return Double(duration.components.attoseconds) * 1e-12
        + Double(duration.components.seconds) * 1e6
    }.min() ?? 0
  }

  private static func text(_ number: Double) -> String {
    String((number * 100).rounded() / 100)
  }
}
