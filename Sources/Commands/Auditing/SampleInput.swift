// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// What is asked of samples.
struct SampleOptions {
  /// How `verdict` is reached.
  enum Test: String, CaseIterable {
    /// The e-process: valid however often one looks.
    case anytime
    /// The exact or G test: valid once, at a number of samples fixed beforehand.
    case fixed
  }

  var level = Rational(1, 1_000_000)
  /// `consistent` is said only when this total variation would have been seen.
  var totalVariation = Rational(1, 20)
  var power = Rational(9, 10)
  var test = Test.anytime
}

/// Observed tokens: counts, or the ids one after the other.
struct SampleInput {
  static let observationKeys = ["ids", "observed", "samples"]

  private let observations: Observations
  /// The ids in order, when they were given.
  private let sequence: [Int]?
  /// The law of a rule known to be wrong, which the same number of samples must be able to reject.
  private let control: [Rational]?

  init(_ reader: inout AuditReader) throws {
    let target = try reader.distribution("p")
    let counts: [Int]
    if let cursor = try reader.root.optional("counts") {
      counts = try Self.counts(cursor, vocabulary: target.count)
      sequence = nil
    } else {
      let key = Self.observationKeys.first { reader.root.keys.contains($0) }!
      let ids = try Self.ids(try reader.root.required(key), vocabulary: target.count)
      var tally = [Int](repeating: 0, count: target.count)
      for id in ids { tally[id] += 1 }
      counts = tally
      sequence = ids
    }
    observations = Observations(target: target, counts: counts)
    if let cursor = try reader.root.optional("N") {
      let size = try cursor.integer()
      guard size == observations.size else {
        throw cursor.error(
          "N is \(size), but \(observations.size) tokens were observed")
      }
    }
    control =
      try reader.root.optional("control_law").map { try reader.distribution(of: $0).probabilities }
    if let control, control.count != target.count {
      throw reader.root.error("p has \(target.count) tokens and control_law \(control.count)")
    }
  }

  private static func counts(_ cursor: JSONCursor, vocabulary: Int) throws -> [Int] {
    let elements = try cursor.elements()
    guard elements.count == vocabulary else {
      throw cursor.error("\(elements.count) counts for \(vocabulary) tokens")
    }
    var total = 0
    return try elements.map { element in
      let count = try element.integer()
      let (sum, overflow) = total.addingReportingOverflow(count)
      guard count >= 0, !overflow, sum < 1 << 52 else {
        throw element.error(expected: "a count, not negative and below 2^52 in all")
      }
      total = sum
      return count
    }
  }

  private static func ids(_ cursor: JSONCursor, vocabulary: Int) throws -> [Int] {
    try cursor.elements().map { element in
      let id = try element.integer()
      guard (0..<vocabulary).contains(id) else {
        throw element.error(expected: "a token id from 0 to \(vocabulary - 1)")
      }
      return id
    }
  }

  func answer(_ options: SampleOptions) -> AuditAnswer {
    SampleReport(observations, sequence: sequence, control: control, options).answer
  }
}
