// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import Rationals
import SpeculativeDecoding

/// Means and quantiles of every scheme's acceptance over many instances.
///
/// Each acceptance is exact; what is averaged is its value rounded down to 2⁻⁶⁰, because a common
/// denominator of hundreds of instances would have millions of digits. Which of two schemes is ahead is
/// decided between the exact values.
struct BatchStatistics {
  /// The instances that share a value of the key.
  struct Group {
    /// `nil` when no key was given.
    let value: String?
    fileprivate(set) var count = 0
    fileprivate(set) var schemes: [String: Samples] = [:]
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
  private(set) var groups: [Group] = []
  private let order: [String]
  /// Schemes that had no answer for some instance, with the first reason.
  private(set) var omissions: [String: (count: Int, reason: String)] = [:]

  private static let unit = Rational(1 << 60)

  init(_ batch: InstanceBatch, schemes: [any Scheme], by key: String?) throws {
    self.key = key
    order = schemes.map(\.id)
    for index in 0..<batch.count {
      let item = try batch.item(index)
      let comparison = Comparison(
        Position(try item.file().instance), schemes: schemes)
      add(comparison, to: try key.map { try item.annotation($0) ?? "none" })
      Console.progress(Self.bar(index + 1, of: batch.count))
    }
  }

  private static func rounded(_ number: Rational) -> Rational {
    (number * unit).floor / unit
  }

  private static func bar(_ done: Int, of total: Int) -> String {
    let width = 30
    let filled = width * done / total
    return "[" + String(repeating: "=", count: filled)
      + String(repeating: " ", count: width - filled) + "] \(done)/\(total)"
  }

  private mutating func add(_ comparison: Comparison, to value: String?) {
    let index =
      groups.firstIndex { $0.value == value }
      ?? {
        groups.append(Group(value: value))
        return groups.count - 1
      }()
    groups[index].count += 1
    let acceptance = Dictionary(
      uniqueKeysWithValues: comparison.rows.map { ($0.id, $0.acceptance) })
    for row in comparison.rows {
      var samples = groups[index].schemes[row.id, default: Samples()]
      samples.values.append(Self.rounded(row.acceptance.lower))
      for (draft, acceptance) in (row.byDraft ?? []).enumerated() {
        if draft == samples.byDraft.count { samples.byDraft.append([]) }
        samples.byDraft[draft].append(Self.rounded(acceptance.lower))
      }
      if let rrs = acceptance["rrs"], row.acceptance.lower > rrs.upper { samples.aheadOfRRS += 1 }
      if let rrsw = acceptance["rrsw"], row.acceptance.lower > rrsw.upper {
        samples.aheadOfRRSw += 1
      }
      groups[index].schemes[row.id] = samples
    }
    for omission in comparison.omissions {
      let count = omissions[omission.id]?.count ?? 0
      omissions[omission.id] = (count + 1, omissions[omission.id]?.reason ?? omission.reason)
    }
  }

  /// The schemes of a group by falling mean.
  func ranking(_ group: Group) -> [(id: String, samples: Samples)] {
    order.compactMap { id in group.schemes[id].map { (id, $0) } }
      .sorted { $0.samples.mean > $1.samples.mean }
  }
}
