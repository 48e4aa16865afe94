// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import Rationals

/// An instance as a file describes it: target, draft, and how drafts are drawn. Read exactly.
///
/// Both distributions are integers over a common denominator from the start, so that a vocabulary of
/// 150,000 tokens takes a fraction of a second.
public struct InstanceText: Sendable {
  /// How numbers that do not sum to 1 are taken.
  public enum Mode: String, Sendable {
    /// Each list must sum to exactly 1, or to `total`.
    case strict
    /// Divide by the exact sum, and report it.
    case normalize
  }

  /// How drafts are drawn, in the words of the file.
  public enum Sampling: Sendable {
    /// Independent draws.
    case iid
    /// Each draw without the tokens drawn before.
    case withoutReplacement
    /// Pairs with a hub; the most probable token unless one is named.
    case hub(token: Int?)
    /// The k − 1 most probable tokens and one draw from the rest.
    case greedy
    /// A law given tuple by tuple.
    case joint([(drafts: [Int], probability: Rational)])
  }

  /// The name that the file gives.
  public let name: String?
  /// The names of the tokens, or their ids in a larger vocabulary.
  public let tokens: [String]?
  /// p.
  public let target: IntegerDistribution
  /// q.
  public let draft: IntegerDistribution
  /// k; 2 unless the file says otherwise.
  public let drafts: Int
  /// How the drafts are drawn.
  public let sampling: Sampling
  /// What the person should know: unknown keys, sums divided by.
  public let notes: [String]
  private let cursor: JSONCursor

  /// Keys that describe where an instance comes from; they change nothing.
  private static let annotations: Set<String> = [
    "temperature", "context", "note", "source", "category", "license",
  ]
  private static let known: Set<String> = [
    "name", "tokens", "token_ids", "target", "draft", "p_hex", "q_hex", "total", "drafts",
    "sampling", "hub",
  ]

  /// Reads an instance; throws with the key path of whatever is wrong with it.
  public init(_ cursor: JSONCursor, mode: Mode) throws(JSONPathError) {
    guard case .object = cursor.value else { throw cursor.error(expected: "an object") }
    var notes: [String] = []
    for key in cursor.keys where !Self.known.contains(key) && !Self.annotations.contains(key) {
      notes.append("unknown key \"\(key)\" is ignored")
    }
    let total = try cursor.optional("total")?.rational()
    if let total, total.signum <= 0 { throw cursor.error("\"total\" must be positive") }
    func distribution(
      _ key: String, _ hexKey: String
    ) throws(JSONPathError) -> IntegerDistribution {
      let (list, weights) = try Self.weights(cursor, key, hexKey)
      return try weights.distribution(list, total: total, mode: mode, notes: &notes)
    }
    target = try distribution("target", "p_hex")
    draft = try distribution("draft", "q_hex")
    let names = try cursor.optional("tokens")?.strings()
    let tokenIDs = try cursor.optional("token_ids")?.rationals()
    tokens = names ?? tokenIDs?.map(\.description)
    drafts = try cursor.optional("drafts")?.integer() ?? 2
    sampling = try Self.sampling(cursor, names: names)
    name = try cursor.optional("name")?.string()
    self.notes = notes
    self.cursor = cursor
  }

  /// Reads the one instance in a file, or on standard input for `-`.
  public static func read(_ path: String, mode: Mode) throws -> InstanceText {
    let source = path == "-" ? "standard input" : path
    let value = try JSONValue.parse(ModelFile.bytes(path), source: source)
    return try InstanceText(JSONCursor(value, source: source), mode: mode)
  }

  /// The error that the instance as a whole makes no sense.
  public func error(_ reason: String) -> JSONPathError { cursor.error(reason) }

  /// The question about the largest acceptance that the instance asks.
  public func problem() throws(JSONPathError) -> AcceptanceProblem {
    do {
      let law: DraftedSetLaw
      switch sampling {
      case .iid: law = try .iid(drafts: drafts)
      case .withoutReplacement: law = try .withoutReplacement(draft, drafts: drafts)
      case .hub(let token): law = try .hub(draft, token: token, drafts: drafts)
      case .greedy: law = try .greedy(draft, drafts: drafts)
      case .joint(let tuples):
        law = try .joint(tuples, drafts: drafts, vocabulary: draft.count)
      }
      return try AcceptanceProblem(target: target, draft: draft, law: law)
    } catch {
      throw cursor.error(error.description)
    }
  }

