// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import ExactSolving
import LinearPrograms
import OptimalTransport
import Rationals
import Testing

@Suite("OptimalTransportOptimalTransport: code in documents")
struct OptimalTransportOptimalTransportSnippets {
  @Test("Sources/OptimalTransport/OptimalTransport.docc/OptimalTransport.md, example 1")
  func OptimalTransport1() throws {
    let document = "Sources/OptimalTransport/OptimalTransport.docc/OptimalTransport.md"

    let transport = MembershipTransport(
      supply: [1 / 2, 1 / 2], demand: [1 / 4, 3 / 4], neighbours: [[0], [0, 1]])
    let largest = transport.largestAcceptance()
    shows(largest.value, #"3/4"#, document, #"largest.value                                   // → 3/4"#)
    shows(largest.cut.sinks, #"[1]"#, document, #"largest.cut.sinks                               // → [1]"#)
    shows(transport.reach(of: [1]) + 1 / 4, #"3/4"#, document, #"transport.reach(of: [1]) + 1 / 4                // → 3/4"#)
    shows(largest.isProved, #"true"#, document, #"largest.isProved                                // → true"#)

    let full = CouplingProgram(transport).program
    let inside = AcceptanceProgram(transport).program
    let solver = ExactSolver(oracle: NoOracle())
    if case .optimal(let moved) = try solver.solve(full).outcome,
      case .optimal(let kept) = try solver.solve(inside).outcome
    {
    shows(  full.objective(at: moved.primal), #"1/4"#, document, #"full.objective(at: moved.primal)              // → 1/4"#)
    shows(  inside.objective(at: kept.primal), #"3/4"#, document, #"inside.objective(at: kept.primal)             // → 3/4"#)
    }
  }
}
