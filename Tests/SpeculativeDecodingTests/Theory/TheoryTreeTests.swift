// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

/// Chains and trees of drafts.
@Suite("Theory: trees")
struct TheoryTreeTests {
  @Test("Property 39: block verification ≥ token by token, and is the tree program of a chain")
  func property39() throws {
    try forAll("39, longer chains", { ($0.model(upTo: 3), $0.integer(in: 1...4)) }) {
      model, length in
      let widths = Array(repeating: 1, count: length)
      let block = try TreeTests.accepted("block", widths, model)
      try demand(block >= (try TreeTests.accepted("single", widths, model)), "token is better")
    }
    try forAll("39", { ($0.model(upTo: 2), $0.integer(in: 1...2)) }) { model, length in
      let widths = Array(repeating: 1, count: length)
      let block = try TreeTests.accepted("block", widths, model)
      let optimum = try TreeTests.accepted("tree-lp", widths, model)
      try demand(block == optimum, "length \(length): \(block) ≠ \(optimum)")
    }
  }

  @Test("Property 40: the tree program ≥ look-ahead ≥ the optimum node by node ≥ RRS")
  func property40() throws {
    try forAll("40, node by node", { $0.model(upTo: 3) }) { model in
      func value(_ id: String) throws -> Rational { try TreeTests.accepted(id, [2, 2], model) }
      let lookAhead = try value("lookahead")
      let best = try value("otm-iid")
      let rrs = try value("rrs")
      try demand(lookAhead >= best, "otm-iid")
      try demand(best >= rrs, "rrs")
      try demand(rrs >= (try value("single")), "single")
      let without = try value("lookahead-without-replacement")
      try demand(without >= (try value("otm-without-replacement")), "otm-without-replacement")
      try demand(without >= (try value("rrsw")), "rrsw")
    }
    try forAll(
      "40", { ($0.model(upTo: 2), $0.pick(from: [[2], [1, 2], [2, 1], [3], [2, 2]])) }
    ) { model, widths in
      let optimum = try TreeTests.accepted("tree-lp", widths, model)
      try demand(optimum >= (try TreeTests.accepted("lookahead", widths, model)), "look-ahead")
    }
  }
}
