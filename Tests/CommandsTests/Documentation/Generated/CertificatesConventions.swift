// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import LinearPrograms
import Rationals
import Testing

@Suite("CertificatesConventions: code in documents")
struct CertificatesConventionsSnippets {
  @Test("Sources/Certificates/Certificates.docc/Conventions.md, example 1")
  func Conventions1() throws {
    let document = "Sources/Certificates/Certificates.docc/Conventions.md"

    var least = LinearProgram(sense: .minimize)
    let need = least.addRow("need", lower: 1)
    least.addVariable("x", cost: 1, entries: [.init(row: need, value: 1)])
    shows(OptimalityCertificate(primal: [1], multipliers: [1]).verify(against: least), #"valid"#, document, #"OptimalityCertificate(primal: [1], multipliers: [1]).verify(against: least)       // → valid"#)

    var greatest = LinearProgram(sense: .maximize)
    let same = greatest.addRow("need", lower: 1)
    greatest.addVariable("x", cost: -1, entries: [.init(row: same, value: 1)])
    shows(OptimalityCertificate(primal: [1], multipliers: [-1]).verify(against: greatest), #"valid"#, document, #"OptimalityCertificate(primal: [1], multipliers: [-1]).verify(against: greatest)   // → valid"#)
    var contradiction = LinearProgram(sense: .maximize)
    let above = contradiction.addRow("above", lower: 2)
    let below = contradiction.addRow("below", upper: 1)
    contradiction.addVariable(
      "x", lower: .none, entries: [.init(row: above, value: 1), .init(row: below, value: 1)])
    shows(FarkasCertificate.multipliers([1, -1]).verify(against: contradiction), #"valid"#, document, #"FarkasCertificate.multipliers([1, -1]).verify(against: contradiction)             // → valid"#)
    shows(FarkasCertificate.multipliers([-1, 1]).verify(against: contradiction).isValid, #"false"#, document, #"FarkasCertificate.multipliers([-1, 1]).verify(against: contradiction).isValid     // → false"#)
  }
}
