// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Speculative sampling with uniforms on a grid of 2ᵇ points.
struct GridInput {
  private let grid: UniformGrid

  init(_ reader: inout AuditReader) throws {
    let target = try reader.distribution("p")
    let draft = try reader.distribution("q")
    guard target.count == draft.count else {
      throw reader.root.error(
        "p has \(target.count) tokens and q \(draft.count): they must share a vocabulary")
    }
    let bitsCursor = try reader.root.required("grid_bits")
    let bits = try bitsCursor.integer()
    guard (0...4096).contains(bits) else {
      throw bitsCursor.error(expected: "a number of bits from 0 to 4096")
    }
    let ruleCursor = try reader.root.required("rule")
    guard let comparison = UniformGrid.Comparison(rawValue: try ruleCursor.string()) else {
      throw ruleCursor.error(expected: "\"lt\" or \"le\"")
    }
    grid = UniformGrid(target: target, draft: draft, bits: bits, comparison: comparison)
  }

  func answer() -> AuditAnswer {
    let kernel = grid.kernel
    var answer = AuditAnswer(law: kernel.outputLaw, target: grid.target.probabilities)
    answer.add("alpha", .exact(kernel.acceptanceRate))
    answer.lines.append("acceptance \(kernel.acceptanceRate.withDecimal)")
    if let token = impossible {
      answer.add("impossible_token", .integer(token))
      answer.lines.append(
        "token \(token), which the target never emits, is accepted at u = 0: compare with u < p/q")
    }
    return answer
  }

  /// A token of p = 0 that is accepted all the same.
  private var impossible: Int? {
    grid.draft.support.first { grid.target[$0].isZero && !grid.acceptance(of: $0).isZero }
  }
}
