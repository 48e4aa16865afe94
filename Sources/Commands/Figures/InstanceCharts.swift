// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Rationals
import SpeculativeDecoding

/// Charts of the acceptance of schemes over instances.
enum InstanceCharts {
  private static func schemes(_ ids: [String]) -> [any Scheme] {
    ids.map { SchemeCatalog.scheme($0)! }
  }

  /// Mean acceptance by temperature.
  static func temperature(_ batch: InstanceBatch, _ selected: [any Scheme]?) throws -> LineChart {
    let schemes =
      selected
      ?? schemes([
        "single", "rrs", "kseq", "rrsw", "spechub", "otm-iid", "otm-without-replacement",
      ])
    let statistics = try BatchStatistics(batch, schemes: schemes, by: "temperature")
    let groups = statistics.groups.sorted { first, second in
      let (a, b) = (first.value.flatMap { Rational($0) }, second.value.flatMap { Rational($0) })
      return a.flatMap { a in b.map { a < $0 } } ?? false
    }
    return LineChart(
      title: "Mean acceptance of \(batch.count) instances", xTitle: "temperature",
      yTitle: "acceptance", places: groups.map { $0.value ?? "none" },
      series: schemes.map { scheme in
        .init(name: scheme.id, values: groups.map { $0.schemes[scheme.id]?.mean })
      })
  }

  /// Mean acceptance by the first, second, … draft.
  static func decay(_ batch: InstanceBatch, _ selected: [any Scheme]?) throws -> LineChart {
    let schemes = selected ?? schemes(["rrs", "rrsw", "kseq"])
    let statistics = try BatchStatistics(batch, schemes: schemes, by: nil)
    var series = schemes.map { scheme in
      LineChart.Series(
        name: scheme.id,
        values: statistics.groups[0].schemes[scheme.id]?.meanByDraft.map { $0 } ?? [])
    }
    if selected == nil {
      let pairs = try BatchStatistics(
        batch.with(drafts: 2), schemes: Self.schemes(["spechub"]), by: nil)
      series.append(
        .init(
          name: "spechub", values: pairs.groups[0].schemes["spechub"]?.meanByDraft.map { $0 } ?? [])
      )
    }
    let count = series.map(\.values.count).max() ?? 0
    for index in series.indices {
      series[index].values += Array(repeating: nil, count: count - series[index].values.count)
    }
    return LineChart(
      title: "Mean acceptance by draft, \(batch.count) instances", xTitle: "draft",
      yTitle: "acceptance", places: (0..<count).map { String($0 + 1) }, series: series)
  }

  /// All schemes of one instance, from the best to the worst.
  static func acceptance(_ instance: Instance, _ selected: [any Scheme]?) -> LineChart {
    let rows = Comparison(Position(instance), schemes: selected ?? SchemeCatalog.all).rows
    return LineChart(
      title: instance.name ?? "Acceptance", xTitle: "scheme", yTitle: "acceptance",
      places: rows.indices.map { String($0 + 1) },
      series: rows.enumerated().map { place, row in
        .init(
          name: "\(place + 1) \(row.id)",
          values: rows.indices.map { $0 == place ? row.acceptance.lower : nil })
      })
  }
}
