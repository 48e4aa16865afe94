// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Rationals
import Testing

@Suite("RationalsRationals: code in documents")
struct RationalsRationalsSnippets {
  @Test("Sources/Rationals/Rationals.docc/Rationals.md, example 1")
  func Rationals1() throws {
    let document = "Sources/Rationals/Rationals.docc/Rationals.md"

    let tenth = Rational("0.1")!
    let sum = tenth + tenth + tenth
    shows(sum, #"3/10"#, document, #"let sum = tenth + tenth + tenth          // → 3/10"#)
    shows(sum == Rational(3, 10), #"true"#, document, #"sum == Rational(3, 10)                   // → true"#)
    shows(0.1 + 0.1 + 0.1 == 0.3, #"false"#, document, #"0.1 + 0.1 + 0.1 == 0.3                   // → false"#)
    let bits = Rational(exactly: 0.1)!
    shows(bits, #"3602879701896397/36028797018963968"#, document, #"let bits = Rational(exactly: 0.1)!       // → 3602879701896397/36028797018963968"#)
    shows(bits - tenth, #"1/180143985094819840"#, document, #"bits - tenth                             // → 1/180143985094819840"#)
    let half = 1 / 2 as Rational
    shows(half, #"1/2"#, document, #"let half = 1 / 2 as Rational             // → 1/2"#)
    shows(half == Rational(1, 2), #"true"#, document, #"half == Rational(1, 2)                   // → true"#)
    shows(Rational(1 / 2), #"0"#, document, #"Rational(1 / 2)                          // → 0"#)
    shows(try Rational(parsing: "2.5e-3"), #"1/400"#, document, #"try Rational(parsing: "2.5e-3")          // → 1/400"#)
    shows(try Rational(parsing: "0x1.8p-3"), #"3/16"#, document, #"try Rational(parsing: "0x1.8p-3")        // → 3/16"#)
    shows(try Rational(parsing: "-10/4"), #"-5/2"#, document, #"try Rational(parsing: "-10/4")           // → -5/2"#)
    refuses(#"the denominator is 0"#, document, #"try Rational(parsing: "1/0")             // throws: the denominator is 0"#) { _ = try Rational(parsing: "1/0") }
  }
}
