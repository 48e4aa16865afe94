// SPDX-License-Identifier: GPL-3.0-or-later

import CGMP
import Rationals
import TestSupport
import Testing

/// The same computation by nothing but GMP, from text to text.
@Suite("Rational agrees with plain GMP")
struct PlainGMPTests {
  private func plain(
    _ left: String, _ right: String,
    _ operation: (
      UnsafeMutablePointer<__mpq_struct>, UnsafePointer<__mpq_struct>,
      UnsafePointer<__mpq_struct>
    ) -> Void
  ) -> String {
    var (a, b, result) = (__mpq_struct(), __mpq_struct(), __mpq_struct())
    __gmpq_init(&a)
    __gmpq_init(&b)
    __gmpq_init(&result)
    defer {
      __gmpq_clear(&a)
      __gmpq_clear(&b)
      __gmpq_clear(&result)
    }
    __gmpq_set_str(&a, left, 10)
    __gmpq_set_str(&b, right, 10)
    __gmpq_canonicalize(&a)
    __gmpq_canonicalize(&b)
    operation(&result, &a, &b)
    let text = __gmpq_get_str(nil, 10, &result)!
    defer { text.deallocate() }
    return String(cString: text)
  }

  @Test("sum, difference, product, quotient and order, by their digits")
  func arithmetic() throws {
    try forAll(
      "the same digits as GMP", cases: 3000,
      { choices in
        (choices.awkwardRational(), choices.awkwardRational())
      }
    ) { a, b in
      let (left, right) = (a.description, b.description)
      try demand((a + b).description == plain(left, right, __gmpq_add), "+")
      try demand((a - b).description == plain(left, right, __gmpq_sub), "−")
      try demand((a * b).description == plain(left, right, __gmpq_mul), "×")
      if !b.isZero {
        try demand((a / b).description == plain(left, right, __gmpq_div), "÷")
      }
      let difference = plain(left, right, __gmpq_sub)
      try demand((a < b) == difference.hasPrefix("-"), "<")
      try demand((a == b) == (difference == "0"), "=")
    }
  }
}
