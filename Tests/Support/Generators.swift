// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

extension Choices {
  /// A fraction of small integers.
  public mutating func smallRational() -> Rational {
    Rational(integer(in: -12...12), integer(in: 1...12))
  }

  /// A number from where things go wrong: around the border of machine integers, huge, tiny, zero.
  public mutating func awkwardRational() -> Rational {
    let borders = [0, 1, 2, 3, 1 << 31, 1 << 32, 1 << 53, 1 << 62, .max - 1, .max]
    let numerator = Rational(pick(from: borders)) + Rational(integer(in: -2...2))
    let denominator = Rational(pick(from: borders.dropFirst().map { $0 }))
    let value = (bool() ? -numerator : numerator) / denominator
    switch integer(in: 0...4) {
    case 0: return value
    case 1: return value * Rational(10).raised(to: integer(in: 0...60))
    case 2: return value / Rational(7).raised(to: integer(in: 0...60))
    case 3: return hugeRational(words: 2)
    default: return smallRational()
    }
  }

  /// A fraction with up to `words`·60 random bits above and below.
  public mutating func hugeRational(words: Int = 20) -> Rational {
    let sign = bool() ? -1 : 1
    let numerator = hugeNatural(words: words)
    return Rational(sign) * numerator / (hugeNatural(words: words) + 1)
  }

  /// A natural number with up to `words`·60 random bits.
  public mutating func hugeNatural(words: Int = 20) -> Rational {
    let base = Rational(1 << 60)
    return (0..<integer(in: 1...words)).reduce(0) { value, _ in
      value * base + Rational(integer(in: 0...(1 << 60 - 1)))
    }
  }

  /// Probabilities that sum to exactly 1.
  ///
  /// Kinds: small weights with zeros and ties, a single point, uniform, huge weights of 60 bits, and
  /// weights spread over fourteen decades, as real softmax rows are. With a `denominator`, each is a
  /// multiple of 1/denominator. Without `zeros`, each is positive.
  public mutating func distribution(
    size: Int, denominator: Int? = nil, zeros: Bool = true
  ) -> [Rational] {
    precondition(size > 0, "no probabilities sum to 1")
    if let denominator { return grid(size: size, denominator: denominator, zeros: zeros) }
    let kind = integer(in: 0...5)
    var weights: [Rational]
    switch kind {
    case 0, 1:
      weights = (0..<size).map { _ in Rational(integer(in: 0...(kind == 0 ? 3 : 12))) }
    case 2:
      weights = (0..<size).map { _ in 1 }
    case 3:
      let point = integer(in: 0...(size - 1))
      weights = (0..<size).map { $0 == point ? 1 : 0 }
    case 4:
      weights = (0..<size).map { _ in Rational(integer(in: 0...(1 << 60))) }
    default:
      weights = (0..<size).map { _ in
        Rational(integer(in: 1...9)) * Rational(10).raised(to: integer(in: 0...14))
      }
    }
    if !zeros { weights = weights.map { $0.isZero ? 1 : $0 } }
    if weights.allSatisfy(\.isZero) { weights[0] = 1 }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// Cuts 0…denominator at random places, so that all compositions are about equally likely.
  private mutating func grid(size: Int, denominator: Int, zeros: Bool) -> [Rational] {
    let least = zeros ? 0 : 1
    precondition(denominator >= max(1, least * size), "too few parts for the probabilities")
    let free = denominator - least * size
    let cuts = (1..<size).map { _ in integer(in: 0...free) }.sorted() + [free]
    return zip([0] + cuts, cuts).map { Rational($1 - $0 + least, denominator) }
  }
}
