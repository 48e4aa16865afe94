// SPDX-License-Identifier: GPL-3.0-or-later

/// Non-negative integers of one width, side by side: numbers over a common denominator.
///
/// Every element has the same number of 64-bit limbs, so that a vocabulary of 150,000 tokens is one
/// block of memory. Elements are read into an ``Integer`` and written from one.
///
/// ```swift
/// let weights = IntegerVector([1 / 2, 1 / 3, 1 / 6], times: 6)
/// weights[0]                                    // → 3
/// weights.sum                                   // → 6
/// ```
public struct IntegerVector: Sendable, Hashable {
  /// The number of elements.
  public let count: Int
  /// The 64-bit limbs of each element.
  public let limbs: Int
  private var storage: [UInt]

  /// `count` zeros that have room for numbers of `bits` bits.
  public init(count: Int, bits: Int) {
    self.count = count
    limbs = max(1, (bits + UInt.bitWidth - 1) / UInt.bitWidth)
    storage = Array(repeating: 0, count: count * limbs)
  }

  /// The numbers times `denominator`, a common multiple of their denominators. Traps for a negative
  /// number. Cost: one division and one product a number.
  public init(_ numbers: [Rational], times denominator: Rational) {
    var factor = Integer()
    let scale = Integer(numeratorOf: denominator)
    var number = Integer()
    var bits = 1
    for value in numbers {
      bits = max(bits, value.numerator.bitWidth - value.denominator.bitWidth)
    }
    // |n/d|·m has at most bits(n) − bits(d) + bits(m) + 1 bits, and bitWidth counts the 1 below too.
    self.init(count: numbers.count, bits: bits + scale.bitWidth + 1)
    for (index, value) in numbers.enumerated() where !value.isZero {
      precondition(value.signum > 0, "the elements of a vector of integers are not negative")
      if let small = Self.smallProduct(value, denominator) {
        storage[index * limbs] = small
        continue
      }
      number.set(numeratorOf: value)
      let isExact = factor.setFloorQuotient(scale, Integer(numeratorOf: value.denominator))
      precondition(isExact, "the denominator is a common multiple")
      number.multiply(by: factor)
      store(number, at: index)
    }
  }

  /// value·denominator when machine integers suffice, which spares most numbers the way through GMP.
  private static func smallProduct(_ value: Rational, _ denominator: Rational) -> UInt? {
    guard case .small(let numerator, let divisor) = value.storage,
      case .small(let multiple, 1) = denominator.storage
    else { return nil }
    let (factor, rest) = multiple.quotientAndRemainder(dividingBy: divisor)
    precondition(rest == 0, "the denominator is a common multiple")
    let (product, overflow) = numerator.multipliedReportingOverflow(by: factor)
    return overflow ? nil : UInt(product)
  }

  /// The element as a value.
  public subscript(index: Int) -> Rational {
    if limbs == 1, let small = Int(exactly: storage[index]) { return Rational(small) }
    var number = Integer()
    load(index, into: &number)
    return number.rational
  }

  /// Whether the element is 0.
  public func isZero(at index: Int) -> Bool {
    for limb in index * limbs..<(index + 1) * limbs where storage[limb] != 0 { return false }
    return true
  }

  /// Reads an element into a register.
  public func load(_ index: Int, into number: inout Integer) {
    storage.withUnsafeBufferPointer { buffer in
      number.set(limbs: UnsafeBufferPointer(rebasing: buffer[index * limbs..<(index + 1) * limbs]))
    }
  }

  /// Replaces an element. Traps when the number is longer than the vector was made for.
  public mutating func store(_ number: borrowing Integer, at index: Int) {
    precondition(number.signum >= 0, "the elements of a vector of integers are not negative")
    let range = index * limbs..<(index + 1) * limbs
    storage.withUnsafeMutableBufferPointer { buffer in
      number.copyLimbs(to: UnsafeMutableBufferPointer(rebasing: buffer[range]))
    }
  }

  /// Replaces an element by significand·2ˢ, s ≥ 0. Traps when that is too long.
  public mutating func store(_ significand: UInt, shiftedBy shift: Int, at index: Int) {
    for limb in index * limbs..<(index + 1) * limbs { storage[limb] = 0 }
    guard significand != 0 else { return }
    let (limb, bit) = shift.quotientAndRemainder(dividingBy: UInt.bitWidth)
    let high = bit == 0 ? 0 : significand >> (UInt.bitWidth - bit)
    precondition(limb + (high == 0 ? 1 : 2) <= limbs, "the number is longer than the elements")
    storage[index * limbs + limb] = significand << bit
    if high != 0 { storage[index * limbs + limb + 1] = high }
  }

  /// The sum of all elements.
  public var sum: Rational {
    var total = Integer()
    var number = Integer()
    for index in 0..<count {
      load(index, into: &number)
      total.add(number)
    }
    return total.rational
  }

  /// Divides every element by the greatest common divisor of all, unless all are 0.
  ///
  /// Cost: one gcd an element until it is 1, which for most vectors is after the first few.
  public mutating func reduce() {
    var divisor = Integer()
    var number = Integer()
    let one = Integer(1)
    for index in 0..<count {
      load(index, into: &number)
      divisor.formGreatestCommonDivisor(with: number)
      if divisor.compared(to: one) == 0 { return }
    }
    guard divisor.signum != 0 else { return }
    for index in 0..<count {
      load(index, into: &number)
      number.divideExactly(by: divisor)
      store(number, at: index)
    }
  }

  /// The limbs of an element without the zeros on top, the least significant first.
  public func significantLimbs(of index: Int) -> ArraySlice<UInt> {
    var end = (index + 1) * limbs
    while end > index * limbs, storage[end - 1] == 0 { end -= 1 }
    return storage[index * limbs..<end]
  }
}
