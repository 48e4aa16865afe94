// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGMP

/// Owns one GMP rational; the only place that talks to GMP.
///
/// Mutated only through ``Rational``, and only when uniquely referenced.
///
/// GMP works on pointers into objects that Swift would release as soon as their last *Swift* use is
/// over. So no pointer leaves this type: each method works under `withExtendedLifetime`, or on `self`
/// and its arguments, which a call keeps alive.
@usableFromInline
final class LargeRational: @unchecked Sendable {
  // A pointer rather than a stored struct: GMP takes the same number as several arguments, which
  // Swift's exclusivity rule forbids for a stored property. Only extensions of this type use it.
  let pointer: UnsafeMutablePointer<__mpq_struct>

  /// Zero.
  init() {
    pointer = .allocate(capacity: 1)
    __gmpq_init(pointer)
  }

  /// numerator/denominator, not yet in lowest terms; the denominator is positive.
  convenience init(_ numerator: Int, _ denominator: Int) {
    self.init()
    __gmpz_set_si(numeratorPointer, numerator)
    __gmpz_set_si(denominatorPointer, denominator)
  }

  /// The exact value of a finite double.
  convenience init(_ value: Double) {
    self.init()
    __gmpq_set_d(pointer, value)
  }

  /// The integer that a null-terminated run of digits spells.
  convenience init(digits: [CChar], base: Int) {
    self.init()
    let status = __gmpz_set_str(numeratorPointer, digits, CInt(base))
    assert(status == 0, "the scanner let something through that is no digit")
  }

  /// A copy of numerator/denominator, not yet in lowest terms; the denominator is not 0.
  convenience init(_ numerator: mpz_srcptr, _ denominator: mpz_srcptr) {
    self.init()
    __gmpz_set(numeratorPointer, numerator)
    __gmpz_set(denominatorPointer, denominator)
  }

  deinit {
    __gmpq_clear(pointer)
    pointer.deallocate()
  }

  var numeratorPointer: mpz_ptr { cgmp_mpq_numref(pointer) }
  var denominatorPointer: mpz_ptr { cgmp_mpq_denref(pointer) }
}

// MARK: - Parts and questions

extension LargeRational {
  /// −1, 0 or 1.
  var signum: Int { withExtendedLifetime(self) { Int(cgmp_mpq_sgn(pointer)).signum() } }

  /// Whether the denominator is 1.
  var isInteger: Bool { withExtendedLifetime(self) { cgmp_mpq_integer_p(pointer) != 0 } }

  /// Numerator and denominator when both fit the small form of a `Rational`.
  var small: (numerator: Int, denominator: Int)? {
    withExtendedLifetime(self) {
      guard __gmpz_fits_slong_p(denominatorPointer) != 0,
        __gmpz_fits_slong_p(numeratorPointer) != 0
      else { return nil }
      let value = __gmpz_get_si(numeratorPointer)
      return value == Int.min ? nil : (value, __gmpz_get_si(denominatorPointer))
    }
  }

  /// Copies the numerator to an integer elsewhere.
  func copyNumerator(to target: mpz_ptr) {
    withExtendedLifetime(self) { __gmpz_set(target, numeratorPointer) }
  }

  /// The numerator as a number of its own.
  var numerator: LargeRational {
    let result = LargeRational()
    withExtendedLifetime((self, result)) {
      __gmpz_set(result.numeratorPointer, numeratorPointer)
    }
    return result
  }

  /// The denominator as a number of its own.
  var denominator: LargeRational {
    let result = LargeRational()
    withExtendedLifetime((self, result)) {
      __gmpz_set(result.numeratorPointer, denominatorPointer)
    }
    return result
  }

  /// The bits of |numerator| and of the denominator together.
  var bitWidth: Int {
    withExtendedLifetime(self) {
      __gmpz_sizeinbase(numeratorPointer, 2) + __gmpz_sizeinbase(denominatorPointer, 2)
    }
  }

  func isEqual(to other: LargeRational) -> Bool {
    withExtendedLifetime((self, other)) { __gmpq_equal(pointer, other.pointer) != 0 }
  }

  /// Negative, 0 or positive as self is less than, equal to or greater than the other.
  func compared(to other: LargeRational) -> Int {
    withExtendedLifetime((self, other)) { Int(__gmpq_cmp(pointer, other.pointer)) }
  }

