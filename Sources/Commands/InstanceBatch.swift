// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import SpeculativeDecoding

/// A file with one instance, or with one a line (JSON Lines).
struct InstanceBatch {
  /// One instance of the file as it was written.
  struct Item {
    fileprivate let cursor: JSONCursor
    fileprivate let mode: InstanceFile.Mode
    fileprivate let drafts: Int?

    /// The file, and the line where there are several.
    var source: String { cursor.source }

    /// The instance as integers over a common denominator, for a vocabulary of any size.
    func text() throws -> InstanceText { try InstanceText(cursor, mode: mode) }

    /// The instance, checked, with what there is to say about it.
    func file() throws -> (instance: Instance, notes: [String]) {
      let file = try InstanceFile(cursor, mode: mode)
      guard let drafts else { return (file.instance, file.notes) }
      let instance = file.instance
      do {
        return (
          try Instance(
            name: instance.name, tokens: instance.tokens, target: instance.target,
            draft: instance.draft, drafts: drafts, sampling: instance.sampling), file.notes
        )
      } catch {
        throw cursor.error("with --drafts \(drafts): \(error)")
      }
    }

    /// The value of an annotation as text; `nil` when it is absent.
    func annotation(_ key: String) throws -> String? {
      guard let cursor = try cursor.optional(key) else { return nil }
      if case .string(let text) = cursor.value { return text }
      return cursor.value.text()
    }
  }

  private var items: [(range: Range<Int>, source: String)]
  private let bytes: [UInt8]
  private let mode: InstanceFile.Mode
  /// Replaces the number of drafts of every instance.
  private var drafts: Int?
  /// Whether the file is one instance and not JSON Lines.
  let isSingle: Bool

  /// The instances one after the other; a line is parsed when its turn comes.
  ///
  /// JSON Lines are told by the file's name (.jsonl, .jsonl.gz), or by a first line that is a whole
  /// value with another line after it.
  init(reading path: String, mode: InstanceFile.Mode, drafts: Int? = nil) throws {
    let bytes = try ModelFile.bytes(path)
    let source = path == "-" ? "standard input" : path
    var lines: [(range: Range<Int>, source: String)] = []
    var start = 0
    var number = 1
    for end in bytes.indices where bytes[end] == UInt8(ascii: "\n") {
      lines.append((start..<end, "\(source):\(number)"))
      start = end + 1
      number += 1
    }
    lines.append((start..<bytes.count, "\(source):\(number)"))
    lines.removeAll { line in
      bytes[line.range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
    let isNamedBatch = path.hasSuffix(".jsonl") || path.hasSuffix(".jsonl.gz")
    let isBatch =
      isNamedBatch
      || lines.count > 1
        && (try? JSONValue.parse(Array(bytes[lines[0].range]), source: source)) != nil
    self.bytes = bytes
    self.mode = mode
    self.drafts = drafts
    isSingle = !isBatch
    items = isBatch ? lines : [(0..<bytes.count, source)]
  }

  var count: Int { items.count }

  /// The instances of some of the places.
  func filtered(_ isKept: (Int) throws -> Bool) rethrows -> InstanceBatch {
    var batch = self
    batch.items = try items.indices.filter(isKept).map { items[$0] }
    return batch
  }

  /// The same with another number of drafts.
  func with(drafts: Int) -> InstanceBatch {
    var batch = self
    batch.drafts = drafts
    return batch
  }

  func item(_ index: Int) throws -> Item {
    let (range, source) = items[index]
    let value = try JSONValue.parse(Array(bytes[range]), source: source)
    return Item(cursor: JSONCursor(value, source: source), mode: mode, drafts: drafts)
  }

  /// The instance of a file that holds one.
  func single() throws -> Instance {
    guard count == 1 else {
      throw CommandFailure("one instance is needed here, and the file has \(count)")
    }
    return try item(0).file().instance
  }

  func notes() throws -> [String] { try item(0).file().notes }
}
