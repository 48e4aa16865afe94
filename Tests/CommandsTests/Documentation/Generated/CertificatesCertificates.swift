// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import LinearPrograms
import Rationals
import Testing

@Suite("CertificatesCertificates: code in documents")
struct CertificatesCertificatesSnippets {
  @Test("Sources/Certificates/Certificates.docc/Certificates.md, example 1")
  func Certificates1() throws {
    let document = "Sources/Certificates/Certificates.docc/Certificates.md"

    var program = LinearProgram(sense: .minimize)
    let row = program.addRow("need", lower: 1)
    program.addVariable("x", cost: 1, entries: [.init(row: row, value: 1)])

    let right = OptimalityCertificate(primal: [1], multipliers: [1])
    shows(right.verify(against: program), #"valid"#, document, #"right.verify(against: program)           // → valid"#)

    let wrong = OptimalityCertificate(primal: [2], multipliers: [1])
    if case .invalid(let violations) = wrong.verify(against: program) {
    shows(violations[0], #"the objective is 2 but the multipliers prove only 1: gap 1"#, document, #"print(violations[0])                   // → the objective is 2 but the multipliers prove only 1: gap 1"#)
    }
  }
}