  /// The numbers of a distribution: exact ones, or the bit patterns of floats.
  private static func weights(
    _ cursor: JSONCursor, _ key: String, _ hexKey: String
  ) throws(JSONPathError) -> (JSONCursor, ScaledWeights) {
    if let hex = try cursor.optional(hexKey) {
      if try cursor.optional(key) != nil {
        throw hex.error("\"\(key)\" and \"\(hexKey)\" say the same thing twice")
      }
      return (hex, try ScaledWeights(hex, format: .float32))
    }
    let list = try cursor.required(key)
    guard case .object = list.value else { return (list, try ScaledWeights(list)) }
    for format in BitPatterns.allCases {
      if let hex = try list.optional(format.rawValue) {
        return (hex, try ScaledWeights(hex, format: format))
      }
    }
    let names = BitPatterns.allCases.map(\.rawValue).joined(separator: ", ")
    throw list.error(expected: "an array of numbers, or an object with one of \(names)")
  }

  /// How drafts are drawn; `alternatives` names what the caller takes besides.
  public static func sampling(
    _ cursor: JSONCursor, names: [String]?, alternatives: String = ""
  ) throws(JSONPathError) -> Sampling {
    let hub = try cursor.optional("hub")
    guard let sampling = try cursor.optional("sampling") else {
      if let hub { throw hub.error("a hub needs \"sampling\": \"hub\"") }
      return .iid
    }
    if case .object = sampling.value {
      let list = try sampling.required("joint")
      guard case .array(let entries) = list.value else { throw list.error(expected: "an array") }
      var tuples: [(drafts: [Int], probability: Rational)] = []
      tuples.reserveCapacity(entries.count)
      var cursors: [JSONCursor] = []
      for (index, entry) in entries.enumerated() {
        if let tuple = quickTuple(entry) {
          tuples.append(tuple)
        } else {
          if cursors.isEmpty { cursors = try list.elements() }
          tuples.append(try tuple(cursors[index]))
        }
      }
      return .joint(tuples)
    }
    let name = try sampling.string()
    if let hub, name != "hub" {
      throw hub.error("a hub needs \"sampling\": \"hub\", found \"\(name)\"")
    }
    switch name {
    case "iid": return .iid
    case "without-replacement": return .withoutReplacement
    case "greedy": return .greedy
    case "hub":
      guard let hub else { return .hub(token: nil) }
      return .hub(token: try hubToken(hub, names: names))
    default:
      throw sampling.error(
        expected: "iid, without-replacement, hub, greedy\(alternatives) or {\"joint\": […]}",
        found: "\"\(name)\"")
    }
  }

  private static func tuple(
    _ entry: JSONCursor
  ) throws(JSONPathError) -> (drafts: [Int], probability: Rational) {
    var drafts: [Int] = []
    for token in try entry.required("draft").elements() { drafts.append(try token.integer()) }
    return (drafts, try entry.required("w").rational())
  }

  /// The same without the paths that only an error needs; `nil` when anything is unusual.
  private static func quickTuple(
    _ entry: JSONValue
  ) -> (drafts: [Int], probability: Rational)? {
    guard case .object(let members) = entry, members.count == 2, members[0].key == "draft",
      members[1].key == "w", case .array(let tokens) = members[0].value,
      case .string(let text) = members[1].value,
      text.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "/") }),
      let probability = Rational(text)
    else { return nil }
    var drafts: [Int] = []
    for token in tokens {
      guard case .number(let number) = token, let index = number.machineInteger else { return nil }
      drafts.append(index)
    }
    return (drafts, probability)
  }

  /// A hub is named by its index or by its name.
  private static func hubToken(
    _ hub: JSONCursor, names: [String]?
  ) throws(JSONPathError) -> Int {
    guard case .string(let name) = hub.value else { return try hub.integer() }
    guard let index = names?.firstIndex(of: name) else {
      throw hub.error(expected: "the index of a token or one of \"tokens\"", found: "\"\(name)\"")
    }
    return index
  }
}
