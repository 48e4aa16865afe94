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
  @Test("Sources/OptimalTransport/Distribution.swift, line 10")
  func Distribution10() throws {
    let document = "Sources/OptimalTransport/Distribution.swift"
    let draft = try Distribution([1 / 2, 1 / 3, 1 / 6])   // Rational literals
    shows(draft.mode, #"0"#, document, 11)
    refuses(#"the sum is 5/6 (about 0.833333333333), not 1"#, document, 12) { _ = try Distribution([1 / 2, 1 / 3]) }
    shows(try Distribution(normalizing: [3, 2, 1])[0], #"1/2"#, document, 13)
  }

  @Test("Sources/OptimalTransport/MembershipTransport.swift, line 16")
  func MembershipTransport16() throws {
    let document = "Sources/OptimalTransport/MembershipTransport.swift"
    let transport = MembershipTransport(
      supply: [1 / 2, 1 / 2], demand: [1 / 4, 3 / 4], neighbours: [[0], [0, 1]])
    shows(transport.reach(of: [0]), #"1"#, document, 18)
    shows(transport.reach(of: [1]), #"1/2"#, document, 19)
    shows(transport.largestAcceptance().value, #"3/4"#, document, 20)
    shows(transport.largestAcceptance().plan.outflow, #"[1/4, 1/2]"#, document, 21)
  }

  @Test("Sources/OptimalTransport/MinimumCut.swift, line 14")
  func MinimumCut14() throws {
    let document = "Sources/OptimalTransport/MinimumCut.swift"
    let transport = MembershipTransport(
      supply: [1 / 2, 1 / 2], demand: [1 / 4, 3 / 4], neighbours: [[0], [0, 1]])
    let cut = MinimumCut.bySubsets(of: transport)!
    shows(cut.sinks, #"[1]"#, document, 17)
    shows(cut.value, #"3/4"#, document, 18)
  }
}
