// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// An integer matrix in machine words, by columns, small enough for sums in 128 bits.
///
/// Always true: the absolute values in any one row, and in any one column, add up to less than 2⁶².
struct WordMatrix: Sendable {
  fileprivate var starts: [Int] = [0]
  fileprivate var indices: [Int] = []
  fileprivate var values: [Int] = []

  /// `nil` when an entry or a sum is too large.
  init?(_ columns: [LiftedFactorization.Column]) {
    let limit = 1 << 62
    var rowSums = [Int](repeating: 0, count: columns.count)
    for column in columns {
      var columnSum = 0
      for entry in column {
        guard let value = Int(exactly: entry.value), value.magnitude < limit else { return nil }
        columnSum += Int(value.magnitude)
        rowSums[entry.index] += Int(value.magnitude)
        guard columnSum < limit, rowSums[entry.index] < limit else { return nil }
        indices.append(entry.index)
        values.append(value)
      }
      starts.append(indices.count)
    }
  }
}

/// What is left of the right side while a solution is lifted digit by digit: (b − B·x)/pᵏ.
///
/// After a few digits its entries are no larger than the sums of the rows of B, so two machine words
/// hold them; while they do not, or when B itself is too large, GMP does.
struct LiftedResidual {
  private enum Storage {
    case words([Int128], WordMatrix)
    case integers([Rational], WordMatrix?)
  }

  private var storage: Storage

  init(_ integers: [Rational], words: WordMatrix?) {
    storage = .integers(integers, words)
    narrow()
  }

  /// Goes over to machine words when they suffice.
  private mutating func narrow() {
    guard case .integers(let integers, let matrix?) = storage else { return }
    var words: [Int128] = []
    words.reserveCapacity(integers.count)
    for integer in integers {
      guard let word = integer.int128 else { return }
      words.append(word)
    }
    storage = .words(words, matrix)
  }

  /// Each entry modulo p.
  var residues: [Residue] {
    switch storage {
    case .words(let words, _): words.map { Residue($0) }
    case .integers(let integers, _): integers.map(LiftedFactorization.residue)
    }
  }

  /// r ← (r − B·digits)/p, or with Bᵀ.
  mutating func lift(
    _ digits: [Residue], columns: [LiftedFactorization.Column], isTransposed: Bool
  ) {
    switch storage {
    case .words(var words, let matrix):
      storage = .integers([], nil)  // Releases our reference, so that the words change in place.
      Self.lift(&words, matrix, digits, isTransposed: isTransposed)
      storage = .words(words, matrix)
    case .integers(var integers, let matrix):
      for (position, column) in columns.enumerated() {
        for entry in column {
          if isTransposed {
            integers[position].subtractProduct(entry.value, Rational(digits[entry.index]))
          } else {
            integers[entry.index].subtractProduct(entry.value, Rational(digits[position]))
          }
        }
      }
      for index in integers.indices { integers[index].divideExactly(by: Residue.modulus) }
      storage = .integers(integers, matrix)
      narrow()
    }
  }

  private static func lift(
    _ words: inout [Int128], _ matrix: WordMatrix, _ digits: [Residue], isTransposed: Bool
  ) {
    for position in digits.indices {
      for entry in matrix.starts[position]..<matrix.starts[position + 1] {
        let index = matrix.indices[entry]
        let digit = Int(digits[isTransposed ? index : position].value)
        words[isTransposed ? position : index] &-= Int128(matrix.values[entry]) &* Int128(digit)
      }
    }
    // p divides every entry; the product with 1/p modulo 2¹²⁸ is then the quotient.
    for index in words.indices { words[index] &*= inverseOfModulus }
  }

  /// 1/p modulo 2¹²⁸, by Newton's iteration: each step doubles the number of right bits.
  private static let inverseOfModulus: Int128 = {
    let modulus = Int128(Residue.modulus)
    var inverse = modulus
    for _ in 0..<6 { inverse = inverse &* (2 &- modulus &* inverse) }
    return inverse
  }()
}

extension Rational {
  fileprivate init(_ residue: Residue) { self.init(Int(residue.value)) }
}

extension Int {
  /// The integer, when it is one and fits.
  fileprivate init?(exactly number: Rational) {
    guard let wide = number.int128 else { return nil }
    self.init(exactly: wide)
  }
}
