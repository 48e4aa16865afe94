// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals
import Testing

@testable import Commands

@Suite("Floats by their bits")
struct BitPatternTests {
  @Test("every format agrees with the machine, subnormals and signs included")
  func agreement() {
    for _ in 0..<4000 {
      let bits = UInt32.random(in: .min ... .max)
      let single = Float(bitPattern: bits)
      #expect(BitPatterns.float32.value(UInt64(bits)) == Rational(exactly: Double(single)))
      let double = Double(bitPattern: UInt64(bits) << 32 | UInt64(~bits))
      #expect(BitPatterns.float64.value(double.bitPattern) == Rational(exactly: double))
      // A bfloat16 is the upper half of a float32.
      let upper = Float(bitPattern: bits & 0xffff_0000)
      #expect(
        BitPatterns.bfloat16.value(UInt64(bits >> 16)) == Rational(exactly: Double(upper)))
    }
  }

  @Test("float16 by hand")
  func float16() {
    let known: [(bits: UInt64, value: Rational)] = [
      (0x3c00, 1), (0xc000, -2), (0x3555, Rational(1365, 4096)), (0x0001, Rational(1, 1 << 24)),
      (0x7bff, 65504), (0x0000, 0),
    ]
    for (bits, value) in known { #expect(BitPatterns.float16.value(bits) == value) }
  }

  @Test("NaN and infinities are no numbers")
  func refusals() {
    #expect(BitPatterns.float16.value(0x7c00) == nil)
    #expect(BitPatterns.float32.value(0xff80_0000) == nil)
    #expect(BitPatterns.float32.value(0x7fc0_0000) == nil)
    #expect(BitPatterns.float64.value(0x7ff0_0000_0000_0000) == nil)
  }
}
