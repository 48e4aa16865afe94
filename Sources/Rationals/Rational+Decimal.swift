// SPDX-License-Identifier: GPL-3.0-or-later

extension Rational {
  /// The nearest decimal with exactly this many digits after the point; halves go to the even digit.
  ///
  /// For display: a decimal is never read back as the number.
  public func decimal(places: Int) -> String {
    precondition(places >= 0, "a number of digits is not negative")
    let digits = large.roundedMagnitude(scaledBy: 10, to: places).description
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
    let number = large
    var exponent = number.exponent(base: 10)
    var digits = number.roundedMagnitude(scaledBy: 10, to: count - 1 - exponent).description
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
    large.finiteDecimalPlaces.map { decimal(places: $0) }
  }

  /// The largest integer ≤ self.
  public var floor: Rational {
    if case .small(_, 1) = storage { return self }
    return Rational(large.floor)
  }
}
