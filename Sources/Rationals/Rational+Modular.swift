// SPDX-License-Identifier: GPL-3.0-or-later

extension Rational {
  /// The remainder of an integer in 0 ..< modulus.
  package func residue(modulo modulus: UInt64) -> UInt64 {
    precondition(isInteger, "only an integer has a residue")
    if case .small(let value, _) = storage {
      let rest = Int(truncatingIfNeeded: value % Int(modulus))
      return UInt64(rest < 0 ? rest + Int(modulus) : rest)
    }
    return large.residue(modulo: modulus)
  }

  /// Divides an integer by one of its divisors.
  package mutating func divideExactly(by divisor: UInt64) {
    if case .small(let value, 1) = storage {
      storage = .small(value / Int(divisor), 1)
    } else {
      let quotient = LargeRational()
      quotient.assign(quotient, .add, large)
      quotient.divideExactly(by: divisor)
      self = Rational(quotient)
    }
  }

  /// The integer as a machine integer of 128 bits, when it is below 2¹²⁵ in magnitude.
  package var int128: Int128? {
    switch storage {
    case .small(let value, 1): return Int128(value)
    case .small: return nil
    case .large(let large):
      guard large.isInteger, large.numeratorBitWidth <= 125 else { return nil }
      return large.int128
    }
  }
}
