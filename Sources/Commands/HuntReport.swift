// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// What a search for a counterexample found, and where it looked.
struct HuntReport {
  private let conjecture: Conjecture
  private let range: CounterexampleSearch.Range
  private let result: CounterexampleSearch.Result

  init(
    _ conjecture: Conjecture, _ range: CounterexampleSearch.Range,
    _ result: CounterexampleSearch.Result
  ) {
    self.conjecture = conjecture
    self.range = range
    self.result = result
  }

  /// The counterexample as an instance file.
  var witness: JSONValue? { result.counterexample.map { file(of: $0.candidate) } }

  private func file(of candidate: Candidate) -> JSONValue {
    func row(_ law: Candidate.Law) -> JSONValue {
      .array(law.distribution.probabilities.map(JSONValue.exact))
    }
    switch candidate.domain {
    case .position(let drafts):
      return [
        "name": .string("counterexample to \(conjecture.id)"), "target": row(candidate.targets[0]),
        "draft": row(candidate.drafts[0]), "drafts": .integer(drafts),
      ]
    case .chain(let length):
      func tables(_ laws: [Candidate.Law]) -> JSONValue {
        .object(
          laws.enumerated().map { index, law in
            .init(index == 0 ? "" : String(index - 1), row(law))
          })
      }
      return [
        "name": .string("counterexample to \(conjecture.id)"), "gamma": .integer(length),
        "context_depth": 1, "p_tables": tables(candidate.targets),
        "q_tables": tables(candidate.drafts),
      ]
    }
  }

  private var searched: String {
    let complete = result.complete.sorted { $0.key < $1.key }
      .map { "\($0.key) tokens up to denominator \($0.value)" }.joined(separator: ", ")
    let random =
      result.phase == "exhaustive" ? "" : "; \(range.samples) random instances and climbs"
    return "all instances of \(complete)\(random): \(result.tried) that satisfy the conditions"
  }

  /// A page for a person.
  var text: String {
    var lines = ["\(conjecture.id): \(conjecture.statement)"]
    if let (candidate, finding) = result.counterexample {
      lines += [
        "refuted (\(result.phase) search, instance \(result.tried))", "",
        file(of: candidate).text(), "",
        "  left   \(conjecture.conclusion.left) = \(Self.text(finding.left))",
        "  right  \(conjecture.conclusion.right) = \(Self.text(finding.right))",
        "  gap    \(finding.gap.abridged) (about \(finding.gap.decimal(places: 6)))",
      ]
    } else {
      lines.append(
        (result.isStopped
          ? "stopped at the time limit; no counterexample among " : "no counterexample among ")
          + searched)
      if let (candidate, finding) = result.closest, conjecture.conclusion.relation != .equal {
        lines += [
          "closest: \(file(of: candidate).text())",
          "  left \(Self.text(finding.left)), right \(Self.text(finding.right)), "
            + (finding.gap.isZero ? "equal" : "apart by \((-finding.gap).abridged)"),
        ]
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func text(_ number: Enclosure) -> String {
    number.exact?.abridged ?? number.decimal(places: 12)
  }

  /// The answer of `hunt --json`.
  var json: JSONValue {
    let found = result.counterexample ?? result.closest
    return [
      "claim": .string(conjecture.id), "statement": .string(conjecture.statement),
      "source": .string(conjecture.source), "status": .string(conjecture.status.rawValue),
      "found": .bool(result.counterexample != nil), "phase": .string(result.phase),
      "witness": witness ?? .null,
      "closest": result.counterexample == nil
        ? result.closest.map { file(of: $0.candidate) } ?? .null : .null,
      "left": found?.finding.left.json ?? .null,
      "right": found?.finding.right.json ?? .null,
      "gap": found.map { .exact($0.finding.gap) } ?? .null,
      "searched": [
        "denominators_by_tokens": .object(
          result.complete.sorted { $0.key < $1.key }
            .map { .init(String($0.key), .integer($0.value)) }),
        "samples": .integer(result.phase == "exhaustive" ? 0 : range.samples),
        "tried": .integer(result.tried), "stopped": .bool(result.isStopped),
      ],
    ]
  }
}
