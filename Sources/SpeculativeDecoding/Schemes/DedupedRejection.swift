// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
import Rationals

/// Recursive rejection sampling that skips repeated drafts: **not lossless**.
///
/// Drafts are drawn with replacement, but a token that was rejected before is passed over without
/// updating the residual, as if it had not been drafted. The acceptance at two drafts is that of
/// ``RRS``, the emitted law is not p. It is here because it runs in the wild (SpecHub's EAGLE port).
public struct DedupedRejection: Scheme {
  /// Nothing to configure.
  public init() {}

  public var id: String { "rrs-dedupe" }
  public var summary: String {
    "RRS that skips repeated drafts (EAGLE port of SpecHub); not lossless"
  }

  public func sampling(at position: Position) throws(SchemeError) -> Sampling { .iid }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    try smallKernel(at: position).acceptedMass.map { Enclosure($0) }
  }

  /// Whether it happens to emit p at this position.
  public func isLossless(at position: Position) throws(SchemeError) -> Bool {
    try smallKernel(at: position).outputLaw == position.target.probabilities
  }

  private func smallKernel(at position: Position) throws(SchemeError) -> Kernel {
    let tuples = DraftLaw.tupleCount(of: position.draft, drafts: position.drafts, sampling: .iid)
    let (numbers, overflow) = tuples.multipliedReportingOverflow(by: position.target.count)
    guard !overflow, numbers <= SchemeError.kernelLimit else {
      throw .kernelTooLarge(overflow ? .max : numbers)
    }
    return try kernel(at: position)
  }

  public func kernel(at position: Position) throws(SchemeError) -> Kernel {
    let (target, draft) = (position.target, position.draft)
    let law = try law(at: position)
    // The residual after i rejections, whichever tokens were rejected.
    let rule = RecursiveRejection(position, replacement: true)
    let residuals = rule.thresholds.map { threshold -> [Rational]? in
      let total = position.order.excess(over: threshold)
      guard !total.isZero else { return nil }
      return zip(target.probabilities, draft.probabilities).map {
        max(0, $0 - threshold * $1) / total
      }
    }
    return Kernel(
      rows: law.entries.map { entry in
        var accepted = [Rational](repeating: 0, count: target.count)
        var reached: Rational = 1
        var rejected: [Int] = []
        for token in entry.drafts where !rejected.contains(token) {
          guard let residual = residuals[rejected.count] else { break }
          let test = min(1, residual[token] / draft[token])
          accepted[token].addProduct(reached, test)
          reached *= 1 - test
          rejected.append(token)
          if reached.isZero { break }
        }
        let residual = residuals[rejected.count] ?? target.probabilities
        return Kernel.Row(
          drafts: entry.drafts, probability: entry.probability,
          output: zip(accepted, residual).map { $0 + reached * $1 }, accepted: accepted)
      })
  }
}
