// SPDX-License-Identifier: GPL-3.0-or-later

/// A vector of integers, known digit by digit in base p from the least significant one on.
///
/// What a lifting algorithm produces; ``reconstruct()`` finds the fractions over one denominator that
/// it is the beginning of. The fractions are a guess until the equations they should solve are checked.
///
/// Idea: with digits known to M = pᴷ, a fraction n/d with |n|·d well below M is recovered from its
/// residue by Euclid's algorithm. The entries of a solution of linear equations share most of their
/// denominators, so one running denominator D is kept: most entries then need only one product modulo
/// M, and Euclid's algorithm runs when D has to grow.
package struct PadicVector {
  package let base: UInt64
  /// The digits of all entries, place by place.
  private var digits: [[UInt64]] = []
  private let count: Int
  /// The entry that stopped the last attempt: the first to look at in the next.
  private var probe = 0

  /// How much smaller than M a fraction must be to be believed, in bits; only time depends on it.
  ///
  /// Two digits: for p = 2ᵉ − 1 the residues of 2⁻ʲ are smaller than chance has it by up to one digit,
  /// whatever their number, since 2⁻ᵉ = 1/(1 + p) = 1 − p + p² − …
  private static var marginBits: Int { 128 }

  package init(count: Int, base: UInt64) {
    self.count = count
    self.base = base
  }

  /// The number of digits known.
  package var precision: Int { digits.count }

  /// Appends the next digit of every entry.
  package mutating func append(_ place: [UInt64]) {
    precondition(place.count == count, "one digit an entry")
    digits.append(place)
  }

  /// Integers nⱼ and D > 0 with nⱼ/D ≡ entry j, small enough to be believed, or `nil` when that takes
  /// more digits.
  ///
  /// Cost: a product modulo M an entry; Euclid's algorithm as often as the denominator grows.
  package mutating func reconstruct() -> CommonDenominatorVector? {
    guard count > 0 else { return CommonDenominatorVector([]) }
    let modulus = Rational(Int(base)).raised(to: precision).large
    let budget = modulus.numeratorBitWidth - 1 - Self.marginBits
    let squares = LargeRational.repeatedSquares(of: base, count: precision)
    var denominator = LargeRational(1, 1)
    var numerators = [LargeRational?](repeating: nil, count: count)
    /// What the denominator was multiplied by after entries 0 ..< position had been found.
    var growth: [(position: Int, factor: LargeRational)] = []
    let order = [probe] + (0..<count).filter { $0 != probe }
    for (position, entry) in order.enumerated() {
      let residue = LargeRational(digits: digits.map { $0[entry] }, squares: squares)
      var value = residue.product(denominator, modulo: modulus)
      if value.numeratorBitWidth + denominator.numeratorBitWidth > budget {
        guard
          let fraction = value.reconstructed(modulo: modulus, marginBits: Self.marginBits)
        else {
          probe = entry
          return nil
        }
        let grown = LargeRational()
        grown.assign(denominator, .multiply, fraction.denominator)
        denominator = grown
        growth.append((position, fraction.denominator))
        value = fraction.numerator
      }
      numerators[entry] = value
    }
    // Entries found earlier catch up with the denominator of the last, latest growth first.
    var factor = LargeRational(1, 1)
    var end = count
    for step in growth.reversed() + [(position: 0, factor: LargeRational(1, 1))] {
      for entry in order[step.position..<end] {
        numerators[entry]?.multiply(by: factor)
      }
      end = step.position
      let next = LargeRational()
      next.assign(factor, .multiply, step.factor)
      factor = next
    }
    return CommonDenominatorVector(
      numerators: numerators.map { Rational($0 ?? LargeRational()) },
      denominator: Rational(denominator))
  }
}

extension LargeRational {
  fileprivate func multiply(by factor: LargeRational) { assign(self, .multiply, factor) }
}
