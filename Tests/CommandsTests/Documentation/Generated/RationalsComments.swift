// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Rationals
import Testing

@Suite("RationalsComments: code in documents")
struct RationalsCommentsSnippets {
  @Test("Sources/Rationals/Integer.swift, example 1")
  func Integer1() throws {
    let document = "Sources/Rationals/Integer.swift"
    var square = Integer(3)
    square.setPower(of: Integer(12), to: 2)
    shows(square.rational, #"144"#, document, #"square.rational   // → 144"#)
  }

  @Test("Sources/Rationals/IntegerVector.swift, example 1")
  func IntegerVector1() throws {
    let document = "Sources/Rationals/IntegerVector.swift"
    let weights = IntegerVector([1 / 2, 1 / 3, 1 / 6], times: 6)
    shows(weights[0], #"3"#, document, #"weights[0]                                    // → 3"#)
    shows(weights.sum, #"6"#, document, #"weights.sum                                   // → 6"#)
  }

  @Test("Sources/Rationals/Rational.swift, example 1")
  func Rational1() throws {
    let document = "Sources/Rationals/Rational.swift"
    shows(Rational("0.1")!, #"1/10"#, document, #"Rational("0.1")!                      // → 1/10"#)
    shows(Rational(exactly: 0.1)!, #"3602879701896397/36028797018963968"#, document, #"Rational(exactly: 0.1)!               // → 3602879701896397/36028797018963968"#)
    shows(Rational(1, 3) + 1 / 6, #"1/2"#, document, #"Rational(1, 3) + 1 / 6                // → 1/2"#)
    shows(Rational(1 / 2), #"0"#, document, #"Rational(1 / 2)                       // → 0"#)
    shows((2 / 3 as Rational).raised(to: -100) > 1, #"true"#, document, #"(2 / 3 as Rational).raised(to: -100) > 1   // → true"#)
  }
}
