// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Charts of the acceptance of schemes, of one instance exactly or in the mean of many.
enum InstanceCharts {
  private static func schemes(_ ids: [String]) -> [any Scheme] {
    ids.map { SchemeCatalog.scheme($0)! }
  }

  private static let temperatureIDs = [
    "single", "rrs", "kseq", "rrsw", "spechub", "otm-iid", "otm-without-replacement",
  ]

  /// 1/T, the powers that an instance without a temperature of its own is raised to.
  private static let powers = [4, 3, 2, 1]

  /// Acceptance of one instance at temperatures 1/4 to 1: p and q to the power 1/T, normalised.
  ///
  /// Only temperatures of whole 1/T keep all numbers rational.
  static func temperature(_ instance: Instance, _ selected: [any Scheme]?) throws -> LineChart {
    let schemes = selected ?? schemes(temperatureIDs)
    let rows = try powers.map { power in
      let warped = try Instance(
        target: Warping.power(power)(instance.target), draft: Warping.power(power)(instance.draft),
        drafts: instance.drafts, sampling: instance.sampling)
      return Comparison(Position(warped), schemes: schemes).rows
    }
    return LineChart(
      title: "Acceptance against temperature", subject: instance.name, xTitle: "temperature",
      caption:
        "p and q are raised to the power 1/T and divided by their sums, exactly. Acceptance by "
        + "\(instance.drafts == 1 ? "1 draft" : "\(instance.drafts) drafts").",
      places: powers.map { "\(Rational(1, $0))" },
      series: schemes.map { scheme in
        .init(
          name: scheme.id,
          values: rows.map { row in
            row.first { $0.id == scheme.id }.map { FigureNumber($0.acceptance) }
          })
      })
  }

  /// Mean acceptance by the instances' own temperature.
  static func temperature(_ batch: InstanceBatch, _ selected: [any Scheme]?) throws -> LineChart {
    let schemes = selected ?? schemes(temperatureIDs)
    let statistics = try BatchStatistics(batch, schemes: schemes, by: "temperature")
    let groups = statistics.groups.sorted { first, second in
      let (a, b) = (first.value.flatMap { Rational($0) }, second.value.flatMap { Rational($0) })
      return a.flatMap { a in b.map { a < $0 } } ?? false
    }
    return LineChart(
      title: "Acceptance against temperature", subject: "mean of \(batch.count) instances",
      xTitle: "temperature", caption: "Each acceptance is exact; the means are shown as decimals.",
      places: groups.map { $0.value ?? "none" },
      series: schemes.map { scheme in
        .init(
          name: scheme.id,
          values: groups.map { $0.schemes[scheme.id].map { FigureNumber($0.mean, isExact: false) } }
        )
      })
  }

  private static let decayIDs = ["rrs", "rrsw", "kseq"]
  private static let decayCaption =
    "How much the first, the second, … draft accepts. SpecHub has two drafts."

  /// The acceptance of each draft of one instance. SpecHub, which has two, stands beside the rules for
  /// any number unless schemes are selected.
  static func decay(
    _ instance: Instance, drafts: Int, _ selected: [any Scheme]?
  ) throws -> LineChart {
    func values(_ schemes: [any Scheme], drafts: Int) throws -> [LineChart.Series] {
      // Each scheme draws by its own law; only a hub of the instance's own matters.
      var sampling = Sampling.iid
      if case .hub = instance.sampling, drafts == 2 { sampling = instance.sampling }
      let asked = try Instance(
        target: instance.target, draft: instance.draft, drafts: drafts, sampling: sampling)
      let rows = Comparison(Position(asked), schemes: schemes).rows
      return schemes.map { scheme in
        let row = rows.first { $0.id == scheme.id }
        return .init(name: scheme.id, values: (row?.byDraft ?? []).map { FigureNumber($0) })
      }
    }
    var series = try values(selected ?? schemes(decayIDs), drafts: drafts)
    if selected == nil { series += try values(schemes(["spechub"]), drafts: 2) }
    return decay(series, subject: instance.name, caption: decayCaption)
  }

  /// The mean acceptance of each draft of many instances.
  static func decay(_ batch: InstanceBatch, _ selected: [any Scheme]?) throws -> LineChart {
    func values(_ batch: InstanceBatch, _ schemes: [any Scheme]) throws -> [LineChart.Series] {
      let statistics = try BatchStatistics(batch, schemes: schemes, by: nil)
      return schemes.map { scheme in
        let means = statistics.groups[0].schemes[scheme.id]?.meanByDraft ?? []
        return .init(name: scheme.id, values: means.map { FigureNumber($0, isExact: false) })
      }
    }
    var series = try values(batch, selected ?? schemes(decayIDs))
    if selected == nil { series += try values(batch.with(drafts: 2), schemes(["spechub"])) }
    return decay(
      series, subject: "mean of \(batch.count) instances",
      caption: decayCaption + " Each acceptance is exact; the means are shown as decimals.")
  }

  private static func decay(
    _ series: [LineChart.Series], subject: String?, caption: String
  ) -> LineChart {
    let count = series.map(\.values.count).max() ?? 0
    let padded = series.map { line in
      var line = line
      line.values += Array(repeating: nil, count: count - line.values.count)
      return line
    }
    return LineChart(
      title: "Acceptance draft by draft", subject: subject, xTitle: "draft", caption: caption,
      places: (0..<count).map { String($0 + 1) }, series: padded)
  }
}
