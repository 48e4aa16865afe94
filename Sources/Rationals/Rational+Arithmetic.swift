// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGMP

extension Rational: SignedNumeric {
  public init?<Source: BinaryInteger>(exactly source: Source) {
    if let value = Int(exactly: source) {
      self.init(value)
    } else {
      self.init(String(source))
    }
  }

  @inlinable
  public var magnitude: Rational { signum < 0 ? -self : self }

  @inlinable
  public static prefix func - (operand: Rational) -> Rational {
    var result = operand
    result.negate()
    return result
  }

  @inlinable
  public mutating func negate() {
    if case .small(let numerator, let denominator) = storage {
      storage = .small(-numerator, denominator)
    } else {
      negateLarge()
    }
  }

  @inlinable
  public static func + (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = smallSum(a, b, c, d)
    {
      return Rational(storage: storage)
    }
    return combineLarge(left, right, .add)
  }

  @inlinable
  public static func - (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = smallSum(a, b, -c, d)
    {
      return Rational(storage: storage)
    }
    return combineLarge(left, right, .subtract)
  }

  @inlinable
  public static func * (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = smallProduct(a, b, c, d)
    {
      return Rational(storage: storage)
    }
    return combineLarge(left, right, .multiply)
  }

  /// Traps when the divisor is 0, like `Int`.
  @inlinable
  public static func / (left: Rational, right: Rational) -> Rational {
    precondition(!right.isZero, "division by zero")
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = c < 0 ? smallProduct(a, b, -d, -c) : smallProduct(a, b, d, c)
    {
      return Rational(storage: storage)
    }
    return combineLarge(left, right, .divide)
  }

  @inlinable
  public static func += (left: inout Rational, right: Rational) {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = smallSum(a, b, c, d)
    {
      left.storage = storage
    } else {
      left.combineInPlace(right, .add)
    }
  }

  @inlinable
  public static func -= (left: inout Rational, right: Rational) {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = smallSum(a, b, -c, d)
    {
      left.storage = storage
    } else {
      left.combineInPlace(right, .subtract)
    }
  }

  @inlinable
  public static func *= (left: inout Rational, right: Rational) {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = smallProduct(a, b, c, d)
    {
      left.storage = storage
    } else {
      left.combineInPlace(right, .multiply)
    }
  }

  /// Traps when the divisor is 0, like `Int`.
  @inlinable
  public static func /= (left: inout Rational, right: Rational) {
    precondition(!right.isZero, "division by zero")
    left = left / right
  }

  /// 1/self, or `nil` for 0.
  public var reciprocal: Rational? { isZero ? nil : 1 / self }

  /// self += first·second, skipping the work when a factor is 0.
  @inlinable
  public mutating func addProduct(_ first: Rational, _ second: Rational) {
    if first.isZero || second.isZero { return }
    self += first * second
  }

  /// self −= first·second, skipping the work when a factor is 0.
  @inlinable
  public mutating func subtractProduct(_ first: Rational, _ second: Rational) {
    if first.isZero || second.isZero { return }
    self -= first * second
  }

  /// self to a power; a negative exponent inverts. 0⁰ = 1. Traps for 0 to a negative power.
  ///
  /// Cost: one GMP power of numerator and denominator, which stay coprime.
  public func raised(to exponent: Int) -> Rational {
    if exponent < 0 {
      precondition(!isZero, "division by zero: 0 to a negative power")
      return 1 / raised(to: -exponent)
    }
    let base = large
    let result = LargeRational()
    __gmpz_pow_ui(result.numerator, base.numerator, UInt(exponent))
    __gmpz_pow_ui(result.denominator, base.denominator, UInt(exponent))
    return Rational(result)
  }
}

// MARK: - The small path: nil means "does not fit, ask GMP"

