// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import LinearPrograms
import Rationals
import Testing

@Suite("CertificatesComments: code in documents")
struct CertificatesCommentsSnippets {
  @Test("Sources/Certificates/Enclosure.swift, example 1")
  func Enclosure1() throws {
    let document = "Sources/Certificates/Enclosure.swift"
    shows(Enclosure(1 / 3).exact, #"1/3"#, document, #"Enclosure(1 / 3).exact                        // → 1/3"#)
    shows(Enclosure(1 / 3, 1 / 2).exact, #"nil"#, document, #"Enclosure(1 / 3, 1 / 2).exact                 // → nil"#)
  }

  @Test("Sources/Certificates/FarkasCertificate.swift, example 1")
  func FarkasCertificate1() throws {
    let document = "Sources/Certificates/FarkasCertificate.swift"
    // x ≥ 2 and x ≤ 1: once the first, minus once the second.
    var program = LinearProgram(sense: .minimize)
    let above = program.addRow("above", lower: 2)
    let below = program.addRow("below", upper: 1)
    program.addVariable(
      "x", lower: .none, entries: [.init(row: above, value: 1), .init(row: below, value: 1)])
    shows(FarkasCertificate.multipliers([1, -1]).verify(against: program), #"valid"#, document, #"FarkasCertificate.multipliers([1, -1]).verify(against: program)   // → valid"#)
  }

  @Test("Sources/Certificates/OptimalityCertificate.swift, example 1")
  func OptimalityCertificate1() throws {
    let document = "Sources/Certificates/OptimalityCertificate.swift"
    // The most of 3x where 2x ≤ 4: x = 2, and each unit of the row is worth 3/2.
    var program = LinearProgram(sense: .maximize)
    let budget = program.addRow("budget", upper: 4)
    program.addVariable("x", cost: 3, entries: [.init(row: budget, value: 2)])
    let certificate = OptimalityCertificate(primal: [2], multipliers: [3 / 2])
    shows(certificate.verify(against: program), #"valid"#, document, #"certificate.verify(against: program)          // → valid"#)
  }

  @Test("Sources/Certificates/UnboundednessCertificate.swift, example 1")
  func UnboundednessCertificate1() throws {
    let document = "Sources/Certificates/UnboundednessCertificate.swift"
    // As much of x as possible, where x ≥ y: go along (1, 1) for ever.
    var program = LinearProgram(sense: .maximize)
    let row = program.addRow("x ≥ y", lower: 0)
    program.addVariable("x", cost: 1, entries: [.init(row: row, value: 1)])
    program.addVariable("y", entries: [.init(row: row, value: -1)])
    shows(UnboundednessCertificate(point: [0, 0], ray: [1, 1]).verify(against: program), #"valid"#, document, #"UnboundednessCertificate(point: [0, 0], ray: [1, 1]).verify(against: program)   // → valid"#)
  }
}
