// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// The χ² distribution, central and not, in floating point: for planning and for asymptotic p-values,
/// which are approximations however they are computed, and never for a verdict.
struct ChiSquared {
  let degreesOfFreedom: Int

  /// P(χ² ≥ x).
  func upperTail(_ x: Double) -> Double {
    Self.upperGamma(shape: Double(degreesOfFreedom) / 2, x / 2)
  }

  /// The x with P(χ² ≥ x) = `tail`, by bisection.
  func quantile(upperTail tail: Double) -> Double {
    Self.bisection { upperTail($0) > tail }
  }

  /// P(χ²(λ) ≥ x): a Poisson(λ/2) mixture of central tails with 2j more degrees of freedom.
  func upperTail(_ x: Double, noncentrality: Double) -> Double {
    let mean = noncentrality / 2
    var total = 0.0
    let spread = 12 * (mean.squareRoot() + 4)
    for step in max(0, Int(mean - spread))...Int(mean + spread) {
      let logWeight =
        -mean + Double(step) * (mean > 0 ? log(mean) : 0) - Self.logGamma(Double(step + 1))
      if mean == 0 && step > 0 { break }
      let shape = Double(degreesOfFreedom) / 2 + Double(step)
      total += exp(logWeight) * Self.upperGamma(shape: shape, x / 2)
    }
    return total
  }

  /// The λ at which a test of this level has this power.
  func noncentrality(level: Double, power: Double) -> Double {
    let threshold = quantile(upperTail: level)
    return Self.bisection { upperTail(threshold, noncentrality: $0) < power }
  }

  /// The x ≥ 0 at which a condition that holds from 0 on stops to hold.
  private static func bisection(_ holds: (Double) -> Bool) -> Double {
    var upper = 1.0
    while holds(upper), upper < 1e12 { upper *= 2 }
    var lower = 0.0
    for _ in 0..<80 {
      let middle = (lower + upper) / 2
      if holds(middle) { lower = middle } else { upper = middle }
    }
    return upper
  }

  private static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }

  /// Q(a, x) = Γ(a, x)/Γ(a): the series of P below a + 1, Lentz's continued fraction above.
  private static func upperGamma(shape a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 1 }
    let scale = exp(-x + a * log(x) - logGamma(a))
    if x < a + 1 {
      var term = 1 / a
      var sum = term
      var next = a
      while term > sum * 1e-17 {
        next += 1
        term *= x / next
        sum += term
      }
      return max(0, 1 - sum * scale)
    }
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var h = d
    for step in 1...10_000 {
      let n = Double(step)
      let factor = -n * (n - a)
      b += 2
      d = 1 / (factor * d + b)
      c = b + factor / c
      let delta = c * d
      h *= delta
      if abs(delta - 1) < 1e-15 { break }
    }
    return min(1, h * scale)
  }
}