extension Rational {
  @inlinable
  static func smallSum(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Storage? {
    if a == 0 { return .small(c, d) }
    if c == 0 { return .small(a, b) }
    if b == d {
      let (sum, overflow) = a.addingReportingOverflow(c)
      guard !overflow, sum != Int.min else { return nil }
      if b == 1 { return .small(sum, 1) }
      if sum == 0 { return .small(0, 1) }
      let divisor = Int(bitPattern: greatestCommonDivisor(UInt(b), sum.magnitude))
      return divisor == 1 ? .small(sum, b) : .small(sum / divisor, b / divisor)
    }
    // With g = gcd(b, d): a/b + c/d = (a·(d/g) + c·(b/g)) / (b·(d/g)), where only a divisor of g can
    // still cancel (Knuth, TAOCP 4.5.1).
    let g = b == 1 || d == 1 ? 1 : Int(bitPattern: greatestCommonDivisor(UInt(b), UInt(d)))
    let dReduced = g == 1 ? d : d / g
    let bReduced = g == 1 ? b : b / g
    let (first, overflow1) = a.multipliedReportingOverflow(by: dReduced)
    let (second, overflow2) = c.multipliedReportingOverflow(by: bReduced)
    let (sum, overflow3) = first.addingReportingOverflow(second)
    guard !overflow1, !overflow2, !overflow3, sum != Int.min else { return nil }
    if sum == 0 { return .small(0, 1) }
    if g == 1 {
      let (denominator, overflow) = b.multipliedReportingOverflow(by: d)
      return overflow ? nil : .small(sum, denominator)
    }
    let h = Int(bitPattern: greatestCommonDivisor(UInt(g), sum.magnitude))
    let (denominator, overflow4) = bReduced.multipliedReportingOverflow(by: d / h)
    return overflow4 ? nil : .small(sum / h, denominator)
  }

  @inlinable
  static func smallProduct(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Storage? {
    if a == 0 || c == 0 { return .small(0, 1) }
    // Cancel across before multiplying; what is left is in lowest terms.
    let first = d == 1 ? 1 : Int(bitPattern: greatestCommonDivisor(UInt(d), a.magnitude))
    let second = b == 1 ? 1 : Int(bitPattern: greatestCommonDivisor(UInt(b), c.magnitude))
    let (numerator, overflow1) =
      (first == 1 ? a : a / first).multipliedReportingOverflow(by: second == 1 ? c : c / second)
    let (denominator, overflow2) =
      (second == 1 ? b : b / second).multipliedReportingOverflow(by: first == 1 ? d : d / first)
    guard !overflow1, !overflow2, numerator != Int.min else { return nil }
    return .small(numerator, denominator)
  }
}

// MARK: - The large path

extension Rational {
  @usableFromInline
  enum Operation {
    case add
    case subtract
    case multiply
    case divide
  }

  @usableFromInline
  static func combineLarge(_ left: Rational, _ right: Rational, _ operation: Operation) -> Rational {
    let (a, b) = (left.large, right.large)
    let result = LargeRational()
    apply(operation, result, a, b)
    return Rational(result)
  }

  /// left op= right; reuses the left number's memory when nobody else holds it.
  @usableFromInline
  mutating func combineInPlace(_ right: Rational, _ operation: Operation) {
    let other = right.large
    guard case .large(var mine) = storage else {
      self = Self.combineLarge(self, right, operation)
      return
    }
    storage = .small(0, 1)  // Releases our reference, so that `mine` can be unique.
    if isKnownUniquelyReferenced(&mine) {
      Self.apply(operation, mine, mine, other)
      self = Rational(mine)
    } else {
      let result = LargeRational()
      Self.apply(operation, result, mine, other)
      self = Rational(result)
    }
  }

  private static func apply(
    _ operation: Operation, _ result: LargeRational, _ a: LargeRational, _ b: LargeRational
  ) {
    switch operation {
    case .add: __gmpq_add(result.pointer, a.pointer, b.pointer)
    case .subtract: __gmpq_sub(result.pointer, a.pointer, b.pointer)
    case .multiply: __gmpq_mul(result.pointer, a.pointer, b.pointer)
    case .divide: __gmpq_div(result.pointer, a.pointer, b.pointer)
    }
  }

  @usableFromInline
  mutating func negateLarge() {
    self = Rational(large.negated())
  }
}
