// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// What a maximum flow counts mass in: non-negative numbers that are added, subtracted and compared.
///
/// Masses over one common denominator are integers; the narrowest type that holds their total is used,
/// and fractions only where none does.
protocol FlowMass: Comparable {
  static var zero: Self { get }
  var isZero: Bool { get }
  static func += (left: inout Self, right: Self)
  static func -= (left: inout Self, right: Self)
  /// The integer with these limbs, the least significant first, which fits.
  init(limbs: ArraySlice<UInt>)
  /// self/denominator. `register` and `scale` = denominator are there so that nothing is allocated.
  func fraction(
    over denominator: Rational, _ scale: borrowing Integer, _ register: inout Integer
  ) -> Rational
}

extension Int: FlowMass {
  var isZero: Bool { self == 0 }

  init(limbs: ArraySlice<UInt>) { self = limbs.first.map { Int($0) } ?? 0 }

  func fraction(
    over denominator: Rational, _ scale: borrowing Integer, _ register: inout Integer
  ) -> Rational {
    // The total fits a machine integer, and the denominator need not.
    guard let divisor = denominator.machineInteger else { return Rational(self) / denominator }
    return Rational(self, divisor)
  }
}

extension Int128: FlowMass {
  static let flowBits = 127

  var isZero: Bool { self == 0 }

  init(limbs: ArraySlice<UInt>) {
    self = limbs.reversed().reduce(0) { $0 << 64 | Int128($1) }
  }

  func fraction(
    over denominator: Rational, _ scale: borrowing Integer, _ register: inout Integer
  ) -> Rational {
    withUnsafeTemporaryAllocation(of: UInt.self, capacity: 2) { buffer in
      buffer[0] = UInt(truncatingIfNeeded: self)
      buffer[1] = UInt(truncatingIfNeeded: self >> 64)
      register.set(limbs: UnsafeBufferPointer(buffer))
    }
    return Rational(register, over: scale)
  }
}

/// An unsigned integer of 512 bits.
struct WideMass: FlowMass {
  static let bits = 512
  private var limbs: InlineArray<8, UInt> = .init(repeating: 0)

  static var zero: WideMass { WideMass() }

  private init() {}

  init(limbs: ArraySlice<UInt>) {
    for (index, limb) in limbs.enumerated() { self.limbs[index] = limb }
  }

  var isZero: Bool {
    for index in 0..<8 where limbs[index] != 0 { return false }
    return true
  }

  static func < (left: WideMass, right: WideMass) -> Bool {
    for index in stride(from: 7, through: 0, by: -1) where left.limbs[index] != right.limbs[index] {
      return left.limbs[index] < right.limbs[index]
    }
    return false
  }

  static func == (left: WideMass, right: WideMass) -> Bool {
    for index in 0..<8 where left.limbs[index] != right.limbs[index] { return false }
    return true
  }

  static func += (left: inout WideMass, right: WideMass) {
    var carry = false
    for index in 0..<8 {
      let (sum, first) = left.limbs[index].addingReportingOverflow(right.limbs[index])
      let (total, second) = sum.addingReportingOverflow(carry ? 1 : 0)
      left.limbs[index] = total
      carry = first || second
    }
    precondition(!carry, "a mass is no more than the total, which fits")
  }

  static func -= (left: inout WideMass, right: WideMass) {
    var borrow = false
    for index in 0..<8 {
      let (rest, first) = left.limbs[index].subtractingReportingOverflow(right.limbs[index])
      let (total, second) = rest.subtractingReportingOverflow(borrow ? 1 : 0)
      left.limbs[index] = total
      borrow = first || second
    }
    precondition(!borrow, "no more is taken than there is")
  }

  func fraction(
    over denominator: Rational, _ scale: borrowing Integer, _ register: inout Integer
  ) -> Rational {
    withUnsafeTemporaryAllocation(of: UInt.self, capacity: 8) { buffer in
      for index in 0..<8 { buffer[index] = limbs[index] }
      register.set(limbs: UnsafeBufferPointer(buffer))
    }
    return Rational(register, over: scale)
  }
}

/// An integer of any size.
extension Rational: FlowMass {
  init(limbs: ArraySlice<UInt>) {
    var number = Integer()
    limbs.withUnsafeBufferPointer { number.set(limbs: $0) }
    self = number.rational
  }

  func fraction(
    over denominator: Rational, _ scale: borrowing Integer, _ register: inout Integer
  ) -> Rational { self / denominator }
}
