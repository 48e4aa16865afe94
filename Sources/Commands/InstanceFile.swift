// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import SpeculativeDecoding

/// An instance read from JSON, for the commands that work on fractions, and what to say about it.
struct InstanceFile {
  typealias Mode = InstanceText.Mode

  let instance: Instance
  /// What the person should know: unknown keys, sums divided by.
  let notes: [String]

  init(_ cursor: JSONCursor, mode: Mode) throws {
    try self.init(InstanceText(cursor, mode: mode))
  }

  private init(_ text: InstanceText) throws {
    do {
      instance = try Instance(
        name: text.name, tokens: text.tokens, target: try Distribution(text.target),
        draft: try Distribution(text.draft), drafts: text.drafts,
        sampling: Sampling(text.sampling))
    } catch {
      throw text.error("\(error)")
    }
    notes = text.notes
  }

  /// How drafts are drawn; `alternatives` names what the caller takes besides.
  static func sampling(_ cursor: JSONCursor, alternatives: String = "") throws -> Sampling {
    let names = try cursor.optional("tokens")?.elements().map { try $0.string() }
    return Sampling(
      try InstanceText.sampling(cursor, names: names, alternatives: alternatives))
  }

  /// Reads a file, or standard input for "-".
  static func read(_ path: String, mode: Mode) throws -> InstanceFile {
    try InstanceFile(InstanceText.read(path, mode: mode))
  }
}

extension Sampling {
  init(_ sampling: InstanceText.Sampling) {
    switch sampling {
    case .iid: self = .iid
    case .withoutReplacement: self = .withoutReplacement
    case .hub(let token): self = .hub(token: token)
    case .greedy: self = .greedy
    case .joint(let tuples):
      self = .joint(
        tuples.map { DraftLaw.Entry(drafts: $0.drafts, probability: $0.probability) })
    }
  }
}
