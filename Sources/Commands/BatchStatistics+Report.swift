// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import Rationals

extension BatchStatistics {
  private static let quantiles: [(name: String, share: Rational)] = [
    ("min", 0), ("q10", Rational(1, 10)), ("median", Rational(1, 2)), ("q90", Rational(9, 10)),
    ("max", 1),
  ]

  /// One table a group for a person.
  var text: String {
    var sections = groups.map { group in
      "\(title(group))\(group.count) instances\n\n\(table(group))"
    }
    let omitted = omissions.sorted { $0.key < $1.key }.map { id, omission in
      "  \(id) on \(omission.count) instances: \(omission.reason)"
    }
    if !omitted.isEmpty { sections.append("left out\n" + omitted.joined(separator: "\n")) }
    return sections.joined(separator: "\n\n")
  }

  private func title(_ group: Group) -> String {
    let parts = [
      group.value.map { "\(key ?? "") \($0)" },
      group.peaks.map {
        "max q from \($0.lowerBound.decimal(places: 4)) to \($0.upperBound.decimal(places: 4))"
      },
    ].compactMap { $0 }
    return parts.isEmpty ? "" : parts.joined(separator: ", ") + ": "
  }

  private func table(_ group: Group) -> String {
    var table = TextTable(
      [("scheme", .left), ("mean", .right)]
        + Self.quantiles.map { ($0.name, .right) }
        + [("ahead of rrs", .right), ("ahead of rrsw", .right), ("mean by draft", .left)])
    for (id, samples) in ranking(group) {
      table.add(
        [id, samples.mean.decimal(places: 6)]
          + Self.quantiles.map { samples.quantile($0.share).decimal(places: 6) }
          + [
            "\(samples.aheadOfRRS)/\(samples.values.count)",
            "\(samples.aheadOfRRSw)/\(samples.values.count)",
            samples.meanByDraft.map { $0.decimal(places: 4) }.joined(separator: " "),
          ])
    }
    return table.text
  }

  /// One line a group and scheme.
  var csv: String {
    let peaks = groups.contains { $0.peaks != nil } ? ["peak_from", "peak_to"] : []
    let header =
      ["group"] + peaks + ["instances", "scheme", "mean"] + Self.quantiles.map(\.name)
      + ["ahead_of_rrs", "ahead_of_rrsw", "by_draft"]
    var rows = [header]
    for group in groups {
      var start = [group.value ?? ""]
      if let peaks = group.peaks {
        start += [peaks.lowerBound, peaks.upperBound].map { $0.decimal(places: 9) }
      }
      for (id, samples) in ranking(group) {
        let numbers = [samples.mean] + Self.quantiles.map { samples.quantile($0.share) }
        rows.append(
          start + ["\(group.count)", id] + numbers.map { $0.decimal(places: 9) }
            + [
              "\(samples.aheadOfRRS)", "\(samples.aheadOfRRSw)",
              samples.meanByDraft.map { $0.decimal(places: 9) }.joined(separator: " "),
            ])
      }
    }
    return rows.map { $0.joined(separator: ",") }.joined(separator: "\n")
  }

  /// The answer of `compare --json` for JSON Lines.
  var json: JSONValue {
    [
      "key": key.map(JSONValue.string) ?? .null,
      "groups": .array(groups.map(json)),
      "left_out": .array(
        omissions.sorted { $0.key < $1.key }.map { id, omission in
          [
            "id": .string(id), "instances": .integer(omission.count),
            "reason": .string(omission.reason),
          ]
        }),
    ]
  }

  private func json(_ group: Group) -> JSONValue {
    let schemes = ranking(group).map { id, samples in
      JSONValue.object(
        [
          .init("id", .string(id)),
          .init("mean_decimal", .string(samples.mean.decimal(places: 12))),
        ]
          + Self.quantiles.map {
            .init(
              "\($0.name)_decimal", .string(samples.quantile($0.share).decimal(places: 12)))
          }
          + [
            .init("ahead_of_rrs", .integer(samples.aheadOfRRS)),
            .init("ahead_of_rrsw", .integer(samples.aheadOfRRSw)),
            .init(
              "mean_by_draft_decimal",
              .array(samples.meanByDraft.map { .string($0.decimal(places: 12)) })),
          ])
    }
    return [
      "value": group.value.map(JSONValue.string) ?? .null,
      "peak": group.peaks.map {
        ["from": .exact($0.lowerBound), "to": .exact($0.upperBound)]
      } ?? .null,
      "instances": .integer(group.count),
      "schemes": .array(schemes),
    ]
  }
}
