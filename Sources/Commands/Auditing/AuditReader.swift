// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// How numbers that do not sum to 1 are taken.
enum AuditMode {
  case strict
  /// Divide by the exact sum, and report it.
  case normalize
  /// Leave them as the implementation used them; for kernels and laws.
  case asUsed
}

/// What ends the reading of an input before there is anything to audit.
enum AuditStop: Error {
  /// The answer is already known: refused or undefined.
  case answered(AuditAnswer)
}

/// Reads the parts that audit inputs have in common.
struct AuditReader {
  let root: JSONCursor
  let mode: AuditMode
  private(set) var notes: [String] = []

  init(_ root: JSONCursor, mode: AuditMode) {
    self.root = root
    self.mode = mode
  }

  mutating func note(_ text: String) { notes.append(text) }

  /// The numbers of `key`, summing to 1 in the sense of the mode, as a distribution.
  mutating func distribution(_ key: String) throws -> Distribution {
    try distribution(of: try root.required(key))
  }

  mutating func distribution(of cursor: JSONCursor) throws -> Distribution {
    let weights = try weights(of: cursor)
    do throws(DistributionError) {
      guard mode == .normalize else { return try Distribution(weights) }
      noteSum(of: weights, at: cursor)
      return try Distribution(normalizing: weights)
    } catch {
      if case .wrongSum = error {
        throw cursor.error("\(error); --normalize divides by the sum")
      }
      throw cursor.error(error.description)
    }
  }

  /// The numbers of `key` as the mode takes them: only `asUsed` lets them sum to anything.
  mutating func law(_ key: String) throws -> [Rational] {
    let cursor = try root.required(key)
    guard mode == .asUsed else { return try distribution(of: cursor).probabilities }
    let weights = try weights(of: cursor)
    if let index = weights.firstIndex(where: { $0.signum < 0 }) {
      throw cursor.error("entry \(index) is negative: \(weights[index])")
    }
    let sum = weights.reduce(0, +)
    if sum != 1 { note("\(cursor.path) sums to \(sum.withDecimal); taken as used") }
    return weights
  }

  mutating func noteSum(of weights: [Rational], at cursor: JSONCursor) {
    let sum = weights.reduce(0, +)
    if sum != 1 { note("\(cursor.path) sums to \(sum.withDecimal); divided by it") }
  }

  /// Exact numbers, or an object with the bit patterns of floats.
  func weights(of cursor: JSONCursor) throws -> [Rational] {
    if case .object = cursor.value {
      for format in BitPatterns.allCases {
        if let hex = try cursor.optional(format.rawValue) { return try format.values(hex) }
      }
      let names = BitPatterns.allCases.map(\.rawValue).joined(separator: ", ")
      throw cursor.error(expected: "an array of numbers, or an object with one of \(names)")
    }
    let numbers = try numbers(of: cursor)
    guard let total = try root.optional("total")?.rational() else { return numbers }
    guard total.signum > 0 else { throw root.error("\"total\" must be positive") }
    return numbers.map { $0 / total }
  }

  /// k, the number of drafts; `nil` when it is not given.
  func draftCount() throws -> Int? {
    guard let cursor = try root.optional("k") else { return nil }
    let count = try cursor.integer()
    guard (1...64).contains(count) else {
      throw cursor.error(expected: "a number of drafts from 1 to 64")
    }
    return count
  }

  /// Numbers, all of them defined.
  func numbers(of cursor: JSONCursor) throws -> [Rational] {
    try cursor.elements().map { element in
      switch try AuditNumber(element) {
      case .value(let value): return value
      case .undefined(let text):
        throw AuditStop.answered(.undefined("\(element.path) is \(text), which is no number"))
      }
    }
  }
}

/// A number, or what stands where an implementation found none.
enum AuditNumber {
  case value(Rational)
  case undefined(String)

  private static let words: Set<String> = [
    "nan", "-nan", "+nan", "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity", "undefined",
  ]

  init(_ cursor: JSONCursor) throws {
    switch cursor.value {
    case .null: self = .undefined("null")
    case .string(let text) where Self.words.contains(text.lowercased()): self = .undefined(text)
    case .string(let text) where Self.dividesByZero(text):
      self = .undefined(text)
    default: self = .value(try cursor.rational())
    }
  }

  private static func dividesByZero(_ text: String) -> Bool {
    do throws(RationalSyntaxError) {
      _ = try Rational(parsing: text)
      return false
    } catch {
      return error == .zeroDenominator
    }
  }
}
