// SPDX-License-Identifier: GPL-3.0-or-later

/// An element of the field of integers modulo the prime 2⁶¹ − 1.
///
/// A Mersenne prime, because 2⁶¹ ≡ 1 turns the reduction of a product into a shift and an addition.
///
/// Always true: 0 ≤ value < modulus.
struct Residue: FieldElement {
  static let modulus: UInt64 = (1 << 61) - 1
  static let bitCount = 61

  let value: UInt64

  static var zero: Residue { Residue(reduced: 0) }

  /// Takes over a value below the modulus.
  @inline(__always)
  init(reduced value: UInt64) { self.value = value }

  /// The residue of a machine integer.
  @inline(__always)
  init(_ integer: Int) {
    let rest = integer % Int(Self.modulus)
    value = UInt64(rest < 0 ? rest + Int(Self.modulus) : rest)
  }

  /// The residue of a wide integer.
  @inline(__always)
  init(_ integer: Int128) {
    let magnitude = integer.magnitude
    // 2⁶¹ ≡ 1: the three digits in base 2⁶¹ add up.
    let mask = UInt128(Self.modulus)
    let sum = (magnitude & mask) + (magnitude >> 61 & mask) + magnitude >> 122
    let residue = Self.fold(UInt64(truncatingIfNeeded: sum))
    value = integer < 0 && residue != 0 ? Self.modulus - residue : residue
  }

  var isZero: Bool { value == 0 }

  /// Every residue weighs the same.
  var bitWidth: Int { 0 }

  /// Reduces a number below 2⁶³.
  @inline(__always)
  private static func fold(_ number: UInt64) -> UInt64 {
    let folded = (number & modulus) &+ (number >> 61)
    return folded >= modulus ? folded &- modulus : folded
  }

  @inline(__always)
  static func * (left: Residue, right: Residue) -> Residue {
    let (high, low) = left.value.multipliedFullWidth(by: right.value)
    // The product is below 2¹²²; its upper part in base 2⁶¹ is made of 58 + 3 bits.
    return Residue(reduced: fold((low & modulus) &+ (high << 3 | low >> 61)))
  }

  @inline(__always)
  static prefix func - (operand: Residue) -> Residue {
    Residue(reduced: operand.value == 0 ? 0 : modulus &- operand.value)
  }

  @inline(__always)
  mutating func subtractProduct(_ first: Residue, _ second: Residue) {
    let product = (first * second).value
    self = Residue(reduced: value >= product ? value &- product : value &+ Self.modulus &- product)
  }

  /// By the extended Euclidean algorithm, about 35 divisions.
  var inverse: Residue {
    var (last, rest) = (Int(Self.modulus), Int(value))
    var (lastCofactor, cofactor) = (0, 1)
    while rest > 1 {
      let quotient = last / rest
      (last, rest) = (rest, last - quotient * rest)
      (lastCofactor, cofactor) = (cofactor, lastCofactor - quotient * cofactor)
    }
    return Residue(cofactor)
  }
}
