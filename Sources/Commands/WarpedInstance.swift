// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// An instance after temperature and truncation, as a file.
struct WarpedInstance {
  private let name: String?
  private let tokens: [String]?
  private let drafts: Int
  private let target: Distribution
  private let draft: Distribution
  /// What is not exact about it.
  private let note: String?

  init(_ instance: Instance, steps: [WarpStep]) throws {
    let warpings = try steps.map { try $0.exact() }
    func warped(_ distribution: Distribution) -> Distribution {
      warpings.reduce(distribution) { $1($0) }
    }
    name = instance.name
    tokens = instance.tokens
    drafts = instance.drafts
    target = warped(instance.target)
    draft = warped(instance.draft)
    note = nil
  }

  /// The softmax of log-weights at a temperature, then the steps.
  init(logWeights cursor: JSONCursor, temperature: Rational, then steps: [WarpStep]) throws {
    let warpings = try steps.map { try $0.exact() }
    func softmax(_ key: String) throws -> (distribution: Distribution, error: Rational) {
      let list = try cursor.required(key)
      let weights = try list.rationals()
      guard !weights.isEmpty else { throw list.error(expected: "a number", found: "none") }
      let softmax = SoftmaxEnclosure(logWeights: weights, temperature: temperature)
      return softmax.representative
    }
    let target = try softmax("target_log_weights")
    let draft = try softmax("draft_log_weights")
    guard target.distribution.count == draft.distribution.count else {
      throw cursor.error(
        "target has \(target.distribution.count) tokens and draft \(draft.distribution.count): "
          + "they must share a vocabulary")
    }
    name = try cursor.optional("name")?.string()
    tokens = try cursor.optional("tokens")?.elements().map { try $0.string() }
    drafts = try cursor.optional("drafts")?.integer() ?? 2
    self.target = warpings.reduce(target.distribution) { $1($0) }
    self.draft = warpings.reduce(draft.distribution) { $1($0) }
    let error = max(target.error, draft.error)
    note =
      "enclosure: before truncation each probability is within "
      + "\(error.decimal(significantDigits: 3)) of the softmax at temperature \(temperature), "
      + "which need not be rational"
  }

  var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let name { members.append(.init("name", .string(name))) }
    if let note { members.append(.init("note", .string(note))) }
    if let tokens { members.append(.init("tokens", .array(tokens.map(JSONValue.string)))) }
    members += [
      .init("target", .array(target.probabilities.map(JSONValue.exact))),
      .init("draft", .array(draft.probabilities.map(JSONValue.exact))),
      .init("drafts", .integer(drafts)),
    ]
    return .object(members)
  }
}
