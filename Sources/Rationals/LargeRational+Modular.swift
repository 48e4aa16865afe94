// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGMP

/// Arithmetic modulo an integer. Every number here is an integer, held as a numerator over 1.
extension LargeRational {
  /// base, base², base⁴, … as far as integers of `count` digits need them.
  static func repeatedSquares(of base: UInt64, count: Int) -> [LargeRational] {
    var squares = [LargeRational(Int(base), 1)]
    while 1 << squares.count < count {
      let last = squares[squares.count - 1]
      let next = LargeRational()
      next.assign(last, .multiply, last)
      squares.append(next)
    }
    return squares
  }

  /// The integer Σᵢ digitsᵢ·baseⁱ, where squares[k] = base^(2ᵏ).
  ///
  /// Halves are evaluated and put together, so that long products are GMP's fast ones.
  convenience init(digits: [UInt64], squares: [LargeRational]) {
    self.init()
    let value = Self.integer(digits[...], squares)
    withExtendedLifetime(value) { __gmpz_swap(numeratorPointer, value.numeratorPointer) }
  }

  private static func integer(
    _ digits: ArraySlice<UInt64>, _ squares: [LargeRational]
  ) -> LargeRational {
    if digits.count <= 16 {
      let value = LargeRational()
      withExtendedLifetime((value, squares)) {
        let base = __gmpz_get_ui(squares[0].numeratorPointer)
        for digit in digits.reversed() {
          __gmpz_mul_ui(value.numeratorPointer, value.numeratorPointer, base)
          __gmpz_add_ui(value.numeratorPointer, value.numeratorPointer, UInt(digit))
        }
      }
      return value
    }
    // The largest power of two below the number of digits.
    let level = Int.bitWidth - 1 - (digits.count - 1).leadingZeroBitCount
    let middle = digits.startIndex + (1 << level)
    let low = integer(digits[..<middle], squares)
    let high = integer(digits[middle...], squares)
    low.addProduct(high, squares[level], isNegative: false)
    return low
  }

  /// The remainder in 0 ..< modulus.
  func residue(modulo modulus: UInt64) -> UInt64 {
    withExtendedLifetime(self) { UInt64(__gmpz_fdiv_ui(numeratorPointer, UInt(modulus))) }
  }

  /// self /= divisor, which divides it.
  func divideExactly(by divisor: UInt64) {
    withExtendedLifetime(self) {
      __gmpz_divexact_ui(numeratorPointer, numeratorPointer, UInt(divisor))
    }
  }

  /// The representative of self·factor modulo `modulus` that is nearest to 0.
  func product(_ factor: LargeRational, modulo modulus: LargeRational) -> LargeRational {
    let (result, twice) = (LargeRational(), LargeRational())
    withExtendedLifetime((self, factor, modulus, result, twice)) {
      let (value, m) = (result.numeratorPointer, modulus.numeratorPointer)
      __gmpz_mul(value, numeratorPointer, factor.numeratorPointer)
      __gmpz_mod(value, value, m)
      __gmpz_mul_2exp(twice.numeratorPointer, value, 1)
      if __gmpz_cmp(twice.numeratorPointer, m) > 0 { __gmpz_sub(value, value, m) }
    }
    return result
  }

  /// The numerator, which has at most 127 bits.
  var int128: Int128 {
    let high = LargeRational()
    return withExtendedLifetime((self, high)) {
      __gmpz_tdiv_q_2exp(high.numeratorPointer, numeratorPointer, 64)
      let magnitude =
        UInt128(__gmpz_get_ui(high.numeratorPointer)) << 64
        | UInt128(__gmpz_get_ui(numeratorPointer))
      return signum < 0 ? -Int128(magnitude) : Int128(magnitude)
    }
  }

  /// Bits of the magnitude of the numerator.
  var numeratorBitWidth: Int {
    withExtendedLifetime(self) { Int(__gmpz_sizeinbase(numeratorPointer, 2)) }
  }

  /// The fraction n/d ≡ self modulo `modulus` with n and d so small that it is hardly a chance:
  /// |n|·d·2ᵐᵃʳᵍⁱⁿ ≤ modulus in bits; `nil` when there is none.
  ///
  /// The remainders r and cofactors t of Euclid's algorithm on (modulus, self) satisfy r ≡ t·self, and
  /// every such fraction is among the r/t (Wang 1981). Cost: Euclid's, about modulus bits / 1.7 steps.
  func reconstructed(
    modulo modulus: LargeRational, marginBits: Int
  ) -> (numerator: LargeRational, denominator: LargeRational)? {
    let budget = modulus.numeratorBitWidth - 1 - marginBits
    var (last, rest) = (LargeRational(), LargeRational())
    var (lastCofactor, cofactor) = (LargeRational(), LargeRational(1, 1))
    let quotient = LargeRational()
    return withExtendedLifetime((self, modulus, quotient, last, rest)) {
      __gmpz_set(last.numeratorPointer, modulus.numeratorPointer)
      __gmpz_mod(rest.numeratorPointer, numeratorPointer, modulus.numeratorPointer)
      while rest.numeratorBitWidth + cofactor.numeratorBitWidth > budget {
        if cofactor.numeratorBitWidth > budget || rest.signum == 0 { return nil }
        __gmpz_tdiv_qr(
          quotient.numeratorPointer, last.numeratorPointer, last.numeratorPointer,
          rest.numeratorPointer)
        swap(&last, &rest)
        __gmpz_submul(
          lastCofactor.numeratorPointer, quotient.numeratorPointer, cofactor.numeratorPointer)
        swap(&lastCofactor, &cofactor)
      }
      if cofactor.signum < 0 {
        rest.negate()
        cofactor.negate()
      }
      return cofactor.signum == 0 ? nil : (rest, cofactor)
    }
  }
}
