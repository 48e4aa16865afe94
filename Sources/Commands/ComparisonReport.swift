// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// A comparison as a page for a person.
struct ComparisonReport {
  private let comparison: Comparison
  private let instance: Instance

  init(_ comparison: Comparison, of instance: Instance) {
    self.comparison = comparison
    self.instance = instance
  }

  var text: String {
    let drafts = instance.drafts == 1 ? "1 draft" : "\(instance.drafts) drafts"
    var sections = [
      "\(instance.name ?? "instance"): \(instance.target.count) tokens, \(drafts)", table,
    ]
    if !comparison.omissions.isEmpty {
      sections.append(
        "left out\n"
          + comparison.omissions.map { "  \($0.id): \($0.reason)" }.joined(separator: "\n"))
    }
    return sections.joined(separator: "\n\n")
  }

  private var table: String {
    var table = TextTable([
      ("scheme", .left), ("acceptance", .right), ("about", .right), ("bound", .right),
      ("of it", .right), ("lossless", .left), ("by draft", .left),
    ])
    for row in comparison.rows {
      let byDraft = row.byDraft?.map { $0.decimal(places: 4) }.joined(separator: " ")
      table.add([
        row.id, row.acceptance.exact?.abridged ?? "enclosed",
        row.acceptance.decimal(places: 6), row.bound?.decimal(places: 6) ?? "",
        row.ofOptimum?.decimal(places: 4) ?? "", row.isLossless ? "yes" : "NO", byDraft ?? "",
      ])
    }
    return table.text
  }
}

extension Comparison {
  /// The answer of `compare --json`.
  func json(of instance: Instance) -> JSONValue {
    [
      "name": instance.name.map(JSONValue.string) ?? .null,
      "tokens": .integer(instance.target.count), "drafts": .integer(instance.drafts),
      "schemes": .array(rows.map(\.json)),
      "left_out": .array(
        omissions.map { ["id": .string($0.id), "reason": .string($0.reason)] }),
    ]
  }
}

extension Comparison.Row {
  fileprivate var json: JSONValue {
    [
      "id": .string(id), "alpha": acceptance.json,
      "alpha_decimal": .string(acceptance.decimal(places: 12)), "lossless": .bool(isLossless),
      "of_optimum": ofOptimum?.json ?? .null,
      "of_optimum_decimal": ofOptimum.map { .string($0.decimal(places: 12)) } ?? .null,
      "bound": bound.map(JSONValue.exact) ?? .null,
      "by_draft": byDraft.map { .array($0.map(\.json)) } ?? .null,
      "summary": .string(summary),
    ]
  }
}

extension Enclosure {
  /// A fraction, or for a number that is only enclosed the rationals around it.
  var json: JSONValue {
    if let exact { return .exact(exact) }
    return [
      "lower": .exact(lower), "upper": .exact(upper), "decimal": .string(decimal(places: 12)),
    ]
  }
}
