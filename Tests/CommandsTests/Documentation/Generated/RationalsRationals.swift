// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Rationals
import Testing

@Suite("RationalsRationals: code in documents")
struct RationalsRationalsSnippets {
  @Test("Sources/Rationals/Rationals.docc/Rationals.md, line 13")
  func Rationals13() throws {
    let document = "Sources/Rationals/Rationals.docc/Rationals.md"

    let tenth = Rational("0.1")!
    let sum = tenth + tenth + tenth
    shows(sum, #"3/10"#, document, 16)
    shows(sum == Rational(3, 10), #"true"#, document, 17)
    shows(0.1 + 0.1 + 0.1 == 0.3, #"false"#, document, 18)
    let bits = Rational(exactly: 0.1)!
    shows(bits, #"3602879701896397/36028797018963968"#, document, 24)
    shows(bits - tenth, #"1/180143985094819840"#, document, 25)
    let half = 1 / 2 as Rational
    shows(half, #"1/2"#, document, 31)
    shows(half == Rational(1, 2), #"true"#, document, 32)
    shows(Rational(1 / 2), #"0"#, document, 33)
    shows(try Rational(parsing: "2.5e-3"), #"1/400"#, document, 39)
    shows(try Rational(parsing: "0x1.8p-3"), #"3/16"#, document, 40)
    shows(try Rational(parsing: "-10/4"), #"-5/2"#, document, 41)
    refuses(#"the denominator is 0"#, document, 42) { _ = try Rational(parsing: "1/0") }
  }
}
