// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import SpeculativeDecoding

/// A file with one instance, or with one a line (JSON Lines).
struct InstanceBatch {
  private let documents: [JSONCursor]
  private let mode: InstanceFile.Mode
  /// Replaces the number of drafts of every instance.
  private let drafts: Int?
  /// Whether the file is one instance and not JSON Lines.
  let isSingle: Bool

  /// Reads the file, which may be gzipped.
  ///
  /// A name in .jsonl or .jsonl.gz says that the file is JSON Lines even when it has one line.
  init(reading path: String, mode: InstanceFile.Mode, drafts: Int? = nil) throws {
    documents = try JSONLines.documents(in: ModelFile.bytes(path), source: path)
    isSingle =
      documents.count == 1 && !path.hasSuffix(".jsonl") && !path.hasSuffix(".jsonl.gz")
    self.mode = mode
    self.drafts = drafts
  }

  var count: Int { documents.count }

  /// The instance of one document, checked, with what there is to say about it.
  func file(_ index: Int) throws -> (instance: Instance, notes: [String]) {
    let file = try InstanceFile(documents[index], mode: mode)
    guard let drafts else { return (file.instance, file.notes) }
    let instance = file.instance
    do {
      return (
        try Instance(
          name: instance.name, tokens: instance.tokens, target: instance.target,
          draft: instance.draft, drafts: drafts, sampling: instance.sampling), file.notes
      )
    } catch {
      throw documents[index].error("with --drafts \(drafts): \(error)")
    }
  }

  /// The value of an annotation as text; `nil` when it is absent.
  func annotation(_ key: String, of index: Int) throws -> String? {
    guard let cursor = try documents[index].optional(key) else { return nil }
    if case .string(let text) = cursor.value { return text }
    return cursor.value.text()
  }

  /// The instance of a file that holds one.
  func single() throws -> Instance {
    guard count == 1 else {
      throw CommandFailure("one instance is needed here, and the file has \(count)")
    }
    return try file(0).instance
  }
}
