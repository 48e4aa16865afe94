// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import ExactSolving
import GLPK
import LPFormats
import LPWriting
import LinearPrograms
import OptimalTransport
import Rationals
import Testing

@Suite("OptimalTransportComments: code in documents")
struct OptimalTransportCommentsSnippets {
  @Test("Sources/OptimalTransport/Distribution.swift, example 1")
  func Distribution1() throws {
    let document = "Sources/OptimalTransport/Distribution.swift"
    let draft = try Distribution([1 / 2, 1 / 3, 1 / 6])   // Rational literals
    shows(draft.mode, #"0"#, document, #"draft.mode                                            // → 0"#)
    refuses(#"the sum is 5/6 (about 0.833333333333), not 1"#, document, #"try Distribution([1 / 2, 1 / 3])                      // throws: the sum is 5/6 (about 0.833333333333), not 1"#) { _ = try Distribution([1 / 2, 1 / 3]) }
    shows(try Distribution(normalizing: [3, 2, 1])[0], #"1/2"#, document, #"try Distribution(normalizing: [3, 2, 1])[0]           // → 1/2"#)
  }

  @Test("Sources/OptimalTransport/MembershipTransport.swift, example 1")
  func MembershipTransport1() throws {
    let document = "Sources/OptimalTransport/MembershipTransport.swift"
    let transport = MembershipTransport(
      supply: [1 / 2, 1 / 2], demand: [1 / 4, 3 / 4], neighbours: [[0], [0, 1]])
    shows(transport.reach(of: [0]), #"1"#, document, #"transport.reach(of: [0])                      // → 1"#)
    shows(transport.reach(of: [1]), #"1/2"#, document, #"transport.reach(of: [1])                      // → 1/2"#)
    shows(transport.largestAcceptance().value, #"3/4"#, document, #"transport.largestAcceptance().value           // → 3/4"#)
    shows(transport.largestAcceptance().plan.outflow, #"[1/4, 1/2]"#, document, #"transport.largestAcceptance().plan.outflow    // → [1/4, 1/2]"#)
  }

  @Test("Sources/OptimalTransport/MinimumCut.swift, example 1")
  func MinimumCut1() throws {
    let document = "Sources/OptimalTransport/MinimumCut.swift"
    let transport = MembershipTransport(
      supply: [1 / 2, 1 / 2], demand: [1 / 4, 3 / 4], neighbours: [[0], [0, 1]])
    let cut = MinimumCut.bySubsets(of: transport)!
    shows(cut.sinks, #"[1]"#, document, #"cut.sinks                                     // → [1]"#)
    shows(cut.value, #"3/4"#, document, #"cut.value                                     // → 3/4"#)
  }
}
