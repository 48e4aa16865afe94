// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals
import SpeculativeDecoding

/// One row of a kernel as it stands in a file.
struct KernelRow {
  let row: Kernel.Row
  /// Whether the row says which part was accepted.
  let hasAcceptance: Bool

  /// Throws ``AuditStop`` with the branch when a row of positive probability holds something that is no
  /// number; in a row of probability 0 it is taken for a point, since nobody will ever meet it.
  init(_ cursor: JSONCursor, index: Int, vocabulary: Int) throws {
    let drafts = try cursor.required("draft").elements().map { try $0.integer() }
    let branch = "row \(index) (draft \(drafts))"
    guard case .value(let weight) = try AuditNumber(try cursor.required("w")) else {
      throw AuditStop.answered(
        .undefined("\(branch): w is \(try cursor.required("w").value.text())", row: index))
    }
    let output = try Self.values(try cursor.required("out"))
    let accepted = try cursor.optional("acc").map(Self.values)
    hasAcceptance = accepted != nil
    let zeros = [Rational](repeating: 0, count: vocabulary)
    switch (output, accepted ?? .numbers(zeros)) {
    case (.numbers(let output), .numbers(let accepted)):
      row = Kernel.Row(
        drafts: drafts, probability: weight, output: output, accepted: accepted)
    case (.undefined(let place, let text), _), (_, .undefined(let place, let text)):
      guard weight.isZero else {
        throw AuditStop.answered(
          .undefined(
            "\(branch), of probability \(weight): \(place) is \(text), which is no number",
            row: index))
      }
      var point = zeros
      point[0] = 1
      row = Kernel.Row(drafts: drafts, probability: 0, output: point, accepted: zeros)
    }
  }

  private enum Values {
    case numbers([Rational])
    /// Where, and what stands there.
    case undefined(place: String, text: String)
  }

  private static func values(_ cursor: JSONCursor) throws -> Values {
    guard case .array = cursor.value else {
      // A whole row may be missing: null, or "0/0".
      guard case .undefined(let text) = try AuditNumber(cursor) else {
        throw cursor.error(expected: "an array of numbers")
      }
      return .undefined(place: cursor.path, text: text)
    }
    var numbers: [Rational] = []
    for element in try cursor.elements() {
      switch try AuditNumber(element) {
      case .value(let value): numbers.append(value)
      case .undefined(let text): return .undefined(place: element.path, text: text)
      }
    }
    return .numbers(numbers)
  }
}
