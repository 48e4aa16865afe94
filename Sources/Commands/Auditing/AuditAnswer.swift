// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals

/// The answer to one audit: a verdict, keys for machines, lines for people.
struct AuditAnswer {
  let verdict: AuditVerdict
  /// Whether the output law is the target; `nil` when that is not known.
  let preservesTarget: Bool?
  /// The keys beside `verdict` and `preserves_target`, in order.
  var members: [JSONValue.Member] = []
  /// What a person reads below the verdict.
  var lines: [String] = []
  /// What the reader should know about how the input was taken.
  var notes: [String] = []

  init(_ verdict: AuditVerdict, preservesTarget: Bool?) {
    self.verdict = verdict
    self.preservesTarget = preservesTarget
  }

  /// An exact comparison of two laws.
  init(preservesTarget: Bool) {
    self.init(preservesTarget ? .lossless : .notLossless, preservesTarget: preservesTarget)
  }

  /// An input that describes no rule, with what is wrong where.
  static func refused(_ reason: String, row: Int? = nil, path: String? = nil) -> AuditAnswer {
    var answer = AuditAnswer(.refused, preservesTarget: nil)
    answer.explain(reason, row: row)
    if let path, !path.isEmpty { answer.add("path", .string(path)) }
    return answer
  }

  /// A branch that has no value.
  static func undefined(_ branch: String, row: Int? = nil) -> AuditAnswer {
    var answer = AuditAnswer(.undefined, preservesTarget: nil)
    answer.explain(branch, row: row)
    return answer
  }

  private mutating func explain(_ reason: String, row: Int?) {
    add("error", .string(reason))
    if let row { add("row", .integer(row)) }
    lines.append(reason)
  }

  mutating func add(_ key: String, _ value: JSONValue) { members.append(.init(key, value)) }

  var status: CommandStatus { CommandStatus(verdict, preservesTarget: preservesTarget) }

  var json: JSONValue {
    var all: [JSONValue.Member] = [
      .init("verdict", .string(verdict.rawValue)),
      .init("preserves_target", preservesTarget.map(JSONValue.bool) ?? .null),
    ]
    all += members
    if !notes.isEmpty { all.append(.init("notes", .array(notes.map(JSONValue.string)))) }
    return .object(all)
  }

  var text: String { ([verdict.rawValue] + lines).joined(separator: "\n") }
}

extension Rational {
  /// A fraction with its decimal beside it: "1/9 (about 0.111111)".
  var withDecimal: String {
    isInteger ? abridged : "\(abridged) (about \(decimal(significantDigits: 6)))"
  }
}

extension [Rational] {
  var json: JSONValue { .array(map(JSONValue.exact)) }
}

extension AuditAnswer {
  /// Whether float rows are within one of the tolerances asked for.
  var isWithinSomeTolerance: Bool {
    guard
      case .object(let tolerances)? = members.first(where: { $0.key == "within_tolerance" })?.value
    else { return false }
    return tolerances.contains { $0.value == true }
  }
}