  /// The same against numerator/denominator, denominator > 0.
  func compared(to numerator: Int, _ denominator: Int) -> Int {
    withExtendedLifetime(self) {
      Int(cgmp_mpq_cmp_si(pointer, numerator, UInt(denominator)))
    }
  }

  func hash(into hasher: inout Hasher) {
    withExtendedLifetime(self) {
      // The low limbs decide well enough; equal numbers have equal limbs.
      hasher.combine(__gmpz_get_ui(numeratorPointer))
      hasher.combine(__gmpz_get_ui(denominatorPointer))
      hasher.combine(cgmp_mpq_sgn(pointer))
    }
  }

  var description: String { text(base: 10) }

  /// Lowest terms in a base from 2 to 36.
  func text(base: Int32) -> String {
    withExtendedLifetime(self) {
      let length =
        __gmpz_sizeinbase(numeratorPointer, base) + __gmpz_sizeinbase(denominatorPointer, base) + 3
      return String(unsafeUninitializedCapacity: length) { buffer in
        buffer.withMemoryRebound(to: CChar.self) { characters in
          _ = __gmpq_get_str(characters.baseAddress, base, pointer)
        }
        return buffer.firstIndex(of: 0) ?? 0
      }
    }
  }
}

// MARK: - Arithmetic

extension LargeRational {
  func canonicalize() { withExtendedLifetime(self) { __gmpq_canonicalize(pointer) } }

  func negate() { withExtendedLifetime(self) { __gmpq_neg(pointer, pointer) } }

  /// self = left op right, where either may be self. A divisor is not 0.
  func assign(_ left: LargeRational, _ operation: Rational.Operation, _ right: LargeRational) {
    withExtendedLifetime((self, left, right)) {
      if isInteger && left.isInteger && right.isInteger {
        // Integers need none of the gcds that fractions do.
        let (result, a, b) = (numeratorPointer, left.numeratorPointer, right.numeratorPointer)
        switch operation {
        case .add: return __gmpz_add(result, a, b)
        case .subtract: return __gmpz_sub(result, a, b)
        case .multiply: return __gmpz_mul(result, a, b)
        case .divide: break
        }
      }
      switch operation {
      case .add: __gmpq_add(pointer, left.pointer, right.pointer)
      case .subtract: __gmpq_sub(pointer, left.pointer, right.pointer)
      case .multiply: __gmpq_mul(pointer, left.pointer, right.pointer)
      case .divide: __gmpq_div(pointer, left.pointer, right.pointer)
      }
    }
  }

  /// self ± factor·other, all of them integers, in place.
  func addProduct(_ other: LargeRational, _ factor: Int, isNegative: Bool) {
    withExtendedLifetime((self, other)) {
      if (factor < 0) == isNegative {
        __gmpz_addmul_ui(numeratorPointer, other.numeratorPointer, factor.magnitude)
      } else {
        __gmpz_submul_ui(numeratorPointer, other.numeratorPointer, factor.magnitude)
      }
    }
  }

  /// self ± first·second, all of them integers, in place.
  func addProduct(_ first: LargeRational, _ second: LargeRational, isNegative: Bool) {
    withExtendedLifetime((self, first, second)) {
      if isNegative {
        __gmpz_submul(numeratorPointer, first.numeratorPointer, second.numeratorPointer)
      } else {
        __gmpz_addmul(numeratorPointer, first.numeratorPointer, second.numeratorPointer)
      }
    }
  }

  /// self to a power; numerator and denominator stay coprime, so no gcd is needed.
  func raised(to exponent: UInt) -> LargeRational {
    let result = LargeRational()
    withExtendedLifetime((self, result)) {
      __gmpz_pow_ui(result.numeratorPointer, numeratorPointer, exponent)
      __gmpz_pow_ui(result.denominatorPointer, denominatorPointer, exponent)
    }
    return result
  }

  /// 1/self; self is not 0. No gcd.
  var inverted: LargeRational {
    let result = LargeRational()
    withExtendedLifetime((self, result)) { __gmpq_inv(result.pointer, pointer) }
    return result
  }

  /// The largest integer ≤ self.
  var floor: LargeRational {
    let result = LargeRational()
    withExtendedLifetime((self, result)) {
      __gmpz_fdiv_q(result.numeratorPointer, numeratorPointer, denominatorPointer)
    }
    return result
  }

  /// The integer self·common, for an integer that the denominator divides.
  func numerator(over common: LargeRational) -> LargeRational {
    let result = LargeRational()
    withExtendedLifetime((self, common, result)) {
      __gmpz_divexact(result.numeratorPointer, common.numeratorPointer, denominatorPointer)
      __gmpz_mul(result.numeratorPointer, result.numeratorPointer, numeratorPointer)
    }
    return result
  }

