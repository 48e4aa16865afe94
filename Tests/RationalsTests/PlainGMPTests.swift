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

  @Test("operands of a thousand digits, out of place and in place")
  func hugeOperands() throws {
    try forAll(
      "the same digits as GMP, huge",
      { choices in (choices.hugeRational(words: 55), choices.hugeRational(words: 55)) }
    ) { a, b in
      let (left, right) = (a.description, b.description)
      let sum = plain(left, right, __gmpq_add)
      let product = plain(left, right, __gmpq_mul)
      try demand((a + b).description == sum && (b + a).description == sum, "+")
      try demand((a * b).description == product, "×")
      var number = a
      number += b
      number -= a
      try demand(number == b, "+= −=")
      number *= a
      try demand(number.description == product, "*=")
      if !a.isZero {
        number /= a
        try demand(number == b, "/=")
      }
      let isLess = plain(left, right, __gmpq_sub).hasPrefix("-")
      try demand((a < b) == isLess && (b > a) == isLess, "<")
      try demand(a.description == left && b.description == right, "an operand has changed")
    }
  }
}
