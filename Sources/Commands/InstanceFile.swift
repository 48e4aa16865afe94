// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Reads an instance from JSON, exactly, and says what it made of it.
struct InstanceFile {
  /// How numbers that do not sum to 1 are taken.
  enum Mode {
    case strict
    /// Divide by the exact sum, and report it.
    case normalize
  }

  let instance: Instance
  /// What the person should know: unknown keys, sums divided by.
  let notes: [String]

  /// Keys that describe where an instance comes from; they change nothing.
  private static let annotations: Set<String> = [
    "temperature", "context", "note", "source", "category", "license",
  ]
  private static let known: Set<String> = [
    "name", "tokens", "token_ids", "target", "draft", "p_hex", "q_hex", "total", "drafts",
    "sampling", "hub",
  ]

  init(_ cursor: JSONCursor, mode: Mode) throws {
    guard case .object = cursor.value else { throw cursor.error(expected: "an object") }
    var notes: [String] = []
    for key in cursor.keys where !Self.known.contains(key) && !Self.annotations.contains(key) {
      notes.append("unknown key \"\(key)\" is ignored")
    }
    let total = try cursor.optional("total")?.rational()
    func distribution(_ key: String, _ hexKey: String) throws -> Distribution {
      let (cursor, weights) = try Self.weights(cursor, key, hexKey)
      if let total, total.signum <= 0 { throw cursor.error("\"total\" must be positive") }
      if mode == .normalize {
        let sum = weights.reduce(0, +)
        if sum != 1 {
          notes.append(
            "\(cursor.path) sums to \(sum) (about \(sum.decimal(significantDigits: 12))); "
              + "divided by it")
        }
      }
      do {
        switch mode {
        case .normalize: return try Distribution(normalizing: weights)
        case .strict:
          return try Distribution(total.map { total in weights.map { $0 / total } } ?? weights)
        }
      } catch {
        throw cursor.error(Self.explain(error, total: total))
      }
    }
    let target = try distribution("target", "p_hex")
    let draft = try distribution("draft", "q_hex")
    let tokens = try cursor.optional("tokens")?.elements().map { try $0.string() }
    let tokenIDs = try cursor.optional("token_ids")?.elements().map { try $0.integer() }
    let drafts = try cursor.optional("drafts")?.integer() ?? 2
    let sampling = try Self.sampling(cursor, vocabulary: target.count)
    let name = try cursor.optional("name")?.string()
    do {
      instance = try Instance(
        name: name, tokens: tokens ?? tokenIDs?.map(String.init),
        target: target, draft: draft, drafts: drafts, sampling: sampling)
    } catch {
      throw cursor.error(error.description)
    }
    self.notes = notes
  }

  /// The numbers of a distribution: exact ones, or the bit patterns of floats.
  private static func weights(
    _ cursor: JSONCursor, _ key: String, _ hexKey: String
  ) throws -> (JSONCursor, [Rational]) {
    if let hex = try cursor.optional(hexKey) {
      if try cursor.optional(key) != nil {
        throw hex.error("\"\(key)\" and \"\(hexKey)\" say the same thing twice")
      }
      return (hex, try BitPatterns.float32.values(hex))
    }
    let list = try cursor.required(key)
    guard case .object = list.value else { return (list, try list.rationals()) }
    for format in BitPatterns.allCases {
      if let hex = try list.optional(format.rawValue) { return (hex, try format.values(hex)) }
    }
    let names = BitPatterns.allCases.map(\.rawValue).joined(separator: ", ")
    throw list.error(expected: "an array of numbers, or an object with one of \(names)")
  }

  private static func explain(_ error: DistributionError, total: Rational?) -> String {
    switch error {
    case .wrongSum(let sum):
      if let total {
        let found = sum * total
        return "the entries sum to \(found), not to \"total\" = \(total)"
      }
      return "\(error); --normalize divides by the sum"
    case .negative, .empty, .zeroWeights: return error.description
    }
  }

  /// How drafts are drawn; `alternatives` names what the caller takes besides.
  static func sampling(
    _ cursor: JSONCursor, vocabulary: Int, alternatives: String = ""
  ) throws -> Sampling {
    let hub = try cursor.optional("hub")
    guard let sampling = try cursor.optional("sampling") else {
      if let hub { throw hub.error("a hub needs \"sampling\": \"hub\"") }
      return .iid
    }
    if case .object = sampling.value {
      let entries = try sampling.required("joint").elements().map { entry in
        DraftLaw.Entry(
          drafts: try entry.required("draft").elements().map { try $0.integer() },
          probability: try entry.required("w").rational())
      }
      return .joint(entries)
    }
    let name = try sampling.string()
    if let hub, name != "hub" {
      throw hub.error("a hub needs \"sampling\": \"hub\", found \"\(name)\"")
    }
    switch name {
    case "iid": return .iid
    case "without-replacement": return .withoutReplacement
    case "greedy": return .greedy
    case "hub": return .hub(token: try hub.map { try hubToken($0, cursor) })
    default:
      throw sampling.error(
        expected: "iid, without-replacement, hub, greedy\(alternatives) or {\"joint\": […]}",
        found: "\"\(name)\"")
    }
  }

  /// A hub is named by its index or by its name.
  private static func hubToken(_ hub: JSONCursor, _ cursor: JSONCursor) throws -> Int {
    guard case .string(let name) = hub.value else { return try hub.integer() }
    let names = try cursor.optional("tokens")?.elements().map { try $0.string() } ?? []
    guard let index = names.firstIndex(of: name) else {
      throw hub.error(expected: "the index of a token or one of \"tokens\"", found: "\"\(name)\"")
    }
    return index
  }
}

extension InstanceFile {
  /// Reads a file, or standard input for "-".
  static func read(_ path: String, mode: Mode) throws -> InstanceFile {
    let bytes = try TextFile.read(path)
    let source = path == "-" ? "standard input" : path
    return try InstanceFile(
      JSONCursor(JSONValue.parse(bytes, source: source), source: source), mode: mode)
  }
}
