// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGMP

extension Rational {
  /// The nearest decimal with exactly this many digits after the point; halves go to the even digit.
  ///
  /// For display: a decimal is never read back as the number.
  public func decimal(places: Int) -> String {
    precondition(places >= 0, "a number of digits is not negative")
    let digits = (self * Rational(10).raised(to: places)).roundedToEven.magnitude.description
    let sign = signum < 0 && digits.contains { $0 != "0" } ? "-" : ""
    guard places > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// The nearest decimal with this many significant digits; halves go to the even digit.
  ///
  /// Plain notation for decimal exponents from −5 up to the number of digits, scientific beyond;
  /// trailing zeros after the point are dropped, so that exact values look exact.
  public func decimal(significantDigits count: Int) -> String {
    precondition(count > 0, "at least one digit")
    guard !isZero else { return "0" }
    var exponent = decimalExponent
    var digits = magnitude.scaled(byPowerOfTen: count - 1 - exponent).roundedToEven.description
    if digits.count > count {  // 9.99… rounded up to the next power of ten.
      digits.removeLast()
      exponent += 1
    }
    while digits.count > 1 && digits.last == "0" { digits.removeLast() }
    let sign = signum < 0 ? "-" : ""
    if exponent < -5 || exponent >= max(count, digits.count) {
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent)"
    }
    if exponent < 0 {
      return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
    }
    let padded = digits + String(repeating: "0", count: max(0, exponent + 1 - digits.count))
    let whole = padded.prefix(exponent + 1)
    let fraction = padded.dropFirst(exponent + 1)
    return sign + whole + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// The number as a finite decimal, exactly; `nil` when its denominator has a prime other than 2, 5.
  public var finiteDecimal: String? {
    var rest = denominator
    var places = 0
    for prime in [Rational(10), 2, 5] {
      while (rest / prime).isInteger {
        rest /= prime
        places += 1
      }
    }
    return rest == 1 ? decimal(places: places) : nil
  }

  /// The largest integer ≤ self.
  public var floor: Rational {
    if case .small(_, 1) = storage { return self }
    let number = large
    let result = LargeRational()
    __gmpz_fdiv_q(result.numerator, number.numerator, number.denominator)
    return Rational(result)
  }

  /// The nearest integer; halves go to the even one.
  var roundedToEven: Rational {
    let below = floor
    let excess = self - below
    let half = Rational(1, 2)
    if excess < half { return below }
    if excess > half { return below + 1 }
    return (below / 2).isInteger ? below : below + 1
  }

  /// e with 10ᵉ ≤ |self| < 10ᵉ⁺¹; self is not 0.
  private var decimalExponent: Int {
    let number = large
    // sizeinbase may be one too large, on either side; comparison settles it.
    var exponent =
      __gmpz_sizeinbase(number.numerator, 10) - __gmpz_sizeinbase(number.denominator, 10) + 1
    let size = magnitude
    while size < Rational(1).scaled(byPowerOfTen: exponent) { exponent -= 1 }
    return exponent
  }

  private func scaled(byPowerOfTen exponent: Int) -> Rational {
    self * Rational(10).raised(to: exponent)
  }
}
