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

  convenience init(copying other: LargeRational) {
    self.init()
    __gmpq_set(pointer, other.pointer)
  }

  deinit {
    __gmpq_clear(pointer)
    pointer.deallocate()
  }

  var numerator: mpz_ptr { cgmp_mpq_numref(pointer) }
  var denominator: mpz_ptr { cgmp_mpq_denref(pointer) }
  var signum: Int { Int(cgmp_mpq_sgn(pointer)).signum() }
}
