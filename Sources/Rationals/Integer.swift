// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGMP

/// An integer of any size that is changed in place: a register for loops over a whole vocabulary.
///
/// ``Rational`` is the value to reason with; each of its operations may allocate and takes a gcd. A
/// loop over numbers with one common denominator needs neither: it names a few registers before it
/// begins, and GMP works inside the memory that they have. Hence no copying, and no operators.
///
/// ```swift
/// var square = Integer(3)
/// square.setPower(of: Integer(12), to: 2)
/// square.rational   // → 144
/// ```
///
/// Cost: what GMP takes; memory grows only when a value is longer than any before it.
public struct Integer: ~Copyable, @unchecked Sendable {
  // A pointer rather than a stored struct: GMP takes the same number as several arguments.
  private let pointer: UnsafeMutablePointer<__mpz_struct>

  /// The integer `value`.
  public init(_ value: Int = 0) {
    pointer = .allocate(capacity: 1)
    __gmpz_init_set_si(pointer, value)
  }

  /// The numerator of a rational in lowest terms: the number itself when it is an integer.
  public init(numeratorOf number: Rational) {
    self.init()
    set(numeratorOf: number)
  }

  deinit {
    __gmpz_clear(pointer)
    pointer.deallocate()
  }

  /// −1, 0 or 1.
  public var signum: Int { Int(cgmp_mpz_sgn(pointer)) }

  /// The bits of the magnitude; 0 for 0.
  public var bitWidth: Int { signum == 0 ? 0 : __gmpz_sizeinbase(pointer, 2) }

  /// Negative, 0 or positive as self is less than, equal to or greater than the other.
  public borrowing func compared(to other: borrowing Integer) -> Int {
    Int(__gmpz_cmp(pointer, other.pointer))
  }

  /// self as a value.
  public var rational: Rational { Rational(self, over: Integer(1)) }

  /// self ≈ fraction·2ᵉ with ½ ≤ |fraction| < 1, rounded towards 0: to sort by, never to conclude from.
  public var approximateParts: (fraction: Double, exponent: Int) {
    var exponent = 0
    let fraction = __gmpz_get_d_2exp(&exponent, pointer)
    return (fraction, exponent)
  }
}

// MARK: - Assignment

extension Integer {
  /// self = value.
  public mutating func set(_ value: Int) { __gmpz_set_si(pointer, value) }

  /// self = other.
  public mutating func set(_ other: borrowing Integer) { __gmpz_set(pointer, other.pointer) }

  /// self = the numerator of a rational.
  public mutating func set(numeratorOf number: Rational) {
    switch number.storage {
    case .small(let numerator, _): __gmpz_set_si(pointer, numerator)
    case .large(let large): large.copyNumerator(to: pointer)
    }
  }

  /// self = −other.
  public mutating func setNegation(of other: borrowing Integer) {
    __gmpz_neg(pointer, other.pointer)
  }

  /// self = first·second.
  public mutating func setProduct(_ first: borrowing Integer, _ second: borrowing Integer) {
    __gmpz_mul(pointer, first.pointer, second.pointer)
  }

  /// self = baseᵉ, e ≥ 0. Cost: about log₂ e products.
  public mutating func setPower(of base: borrowing Integer, to exponent: Int) {
    precondition(exponent >= 0, "a power of an integer has an exponent of at least 0")
    __gmpz_pow_ui(pointer, base.pointer, UInt(exponent))
  }

  /// self = ⌊dividend/divisor⌋, divisor ≠ 0; whether the division was exact.
  public mutating func setFloorQuotient(
    _ dividend: borrowing Integer, _ divisor: borrowing Integer
  ) -> Bool {
    precondition(divisor.signum != 0, "division by zero")
    let rest = Integer()
    __gmpz_fdiv_qr(pointer, rest.pointer, dividend.pointer, divisor.pointer)
    return rest.signum == 0
  }
}

// MARK: - Arithmetic in place

extension Integer {
  /// self += other.
  public mutating func add(_ other: borrowing Integer) {
    __gmpz_add(pointer, pointer, other.pointer)
  }

  /// self −= other.
  public mutating func subtract(_ other: borrowing Integer) {
    __gmpz_sub(pointer, pointer, other.pointer)
  }

  /// self ×= other.
  public mutating func multiply(by other: borrowing Integer) {
    __gmpz_mul(pointer, pointer, other.pointer)
  }

  /// self ×= other.
  public mutating func multiply(by other: Int) { __gmpz_mul_si(pointer, pointer, other) }

  /// self ×= 2ᵇ.
  public mutating func shiftLeft(by bits: Int) {
    precondition(bits >= 0, "a shift to the left is by at least 0 bits")
    __gmpz_mul_2exp(pointer, pointer, UInt(bits))
  }

  /// self += first·second.
  public mutating func addProduct(_ first: borrowing Integer, _ second: borrowing Integer) {
    __gmpz_addmul(pointer, first.pointer, second.pointer)
  }

  /// self −= first·second.
  public mutating func subtractProduct(_ first: borrowing Integer, _ second: borrowing Integer) {
    __gmpz_submul(pointer, first.pointer, second.pointer)
  }

  /// self = gcd(self, other).
  public mutating func formGreatestCommonDivisor(with other: borrowing Integer) {
    __gmpz_gcd(pointer, pointer, other.pointer)
  }

  /// self /= divisor, which divides it.
  public mutating func divideExactly(by divisor: borrowing Integer) {
    precondition(divisor.signum != 0, "division by zero")
    __gmpz_divexact(pointer, pointer, divisor.pointer)
  }
}

// MARK: - Limbs, for vectors

extension Integer {
  /// self = the number with these limbs, the least significant first.
  public mutating func set(limbs: UnsafeBufferPointer<UInt>) {
    guard !limbs.isEmpty, let target = __gmpz_limbs_write(pointer, limbs.count) else {
      return set(0)
    }
    for index in limbs.indices { target[index] = limbs[index] }
    __gmpz_limbs_finish(pointer, limbs.count)
  }

  /// Writes the limbs of the magnitude, zeros on top. Traps when they are too many.
  borrowing func copyLimbs(to target: UnsafeMutableBufferPointer<UInt>) {
    let count = __gmpz_size(pointer)
    precondition(count <= target.count, "the number is longer than the vector's elements")
    let source = __gmpz_limbs_read(pointer)
    for index in target.indices { target[index] = index < count ? source![index] : 0 }
  }
}

extension Rational {
  /// numerator/denominator, denominator ≠ 0. Cost: one gcd.
  public init(_ numerator: borrowing Integer, over denominator: borrowing Integer) {
    if denominator.signum == 0 { Self.divisionByZero() }
    self = numerator.quotient(by: denominator)
  }
}

extension Integer {
  fileprivate borrowing func quotient(by denominator: borrowing Integer) -> Rational {
    let large = LargeRational(pointer, denominator.pointer)
    large.canonicalize()
    return Rational(large)
  }
}