  /// Replaces the numerator by its least common multiple with a positive machine integer.
  func formLeastCommonMultiple(with number: Int) {
    withExtendedLifetime(self) {
      if __gmpz_divisible_ui_p(numeratorPointer, UInt(number)) == 0 {
        __gmpz_lcm_ui(numeratorPointer, numeratorPointer, UInt(number))
      }
    }
  }

  /// Replaces the numerator by its least common multiple with the denominator of `other`.
  func formLeastCommonMultiple(withDenominatorOf other: LargeRational) {
    withExtendedLifetime((self, other)) {
      if __gmpz_divisible_p(numeratorPointer, other.denominatorPointer) == 0 {
        __gmpz_lcm(numeratorPointer, numeratorPointer, other.denominatorPointer)
      }
    }
  }
}

// MARK: - Rounding, for display

extension LargeRational {
  /// e with baseᵉ ≤ |self| < baseᵉ⁺¹, exactly. Self is not 0; the base is 2 or 10.
  func exponent(base: UInt) -> Int {
    withExtendedLifetime(self) {
      // With n and d digits, |self| < baseⁿ⁻ᵈ⁺¹; GMP's count may be one too large for either. So
      // start from a bound above and go down: at most four comparisons.
      var exponent =
        __gmpz_sizeinbase(numeratorPointer, CInt(base))
        - __gmpz_sizeinbase(denominatorPointer, CInt(base)) + (base == 2 ? 0 : 1)
      while isMagnitudeLess(thanPowerOf: base, exponent) { exponent -= 1 }
      return exponent
    }
  }

  private func isMagnitudeLess(thanPowerOf base: UInt, _ exponent: Int) -> Bool {
    let power = LargeRational()
    return withExtendedLifetime((self, power)) {
      let scaled = power.numeratorPointer
      __gmpz_ui_pow_ui(scaled, base, exponent.magnitude)
      if exponent >= 0 {
        __gmpz_mul(scaled, scaled, denominatorPointer)
        return __gmpz_cmpabs(numeratorPointer, scaled) < 0
      }
      __gmpz_mul(scaled, scaled, numeratorPointer)
      return __gmpz_cmpabs(scaled, denominatorPointer) < 0
    }
  }

  /// The integer nearest to |self|·baseˢ, halves to the even one. The result is an integer ≥ 0.
  func roundedMagnitude(scaledBy base: UInt, to exponent: Int) -> LargeRational {
    // |n|/d·baseˢ = above/below; quotient and remainder; then 2·remainder against `below` decides.
    let (above, below, rest) = (LargeRational(), LargeRational(), LargeRational())
    return withExtendedLifetime((self, above, below, rest)) {
      let (a, b, r) = (above.numeratorPointer, below.numeratorPointer, rest.numeratorPointer)
      __gmpz_ui_pow_ui(r, base, exponent.magnitude)
      __gmpz_abs(a, numeratorPointer)
      __gmpz_set(b, denominatorPointer)
      if exponent >= 0 { __gmpz_mul(a, a, r) } else { __gmpz_mul(b, b, r) }
      __gmpz_tdiv_qr(a, r, a, b)
      __gmpz_mul_2exp(r, r, 1)
      let order = __gmpz_cmp(r, b)
      if order > 0 || (order == 0 && cgmp_mpz_odd_p(a) != 0) { __gmpz_add_ui(a, a, 1) }
      return above
    }
  }

  /// p such that self·10ᵖ is an integer, the least one; `nil` when the denominator has a prime other
  /// than 2 and 5.
  var finiteDecimalPlaces: Int? {
    let (rest, prime) = (LargeRational(), LargeRational(2, 1))
    return withExtendedLifetime((self, rest, prime)) {
      let twos = __gmpz_remove(
        rest.numeratorPointer, denominatorPointer, prime.numeratorPointer)
      __gmpz_set_ui(prime.numeratorPointer, 5)
      let fives = __gmpz_remove(
        rest.numeratorPointer, rest.numeratorPointer, prime.numeratorPointer)
      return __gmpz_cmp_ui(rest.numeratorPointer, 1) == 0 ? Int(max(twos, fives)) : nil
    }
  }

  /// The version of GMP.
  static var backendVersion: String { String(cString: cgmp_version()) }
}
