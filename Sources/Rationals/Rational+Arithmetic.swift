// SPDX-License-Identifier: GPL-3.0-or-later

extension Rational: SignedNumeric {
  /// The same integer; always succeeds.
  public init?<Source: BinaryInteger>(exactly source: Source) {
    if let value = Int(exactly: source) {
      self.init(value)
    } else {
      self.init(String(source))
    }
  }

  /// |self|.
  @inlinable
  public var magnitude: Rational { signum < 0 ? -self : self }

  /// The opposite number.
  @inlinable
  public static prefix func - (operand: Rational) -> Rational {
    var result = operand
    result.negate()
    return result
  }

  /// Replaces self by its opposite.
  @inlinable
  public mutating func negate() {
    if case .small(let numerator, let denominator) = storage {
      storage = .small(-numerator, denominator)
    } else {
      negateLarge()
    }
  }

  /// The exact sum.
  @inlinable
  public static func + (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = smallSum(a, b, c, d)
    {
      return Rational(storage: storage)
    }
    return combineLarge(left, right, .add)
  }

  /// The exact difference.
  @inlinable
  public static func - (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = smallSum(a, b, -c, d)
    {
      return Rational(storage: storage)
    }
    return combineLarge(left, right, .subtract)
  }

  /// The exact product.
  @inlinable
  public static func * (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = smallProduct(a, b, c, d)
    {
      return Rational(storage: storage)
    }
    return combineLarge(left, right, .multiply)
  }

  /// The exact quotient. Traps when the divisor is 0, like `Int`; see ``reciprocal``.
  @inlinable
  public static func / (left: Rational, right: Rational) -> Rational {
    if right.isZero { divisionByZero() }
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = c < 0 ? smallProduct(a, b, -d, -c) : smallProduct(a, b, d, c)
    {
      return Rational(storage: storage)
    }
    return combineLarge(left, right, .divide)
  }

  /// Adds exactly; a large number nobody else holds is changed in place.
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

  /// Subtracts exactly; a large number nobody else holds is changed in place.
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

  /// Multiplies exactly; a large number nobody else holds is changed in place.
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

  /// The exact quotient. Traps when the divisor is 0, like `Int`; see ``reciprocal``.
  @inlinable
  public static func /= (left: inout Rational, right: Rational) {
    if right.isZero { divisionByZero() }
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let storage = c < 0 ? smallProduct(a, b, -d, -c) : smallProduct(a, b, d, c)
    {
      left.storage = storage
    } else {
      left.combineInPlace(right, .divide)
    }
  }

  /// 1/self, or `nil` for 0. Cost: no gcd.
  public var reciprocal: Rational? {
    switch storage {
    case .small(0, _): nil
    case .small(let numerator, let denominator):
      Rational(
        storage: numerator < 0 ? .small(-denominator, -numerator) : .small(denominator, numerator))
    case .large(let large): Rational(large.inverted)
    }
  }

  /// self += first·second, skipping the work when a factor is 0.
  @inlinable
  public mutating func addProduct(_ first: Rational, _ second: Rational) {
    if first.isZero || second.isZero { return }
    if case .large = storage, addIntegerProduct(first, second, isNegative: false) { return }
    self += first * second
  }

  /// self −= first·second, skipping the work when a factor is 0.
  @inlinable
  public mutating func subtractProduct(_ first: Rational, _ second: Rational) {
    if first.isZero || second.isZero { return }
    if case .large = storage, addIntegerProduct(first, second, isNegative: true) { return }
    self -= first * second
  }

  /// self to a power; a negative exponent inverts. 0⁰ = 1. Traps for 0 to a negative power.
  ///
  /// Cost: log₂ exponent products of machine integers while they fit, else one GMP power of numerator
  /// and denominator, which stay coprime. The result has |exponent| times the digits.
  public func raised(to exponent: Int) -> Rational {
    if exponent < 0 {
      guard let reciprocal else { Self.divisionByZero() }
      return reciprocal.raised(toMagnitude: exponent.magnitude)
    }
    return raised(toMagnitude: exponent.magnitude)
  }

  private func raised(toMagnitude exponent: UInt) -> Rational {
    if exponent == 1 { return self }
    guard case .small(let numerator, let denominator) = storage else {
      return exponent == 0 ? 1 : Rational(large.raised(to: exponent))
    }
    if let above = Self.power(numerator, exponent), let below = Self.power(denominator, exponent) {
      return Rational(storage: .small(above, below))
    }
    return Rational(large.raised(to: exponent))
  }

  /// baseᵉ when it fits; quick for 0 and ±1 whatever e is.
  private static func power(_ base: Int, _ exponent: UInt) -> Int? {
    if base.magnitude <= 1 { return exponent % 2 == 0 && (base != 0 || exponent == 0) ? 1 : base }
    var (result, square, rest) = (1, base, exponent)
    while true {
      if rest % 2 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: square)
        guard !overflow, product != Int.min else { return nil }
        result = product
      }
      rest /= 2
      if rest == 0 { return result }
      let (next, overflow) = square.multipliedReportingOverflow(by: square)
      guard !overflow else { return nil }
      square = next
    }
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
  static func combineLarge(
    _ left: Rational, _ right: Rational, _ operation: Operation
  ) -> Rational {
    let result = LargeRational()
    result.assign(left.large, operation, right.large)
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
      mine.assign(mine, operation, other)
      self = Rational(mine)
    } else {
      let result = LargeRational()
      result.assign(mine, operation, other)
      self = Rational(result)
    }
  }

  /// self ± first·second in place, when all three are integers and self is large and ours alone;
  /// `false`, and nothing done, otherwise.
  ///
  /// Sums over one common denominator are made of these: no gcd, no allocation.
  @usableFromInline
  mutating func addIntegerProduct(
    _ first: Rational, _ second: Rational, isNegative: Bool
  ) -> Bool {
    guard case .large(var mine) = storage, mine.isInteger else { return false }
    guard first.isInteger, second.isInteger else { return false }
    storage = .small(0, 1)  // As above.
    guard isKnownUniquelyReferenced(&mine) else {
      storage = .large(mine)
      return false
    }
    switch (first.storage, second.storage) {
    case (.small(let factor, _), .large(let other)), (.large(let other), .small(let factor, _)):
      mine.addProduct(other, factor, isNegative: isNegative)
    case (.large(let one), .large(let other)):
      mine.addProduct(one, other, isNegative: isNegative)
    case (.small(let one, _), .small(let other, _)):
      mine.addProduct(LargeRational(one, 1), other, isNegative: isNegative)
    }
    self = Rational(mine)
    return true
  }

  /// Changes the sign, in place when nobody else holds the number.
  @usableFromInline
  mutating func negateLarge() {
    guard case .large(var mine) = storage else { return negate() }
    storage = .small(0, 1)  // As above.
    if !isKnownUniquelyReferenced(&mine) {
      let copy = LargeRational()
      copy.assign(copy, .subtract, mine)
      self = Rational(copy)
    } else {
      mine.negate()
      self = Rational(mine)
    }
  }
}
