// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGMP

/// Owns one GMP rational. Mutated only through ``Rational``, and only when uniquely referenced.
@usableFromInline
final class LargeRational: @unchecked Sendable {
  // A pointer rather than a stored struct: GMP takes the same number as several arguments, which
  // Swift's exclusivity rule forbids for a stored property.
  let pointer: UnsafeMutablePointer<__mpq_struct>

  init() {
    pointer = .allocate(capacity: 1)
    __gmpq_init(pointer)
  }

  /// numerator/denominator, not yet in lowest terms; the denominator is positive.
  convenience init(_ numerator: Int, _ denominator: Int) {
    self.init()
    __gmpz_set_si(cgmp_mpq_numref(pointer), numerator)
    __gmpz_set_si(cgmp_mpq_denref(pointer), denominator)
  }

  deinit {
    __gmpq_clear(pointer)
    pointer.deallocate()
  }

  // Pointers into a temporary dangle as soon as the temporary is gone, so what works on `large` of a
  // Rational in passing is a method here: a call keeps its receiver and its arguments alive.

  func isEqual(to other: LargeRational) -> Bool { __gmpq_equal(pointer, other.pointer) != 0 }

  func isLess(than other: LargeRational) -> Bool { __gmpq_cmp(pointer, other.pointer) < 0 }

  func negated() -> LargeRational {
    let result = LargeRational()
    __gmpq_neg(result.pointer, pointer)
    return result
  }

  /// Replaces the numerator by its least common multiple with the denominator of `other`.
  func takeLeastCommonMultiple(withDenominatorOf other: LargeRational) {
    __gmpz_lcm(numerator, numerator, other.denominator)
  }

  var numerator: mpz_ptr { cgmp_mpq_numref(pointer) }
  var denominator: mpz_ptr { cgmp_mpq_denref(pointer) }
  var signum: Int { Int(cgmp_mpq_sgn(pointer)).signum() }
}
