// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Means and quantiles of every scheme's acceptance over many instances.
///
/// Each acceptance is exact; what is averaged is its value rounded down to 2⁻⁶⁰, because a common
/// denominator of hundreds of instances would have millions of digits. Which of two schemes is ahead is
/// decided between the exact values.
struct BatchStatistics {
  /// The instances that share a value of the key, or one part of them by peak.
  struct Group {
    /// `nil` when no key was given.
    let value: String?
    /// The least and the largest probability of a draft's most probable token; `nil` when the
    /// instances are not told apart by it.
    let peaks: ClosedRange<Rational>?
    let count: Int
    let schemes: [String: Samples]
  }

  /// One scheme's acceptances in a group.
  struct Samples {
    fileprivate(set) var values: [Rational] = []
    /// The acceptance of the first, second, … draft, where the scheme tries them in turn.
    fileprivate(set) var byDraft: [[Rational]] = []
    /// The instances on which it accepts more than RRS, and than RRSw.
    fileprivate(set) var aheadOfRRS = 0
    fileprivate(set) var aheadOfRRSw = 0

    var mean: Rational { values.sum() / Rational(values.count) }

    /// The mean acceptance by draft.
    var meanByDraft: [Rational] { byDraft.map { $0.sum() / Rational($0.count) } }

    /// The value below which this share of the others lies (nearest rank).
    func quantile(_ share: Rational) -> Rational {
      let rank = ((Rational(values.count) - 1) * share + Rational(1, 2)).floor
      return values.sorted()[Int(rank.description)!]
    }
  }

  let key: String?
  let groups: [Group]
  private let order: [String]
  /// Schemes that had no answer for some instance, with the first reason.
  let omissions: [String: (count: Int, reason: String)]

  /// - Parameters:
  ///   - key: an annotation; each of its values has a group.
  ///   - parts: splits each group into this many of equal size by max q, the flattest drafts first.
  init(
    _ batch: InstanceBatch, schemes: [any Scheme], by key: String?, peakParts parts: Int? = nil
  ) throws {
    var observations: [Observation] = []
    var omissions: [String: (count: Int, reason: String)] = [:]
    for index in 0..<batch.count {
      let item = try batch.item(index)
      let position = Position(try item.file().instance)
      let comparison = Comparison(position, schemes: schemes)
      observations.append(
        Observation(
          value: try key.map { try item.annotation($0) ?? "none" },
          peak: position.draft[position.draft.mode], comparison))
      for omission in comparison.omissions {
        let known = omissions[omission.id]
        omissions[omission.id] = ((known?.count ?? 0) + 1, known?.reason ?? omission.reason)
      }
      Console.progress(Self.bar(index + 1, of: batch.count))
    }
    self.key = key
    self.omissions = omissions
    order = schemes.map(\.id)
    groups = Self.groups(observations, peakParts: parts)
  }

  private static func bar(_ done: Int, of total: Int) -> String {
    let width = 30
    let filled = width * done / total
    return "[" + String(repeating: "=", count: filled)
      + String(repeating: " ", count: width - filled) + "] \(done)/\(total)"
  }

  /// Groups in the order in which their values come.
  private static func groups(_ observations: [Observation], peakParts parts: Int?) -> [Group] {
    var values: [String?] = []
    var members: [String?: [Observation]] = [:]
    for observation in observations {
      if members[observation.value] == nil { values.append(observation.value) }
      members[observation.value, default: []].append(observation)
    }
    return values.flatMap { value -> [Group] in
      let all = members[value]!
      guard let parts else { return [Group(value: value, peaks: nil, all)] }
      let sorted = all.sorted { $0.peak < $1.peak }
      return (0..<parts).compactMap { part in
        let range = part * sorted.count / parts..<(part + 1) * sorted.count / parts
        guard let first = range.first, let last = range.last else { return nil }
        return Group(
          value: value, peaks: sorted[first].peak...sorted[last].peak, Array(sorted[range]))
      }
    }
  }

  /// The schemes of a group by falling mean.
  func ranking(_ group: Group) -> [(id: String, samples: Samples)] {
    order.compactMap { id in group.schemes[id].map { (id, $0) } }
      .sorted { $0.samples.mean > $1.samples.mean }
  }
}

/// What is kept of one instance.
private struct Observation {
  struct Row {
    let id: String
    let acceptance: Rational
    let byDraft: [Rational]
    let isAheadOfRRS: Bool
    let isAheadOfRRSw: Bool
  }

  let value: String?
  /// max q.
  let peak: Rational
  let rows: [Row]

  private static let unit = Rational(1 << 60)

  private static func rounded(_ number: Rational) -> Rational {
    (number * unit).floor / unit
  }

  init(value: String?, peak: Rational, _ comparison: Comparison) {
    self.value = value
    self.peak = peak
    func rate(_ id: String) -> Rational? {
      comparison.rows.first { $0.id == id }?.acceptance.upper
    }
    let (rrs, rrsw) = (rate("rrs"), rate("rrsw"))
    rows = comparison.rows.map { row in
      let least = row.acceptance.lower
      return Row(
        id: row.id, acceptance: Self.rounded(least),
        byDraft: (row.byDraft ?? []).map { Self.rounded($0.lower) },
        isAheadOfRRS: rrs.map { least > $0 } ?? false,
        isAheadOfRRSw: rrsw.map { least > $0 } ?? false)
    }
  }
}

extension BatchStatistics.Group {
  fileprivate init(value: String?, peaks: ClosedRange<Rational>?, _ members: [Observation]) {
    var schemes: [String: BatchStatistics.Samples] = [:]
    for row in members.lazy.flatMap(\.rows) {
      var samples = schemes.removeValue(forKey: row.id) ?? BatchStatistics.Samples()
      samples.values.append(row.acceptance)
      for (draft, acceptance) in row.byDraft.enumerated() {
        if draft == samples.byDraft.count { samples.byDraft.append([]) }
        samples.byDraft[draft].append(acceptance)
      }
      if row.isAheadOfRRS { samples.aheadOfRRS += 1 }
      if row.isAheadOfRRSw { samples.aheadOfRRSw += 1 }
      schemes[row.id] = samples
    }
    self.init(value: value, peaks: peaks, count: members.count, schemes: schemes)
  }
}
