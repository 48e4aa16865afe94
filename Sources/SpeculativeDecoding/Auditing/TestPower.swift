// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
public import Rationals

/// How many samples see a deviation, and how small a deviation so many samples see.
///
/// A law at total variation δ from p has χ² divergence Σ(law − p)²/p ≥ 4δ² by Cauchy and Schwarz, with
/// equality when every probability is off by the same factor, so N samples give the G test a
/// noncentrality of at least 4δ²N. The power is that of the noncentral χ² law: the usual
/// approximation, in floating point. ``fewestSamples(totalVariation:)`` is rigorous instead.
///
/// ```swift
/// let test = TestPower(supportSize: 32768, level: 1 / 1000000, power: 9 / 10)
/// test.fewestSamples(totalVariation: 1 / 100)   // → 60541
/// ```
public struct TestPower: Sendable {
  /// The number of tokens the target can emit, at least 2.
  public let supportSize: Int
  /// The largest probability of a false alarm.
  public let level: Rational
  /// The probability with which the deviation is to be seen.
  public let power: Rational

  /// For so many possible tokens, a level (of false alarms) and a power (of true ones).
  public init(supportSize: Int, level: Rational, power: Rational) {
    precondition(supportSize >= 2, "a target of one token can only be broken by an impossible one")
    precondition(level > 0 && level < 1, "a level is between 0 and 1")
    precondition(power > level && power < 1, "a power is between the level and 1")
    self.supportSize = supportSize
    self.level = level
    self.power = power
  }

  private var noncentrality: Double {
    ChiSquared(degreesOfFreedom: supportSize - 1)
      .noncentrality(level: level.nearestDouble, power: power.nearestDouble)
  }

  /// About how many samples the G test needs.
  public func samples(totalVariation: Rational) -> Double {
    noncentrality / (4 * totalVariation.nearestDouble * totalVariation.nearestDouble)
  }

  /// About the smallest total variation that `samples` show to the G test.
  public func smallestTotalVariation(samples: Int) -> Double {
    min(1, (noncentrality / (4 * Double(samples))).squareRoot())
  }

  /// A number of samples below which no test whatever reaches level and power, for a target whose
  /// tokens split into two halves of probability ½ (δ < ½).
  ///
  /// The law off by the factor 1 ± 2δ on the halves has divergence
  /// D = (½+δ)·ln(1+2δ) + (½−δ)·ln(1−2δ) a sample, and by the data-processing inequality
  /// N·D ≥ b·ln(b/a) + (1−b)·ln((1−b)/(1−a)) for level a and power b. Rigorous: logarithms are enclosed.
  public func fewestSamples(totalVariation: Rational) -> Rational? {
    guard totalVariation.signum > 0, totalVariation < Rational(1, 2) else { return nil }
    let half = Rational(1, 2)
    let divergence =
      Enclosure.logarithm(of: 1 + 2 * totalVariation).scaled(by: half + totalVariation)
      + Enclosure.logarithm(of: 1 - 2 * totalVariation).scaled(by: half - totalVariation)
    let needed =
      Enclosure.logarithm(of: power / level).scaled(by: power)
      + Enclosure.logarithm(of: (1 - power) / (1 - level)).scaled(by: 1 - power)
    guard divergence.upper.signum > 0 else { return nil }
    return -(-(needed.lower / divergence.upper)).floor
  }
}
