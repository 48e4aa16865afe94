// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Runs of an implementation under chosen uniforms, held against a scheme's thresholds.
struct PathInput {
  private let table: DecisionTable
  private let paths: [RecordedPath]

  init(_ reader: inout AuditReader) throws {
    let target = try reader.distribution("p")
    let draft = try reader.distribution("q")
    let name = try reader.root.required("scheme").string()
    let drafts = try reader.draftCount() ?? 1
    var sampling = Sampling.iid
    if try reader.root.optional("hub") != nil {
      sampling = try InstanceFile.sampling(reader.root)
    }
    do {
      let instance = try Instance(
        target: target, draft: draft, drafts: drafts, sampling: sampling)
      table = try NamedRule.table(name, instance)
    } catch {
      throw reader.root.error("\(error)")
    }
    paths = try reader.root.required("paths").elements().map { cursor in
      RecordedPath(
        drafts: try cursor.required("draft").elements().map { try $0.integer() },
        uniforms: try reader.numbers(of: try cursor.required("u")),
        output: try cursor.required("out").integer())
    }
  }

  func answer() -> AuditAnswer {
    var met: Set<Place> = []
    var mismatches: [Mismatch] = []
    for (index, path) in paths.enumerated() {
      switch table.replay(path) {
      case .emits(let token, let decisions):
        let atEquality = decisions.contains(where: \.isAtEquality)
        for decision in decisions {
          met.insert(
            Place(
              drafts: path.drafts, place: decision.place,
              isBelow: decision.uniform < decision.threshold))
        }
        if token != path.output {
          mismatches.append(.init(index: index, expected: token, isAtEquality: atEquality))
        }
      case .unknownDrafts:
        return refused(index, "the scheme never sees the drafts \(path.drafts)")
      case .tooFewUniforms:
        mismatches.append(.init(index: index, expected: nil, isAtEquality: false))
      case .uniformOutOfRange(let at):
        return refused(index, "u[\(at)] = \(path.uniforms[at]) is outside [0, 1)")
      }
    }
    return verdict(mismatches, met)
  }

  private struct Mismatch {
    let index: Int
    /// What the scheme emits; `nil` when it asks for another uniform.
    let expected: Int?
    let isAtEquality: Bool
  }

  private struct Place: Hashable {
    let drafts: [Int]
    let place: DecisionTable.Decision.Place
    let isBelow: Bool
  }

  private func refused(_ index: Int, _ reason: String) -> AuditAnswer {
    .refused("path \(index): \(reason)", row: index)
  }

  private func verdict(
    _ mismatches: [Mismatch], _ met: Set<Place>
  ) -> AuditAnswer {
    let undriven = undriven(met)
    guard let first = mismatches.first else {
      var answer = AuditAnswer(
        paths.isEmpty || !undriven.isEmpty ? .inconclusive : .consistent, preservesTarget: nil)
      answer.add("paths", .integer(paths.count))
      answer.add("undriven", .array(undriven.map(JSONValue.string)))
      answer.lines.append("\(paths.count) paths, each as the scheme says")
      answer.lines += undriven.prefix(10).map { "not driven: \($0)" }
      return answer
    }
    var answer = AuditAnswer(.rejected, preservesTarget: nil)
    let path = paths[first.index]
    answer.add("paths", .integer(paths.count))
    answer.add("mismatches", .integer(mismatches.count))
    answer.add("only_at_equality", .bool(mismatches.allSatisfy(\.isAtEquality)))
    answer.add(
      "witness",
      [
        "path": .integer(first.index), "draft": .array(path.drafts.map(JSONValue.integer)),
        "u": path.uniforms.json, "out": .integer(path.output),
        "expected": first.expected.map(JSONValue.integer) ?? .null,
      ])
    answer.lines.append(
      "\(mismatches.count) of \(paths.count) paths differ from the scheme; the first is path "
        + "\(first.index): drafts \(path.drafts), uniforms \(path.uniforms) emit \(path.output), the "
        + (first.expected.map { "scheme emits \($0)" } ?? "scheme asks for another uniform"))
    return answer
  }

  /// The tests that were not seen to go both ways.
  private func undriven(_ met: Set<Place>) -> [String] {
    table.rows.flatMap { row -> [String] in
      row.tests.enumerated().flatMap { index, test -> [String] in
        [(true, "below", test.threshold.signum > 0), (false, "at or above", test.threshold < 1)]
          .filter { isBelow, _, isPossible in
            isPossible
              && !met.contains(.init(drafts: row.drafts, place: .test(index), isBelow: isBelow))
          }
          .map { "drafts \(row.drafts), test \(index), u \($0.1) \(test.threshold)" }
      }
    }
  }
}
