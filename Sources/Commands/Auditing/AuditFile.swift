// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals

/// The inputs of `spechub audit`, told apart by their keys.
enum AuditKind: String, CaseIterable {
  case kernel
  case blocks
  case trees
  case batch
  case chainRule
  case grid
  case floats
  case paths
  case samples
  case law

  /// The first kind whose keys are there: a kernel may carry a law as an answer, which is ignored.
  init?(_ keys: Set<String>) {
    func has(_ names: String...) -> Bool { names.allSatisfy(keys.contains) }
    if has("kernel") {
      self = .kernel
    } else if has("trees") {
      self = .trees
    } else if has("rows") {
      self = .batch
    } else if has("emitted") {
      self = .blocks
    } else if has("grid_bits") {
      self = .grid
    } else if has("rule"), has("p_tables") {
      self = .chainRule
    } else if has("paths") {
      self = .paths
    } else if has("p_hex") {
      self = .floats
    } else if has("counts") || SampleInput.observationKeys.contains(where: keys.contains) {
      self = .samples
    } else if has("law") {
      self = .law
    } else {
      return nil
    }
  }

  static let expectation =
    "one of the keys \"kernel\", \"emitted\", \"trees\", \"rows\", \"rule\" with \"p_tables\" or "
    + "\"grid_bits\", \"p_hex\", \"paths\", \"counts\" or \"law\""
}

/// What an audit is asked beside its input.
struct AuditOptions {
  var mode = AuditMode.strict
  /// Tolerances as they were written, with their values.
  var tolerances: [(text: String, value: Rational)] = [("1e-6", Rational(1, 1_000_000)), ("0", 0)]
  var samples = SampleOptions()
}

/// Audits one input.
enum Audit {
  /// Never throws: bad input is an answer.
  static func answer(_ root: JSONCursor, _ options: AuditOptions) -> AuditAnswer {
    var reader = AuditReader(root, mode: options.mode)
    do {
      var answer = try answer(&reader, options)
      answer.notes = reader.notes + answer.notes
      return answer
    } catch AuditStop.answered(let answer) {
      return answer
    } catch let error as JSONPathError {
      return .refused(
        error.path.isEmpty ? error.reason : "\(error.path): \(error.reason)", path: error.path)
    } catch {
      return .refused("\(error)")
    }
  }

  private static func answer(
    _ reader: inout AuditReader, _ options: AuditOptions
  ) throws -> AuditAnswer {
    guard case .object = reader.root.value else {
      throw reader.root.error(expected: "an object")
    }
    guard let kind = AuditKind(Set(reader.root.keys)) else {
      throw reader.root.error(expected: AuditKind.expectation, found: "none of them")
    }
    switch kind {
    case .kernel: return try KernelInput(&reader).answer(&reader)
    case .blocks: return try BlockInput(&reader).answer()
    case .trees: return try TreeInput(&reader).answer()
    case .batch: return try BatchInput(&reader, options).answer()
    case .chainRule: return try ChainRuleInput(&reader).answer()
    case .grid: return try GridInput(&reader).answer()
    case .floats: return try FloatInput(&reader).answer(options.tolerances)
    case .paths: return try PathInput(&reader).answer()
    case .samples: return try SampleInput(&reader).answer(options.samples)
    case .law: return try LawInput(&reader).answer()
    }
  }

  /// Parses an input; where Python's `json` wrote NaN or Infinity, which JSON does not know, they are
  /// taken as the words they are.
  static func parse(_ bytes: [UInt8], source: String) throws(ParseError) -> JSONCursor {
    do {
      return JSONCursor(try JSONValue.parse(bytes, source: source), source: source)
    } catch {
      let quoted = NonFiniteLiterals.quoted(in: bytes)
      guard quoted != bytes, let value = try? JSONValue.parse(quoted, source: source) else {
        throw error
      }
      return JSONCursor(value, source: source)
    }
  }
}
