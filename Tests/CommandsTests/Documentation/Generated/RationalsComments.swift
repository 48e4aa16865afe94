// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Rationals
import Testing

@Suite("RationalsComments: code in documents")
struct RationalsCommentsSnippets {
  @Test("Sources/Rationals/Integer.swift, line 12")
  func Integer12() throws {
    let document = "Sources/Rationals/Integer.swift"
    var square = Integer(3)
    square.setPower(of: Integer(12), to: 2)
    shows(square.rational, #"144"#, document, 14)
  }

  @Test("Sources/Rationals/IntegerVector.swift, line 9")
  func IntegerVector9() throws {
    let document = "Sources/Rationals/IntegerVector.swift"
    let weights = IntegerVector([1 / 2, 1 / 3, 1 / 6], times: 6)
    shows(weights[0], #"3"#, document, 10)
    shows(weights.sum, #"6"#, document, 11)
  }

  @Test("Sources/Rationals/Rational.swift, line 16")
  func Rational16() throws {
    let document = "Sources/Rationals/Rational.swift"
    shows(Rational("0.1")!, #"1/10"#, document, 16)
    shows(Rational(exactly: 0.1)!, #"3602879701896397/36028797018963968"#, document, 17)
    shows(Rational(1, 3) + 1 / 6, #"1/2"#, document, 18)
    shows(Rational(1 / 2), #"0"#, document, 19)
    shows((2 / 3 as Rational).raised(to: -100) > 1, #"true"#, document, 20)
  }
}
