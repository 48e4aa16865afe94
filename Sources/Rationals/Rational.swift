// SPDX-License-Identifier: GPL-3.0-or-later

/// A rational number, exact and unlimited.
///
/// Two representations: a pair of machine integers while they fit, a GMP rational beyond. Nearly every
/// number in a toy problem is small, and the small path costs a tenth of GMP's.
///
/// Canonical twice: lowest terms with a positive denominator, and small whenever numerator and
/// denominator fit an `Int` (the numerator `Int.min` counts as not fitting, so that negation cannot
/// overflow). Hence equality and hashing compare representations.
///
/// There is no NaN, no infinity and no float literal. Beware of `Rational(1 / 2)`: that is `Int`
/// division.
///
/// ```swift
/// Rational("0.1")!                      // → 1/10
/// Rational(exactly: 0.1)!               // → 3602879701896397/36028797018963968
/// Rational(1, 3) + 1 / 6                // → 1/2
/// Rational(1 / 2)                       // → 0
/// (2 / 3 as Rational).raised(to: -100) > 1   // → true
/// ```
public struct Rational: Sendable {
  @usableFromInline
  enum Storage: Sendable {
    /// Lowest terms, denominator > 0, numerator > `Int.min`.
    case small(Int, Int)
    /// Lowest terms, and not representable as `small`.
    case large(LargeRational)
  }

  @usableFromInline var storage: Storage

  @usableFromInline
  init(storage: Storage) { self.storage = storage }

  /// 0, the unit of addition.
  @inlinable
  public static var zero: Rational { Rational(storage: .small(0, 1)) }

  /// 1, the unit of multiplication.
  @inlinable
  public static var one: Rational { Rational(storage: .small(1, 1)) }

  /// The integer `value`.
  @inlinable
  public init(_ value: Int) {
    if value == Int.min {
      self.init(canonicalizing: value, 1)
    } else {
      self.init(storage: .small(value, 1))
    }
  }

  /// numerator / denominator. Traps when the denominator is 0.
  public init(_ numerator: Int, _ denominator: Int) {
    if denominator == 0 { Self.divisionByZero() }
    if numerator == Int.min || denominator == Int.min {
      self = Rational(canonicalizing: numerator, 1) / Rational(canonicalizing: denominator, 1)
    } else {
      let divisor = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
      let sign = denominator < 0 ? -1 : 1
      storage = .small(
        sign * numerator / Int(divisor), sign * denominator / Int(divisor))
    }
  }

  /// numerator / denominator through GMP, for what may not fit; the denominator is positive.
  @usableFromInline
  init(canonicalizing numerator: Int, _ denominator: Int) {
    let large = LargeRational(numerator, denominator)
    large.canonicalize()
    self.init(large)
  }

  /// Takes over a number in lowest terms, and makes it small when it fits.
  init(_ large: LargeRational) {
    if let (numerator, denominator) = large.small {
      storage = .small(numerator, denominator)
    } else {
      storage = .large(large)
    }
  }

  // A message that stands in release builds too, where that of `precondition` does not.
  @usableFromInline @inline(never)
  static func divisionByZero() -> Never { fatalError("Rational: division by zero") }

  /// The GMP form, shared when it exists already: read only.
  var large: LargeRational {
    switch storage {
    case .small(let numerator, let denominator): LargeRational(numerator, denominator)
    case .large(let large): large
    }
  }

  /// −1, 0 or 1.
  @inlinable
  public var signum: Int {
    switch storage {
    case .small(let numerator, _): numerator.signum()
    case .large: largeSignum
    }
  }

  @usableFromInline
  var largeSignum: Int { large.signum }

  /// Whether the number is 0.
  @inlinable
  public var isZero: Bool {
    if case .small(0, _) = storage { true } else { false }
  }

  /// Whether the denominator is 1.
  public var isInteger: Bool {
    switch storage {
    case .small(_, let denominator): denominator == 1
    case .large(let large): large.isInteger
    }
  }

  /// The number as a machine integer, when it is one.
  public var machineInteger: Int? {
    if case .small(let numerator, 1) = storage { numerator } else { nil }
  }

  /// The numerator in lowest terms; it carries the sign.
  public var numerator: Rational {
    switch storage {
    case .small(let numerator, _): Rational(numerator)
    case .large(let large): Rational(large.numerator)
    }
  }

  /// The denominator in lowest terms, positive.
  public var denominator: Rational {
    switch storage {
    case .small(_, let denominator): Rational(denominator)
    case .large(let large): Rational(large.denominator)
    }
  }

  /// The bits of |numerator| and of the denominator together: how heavy the number is.
  public var bitWidth: Int {
    switch storage {
    case .small(let numerator, let denominator):
      2 * Int.bitWidth - numerator.magnitude.leadingZeroBitCount
        - denominator.leadingZeroBitCount
    case .large(let large): large.bitWidth
    }
  }

  /// Euclid's algorithm; gcd(a, 0) = a. Never 0 for the callers here.
  @usableFromInline
  static func greatestCommonDivisor(_ first: UInt, _ second: UInt) -> UInt {
    // Machine division is quick on small operands, which is what nearly all of them are.
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

extension Rational: ExpressibleByIntegerLiteral {
  /// The integer written in the source; one beyond `Int` does not compile, use text.
  @inlinable
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Rational: Hashable {
  /// Equality of representations, which is equality of numbers.
  @inlinable
  public static func == (left: Rational, right: Rational) -> Bool {
    switch (left.storage, right.storage) {
    case (.small(let a, let b), .small(let c, let d)): a == c && b == d
    case (.large, .large): left.isLargeEqual(to: right)
    default: false
    }
  }

  @usableFromInline
  func isLargeEqual(to other: Rational) -> Bool {
    large.isEqual(to: other.large)
  }

  /// Feeds the canonical form: equal numbers, equal hashes.
  public func hash(into hasher: inout Hasher) {
    switch storage {
    case .small(let numerator, let denominator):
      hasher.combine(numerator)
      hasher.combine(denominator)
    case .large(let large):
      large.hash(into: &hasher)
    }
  }
}

extension Rational: Comparable {
  /// The order of the number line, exactly. Cost: two products, none when denominators agree.
  @inlinable
  public static func < (left: Rational, right: Rational) -> Bool {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage {
      if b == d { return a < c }
      // Both products fit 128 bits.
      let first = a.multipliedFullWidth(by: d)
      let second = c.multipliedFullWidth(by: b)
      return first.high == second.high ? first.low < second.low : first.high < second.high
    }
    return isLargeLess(left, right)
  }

  @usableFromInline
  static func isLargeLess(_ left: Rational, _ right: Rational) -> Bool {
    switch (left.storage, right.storage) {
    case (.large(let left), .small(let c, let d)): left.compared(to: c, d) < 0
    case (.small(let a, let b), .large(let right)): right.compared(to: a, b) > 0
    default: left.large.compared(to: right.large) < 0
    }
  }
}

extension Rational {
  /// The version of the GMP that does the large arithmetic.
  public static var backendVersion: String { LargeRational.backendVersion }
}
